{{%AUTOESCAPE context="TEXT"}}
Deel bij voorkeur rechtstreeks: geef het document in een gesprek, of op papier.

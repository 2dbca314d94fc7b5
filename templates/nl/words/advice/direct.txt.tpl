{{%AUTOESCAPE context="TEXT"}}
Deel bij voorkeur rechtstreeks: geef het document in een gesprek, of op papier. Moet het toch per mail? Dan kan het met een link en een code.

{{%AUTOESCAPE context="TEXT"}}
Kijk na of deze ontvanger de persoonsgegevens nodig heeft. Zo niet, haal ze dan weg.

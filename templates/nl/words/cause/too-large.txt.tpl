{{%AUTOESCAPE context="TEXT"}}
Uw mail is te groot voor de mailserver van de ontvanger.

{{%AUTOESCAPE context="TEXT"}}
De mailserver van de ontvanger weigert uw mail.

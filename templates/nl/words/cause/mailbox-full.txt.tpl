{{%AUTOESCAPE context="TEXT"}}
De mailbox van de ontvanger zit vol.

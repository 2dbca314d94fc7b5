{{%AUTOESCAPE context="TEXT"}}
De mailserver van de ontvanger antwoordt niet.

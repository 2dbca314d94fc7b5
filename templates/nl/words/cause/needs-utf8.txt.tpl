{{%AUTOESCAPE context="TEXT"}}
De mailserver van de ontvanger kan een adres met bijzondere letters niet aan.

{{%AUTOESCAPE context="TEXT"}}
De mailserver van de ontvanger kan de tekens in uw mail niet aan. Vraag raad aan uw informaticadienst.

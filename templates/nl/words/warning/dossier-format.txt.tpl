{{%AUTOESCAPE context="TEXT"}}
Het dossiernummer in het onderwerp heeft niet de juiste vorm. Kijk het na.

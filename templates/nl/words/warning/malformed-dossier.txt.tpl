{{%AUTOESCAPE context="TEXT"}}
Het dossiernummer heeft niet de juiste vorm. Kijk het na.

{{%AUTOESCAPE context="TEXT"}}
Kijk op de pagina hieronder na of alles klopt.

{{%AUTOESCAPE context="TEXT"}}
Dit adres bestaat niet. Kijk het adres na.

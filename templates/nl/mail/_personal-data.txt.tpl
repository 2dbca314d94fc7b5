{{%AUTOESCAPE context="TEXT"}}

WAT ZIJN PERSOONSGEGEVENS?
Alle informatie over een persoon die bekend is of die men kan
herkennen. De informatie gaat rechtstreeks over die persoon, of men
kan uit de informatie afleiden over wie het gaat.

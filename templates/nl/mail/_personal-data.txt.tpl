{{%AUTOESCAPE context="TEXT"}}

WAT ZIJN PERSOONSGEGEVENS?
Alle informatie over een persoon die bekend is of die men kan
herkennen. De informatie gaat rechtstreeks over die persoon, of men
kan er via een omweg achterkomen over wie het gaat.

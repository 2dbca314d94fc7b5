{{%AUTOESCAPE context="TEXT"}}
U schreef [geen-pg], maar er staan zeker persoonsgegevens in uw mail. Het document is toch veilig gedeeld.

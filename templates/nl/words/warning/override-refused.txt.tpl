{{%AUTOESCAPE context="TEXT"}}
U vroeg om [geen-pg], maar dat kon hier niet. Het document is toch veilig gedeeld.

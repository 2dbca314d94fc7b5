{{%AUTOESCAPE context="TEXT"}}
U schreef [geen-pg] samen met [vertrouwelijk] of [persoonlijk]. Wij kozen het veiligste: het document is veilig gedeeld.

{{%AUTOESCAPE context="TEXT"}}
U schreef [geen-pg] in een antwoord of een doorgestuurde mail. Daar telt het niet. Het document is toch veilig gedeeld.

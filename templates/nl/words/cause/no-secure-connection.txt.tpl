{{%AUTOESCAPE context="TEXT"}}
Met de mailserver van de ontvanger is geen veilige verbinding mogelijk. Zonder die verbinding sturen wij niets.

{{%AUTOESCAPE context="TEXT"}}
U schreef [geen-pg]. Uw organisatie mag dat niet gebruiken. Het document is toch veilig gedeeld.

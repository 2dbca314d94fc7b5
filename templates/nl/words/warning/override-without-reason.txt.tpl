{{%AUTOESCAPE context="TEXT"}}
U schreef [geen-pg] zonder reden. Zet er een reden bij: [geen-pg: reden]. Het document is nu veilig gedeeld.

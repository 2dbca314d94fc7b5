{{%AUTOESCAPE context="TEXT"}}
Alleen het agentschap kan een document persoonlijk maken. Gebruik [vertrouwelijk], of haal [persoonlijk] weg.

{{%AUTOESCAPE context="TEXT"}}
Alleen het agentschap kan een document persoonlijk maken. Uw document is vertrouwelijk gedeeld: bij u ziet alleen u het.

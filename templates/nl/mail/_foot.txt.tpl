{{%AUTOESCAPE context="TEXT"}}

-- 
Dit is een automatisch bericht van Sluis.
Sluis stuurt documenten met persoonsgegevens veilig door.
{{#MANUAL}}
Uitleg, stap voor stap: {{PORTAL_URL}}/hulp
{{/MANUAL}}
{{#HELP}}
Vragen? {{HELP_CONTACT}}
{{/HELP}}
{{#DPO}}
Vragen over uw gegevens: {{DPO_CONTACT}}
{{/DPO}}
{{#PRIVACY}}
Privacy: {{PRIVACY_URL}}
{{/PRIVACY}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: {{#ONE}}{{#BODY}}Er staat een bericht voor u klaar{{/BODY}}{{#NO_BODY}}Er staat een document voor u klaar{{/NO_BODY}}{{/ONE}}{{#MANY}}Er staan documenten voor u klaar{{/MANY}}

{{#ONE}}
{{#BODY}}
ER STAAT EEN BERICHT VOOR U KLAAR
{{/BODY}}
{{#NO_BODY}}
ER STAAT EEN DOCUMENT VOOR U KLAAR
{{/NO_BODY}}
{{/ONE}}
{{#MANY}}
ER STAAN {{DOCUMENTS}} DOCUMENTEN VOOR U KLAAR
{{/MANY}}

Van: {{SENDER_NAME}}{{#FROM_ORGANISATION}}, {{SENDER_ORGANISATION}}{{/FROM_ORGANISATION}}
Beschikbaar tot: {{UNTIL}}
{{#YOU_ALONE}}
Voor: u alleen
{{/YOU_ALONE}}
{{#ORGANISATION}}
Voor: u, en collega's van uw organisatie die zich aanmelden
{{/ORGANISATION}}
{{#CIRCLE}}
Voor: u, en de collega's die het voor hun werk mogen lezen
{{/CIRCLE}}

{{#BODY}}
Het bericht bevat persoonsgegevens. Daarom staat de tekst niet in
deze mail, maar op een beveiligde plaats.
{{/BODY}}
{{#NO_BODY}}
{{#ONE}}
Het document bevat persoonsgegevens. Daarom staat het niet in deze
mail, maar op een beveiligde plaats.
{{/ONE}}
{{#MANY}}
De documenten bevatten persoonsgegevens. Daarom staan ze niet in deze
mail, maar op een beveiligde plaats.
{{/MANY}}
{{/NO_BODY}}

WAT DOET U?
Open deze link:

{{LINK}}

{{#LOGIN}}
Meld u aan met uw gewone login. Daarna kunt u lezen en downloaden.
{{/LOGIN}}
{{#CODE}}
U krijgt dan een code in een tweede mail. Met die code kunt u lezen
en downloaden.
{{/CODE}}

{{>mail/_keep.txt.tpl}}

{{>mail/_genuine.txt.tpl}}
{{>mail/_foot.txt.tpl}}

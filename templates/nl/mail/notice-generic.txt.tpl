{{%AUTOESCAPE context="TEXT"}}
Onderwerp: {{#ONE}}Een document voor uw afdeling{{/ONE}}{{#MANY}}Documenten voor uw afdeling{{/MANY}}

{{#ONE}}
EEN DOCUMENT VOOR UW AFDELING

Iemand deelde een document met een medewerker van uw afdeling.
{{/ONE}}
{{#MANY}}
{{DOCUMENTS}} DOCUMENTEN VOOR UW AFDELING

Iemand deelde {{DOCUMENTS}} documenten met een medewerker van uw afdeling.
{{/MANY}}
U krijgt dit bericht in de algemene mailbox. Zo blijft niets liggen
als die medewerker er niet is.

Van: {{SENDER_NAME}}{{#FROM_ORGANISATION}}, {{SENDER_ORGANISATION}}{{/FROM_ORGANISATION}}
Beschikbaar tot: {{UNTIL}}

WAT DOET U?
Is de medewerker afwezig? Open dan deze link, en meld u aan met uw
gewone login:

{{LINK}}

Alleen wie het voor zijn werk mag lezen, krijgt het te zien.

{{>mail/_keep.txt.tpl}}

{{>mail/_genuine.txt.tpl}}
{{>mail/_foot.txt.tpl}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: De ontvanger weet nog van niets

DE ONTVANGER WEET NOG VAN NIETS

Op {{SENT_AT}} deelde u iets met
{{RECIPIENT}}.
Ons bericht kwam terug: het adres bestaat niet, of de mailbox neemt
niets aan. Het document staat nog klaar, tot
{{UNTIL}}.
{{#GENERIC}}

De algemene mailbox van de afdeling kreeg wel een bericht.
{{/GENERIC}}

WAT DOET U NU?
Kijk het adres na. Is het fout? Trek dan in, en stuur de mail opnieuw
naar het juiste adres.

{{LINK}}

Is het adres juist? Bel de ontvanger dan even.
{{>mail/_foot.txt.tpl}}

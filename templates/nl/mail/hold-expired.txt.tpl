{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is ingetrokken

UW MAIL IS INGETROKKEN

Op {{SENT_AT}} stuurde u een mail.
Hij wachtte drie dagen op uw keuze. U koos niet. Daarom hebben wij
hem ingetrokken.

Deze ontvangers kregen niets, en krijgen ook niets meer:

{{#HELD}}
* {{RECIPIENT}}: {{>mail/_what.txt.tpl}}
{{/HELD}}

WAT DOET U NU?
Is het nog nodig? Deel het dan bij voorkeur rechtstreeks, bijvoorbeeld
in een gesprek. Of pas de mail aan en stuur hem opnieuw.
{{>mail/_foot.txt.tpl}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail wacht op uw keuze

UW MAIL WACHT OP UW KEUZE

Deze ontvangers kregen nog niets:

{{#HELD}}
* {{RECIPIENT}}
  {{>mail/_what.txt.tpl}}
  Waarom: {{WHY}}
  {{ADVICE}}

{{/HELD}}
{{#OTHERS}}
Met de andere ontvangers van deze mail is alles in orde.

{{/OTHERS}}
WAT DOET U NU?
Meld u aan en kies: toch veilig delen, of intrekken.

{{LINK}}

Kiest u niets? Dan trekken wij de mail in op
{{WITHDRAWN_AT}}. U krijgt daar bericht van.
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is tegengehouden

UW MAIL IS TEGENGEHOUDEN

Deze ontvangers kregen nog niets:

{{#HELD}}
* {{RECIPIENT}}
  {{>mail/_what.txt.tpl}}
  Waarom: {{WHY}}
{{#CHANGE}}
  {{SENTENCE}}
{{/CHANGE}}
  {{ADVICE}}
{{#CONTACT}}
  Voor vragen over {{TOPIC}}: {{WHOM}}
{{/CONTACT}}

{{/HELD}}
{{#OTHERS}}
Met de andere ontvangers van deze mail is alles in orde.

{{/OTHERS}}
WAT DOET U NU?
{{#CHOICE}}
Kies: toch veilig delen, of intrekken. Volg deze link en toon wie u
bent, met uw login of met een code. Daarna kiest u met één klik.

{{LINK}}

Deelt u toch? Dan krijgt de ontvanger een link, en een code in een
tweede mail.
Kiest u niets? Dan trekken wij de mail in op
{{WITHDRAWN_AT}}. U krijgt daar bericht van.
{{/CHOICE}}
{{#NO_CHOICE}}
Geef het document op een andere manier, of pas uw mail aan en stuur
hem opnieuw. Voor deze ontvangers trekken wij de mail in op
{{WITHDRAWN_AT}}. U krijgt daar bericht van.
{{/NO_CHOICE}}
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

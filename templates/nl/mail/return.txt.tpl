{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is niet verstuurd

UW MAIL IS NIET VERSTUURD

{{#PERSONAL_DATA}}Uw mail bevat persoonsgegevens. {{/PERSONAL_DATA}}Deze ontvangers kregen niets:

{{#RETURNED}}
* {{RECIPIENT}}
{{#HAS_FOUND}}
  Wij vonden:
{{#FOUND}}
  - in {{WHERE}}: {{WHAT}}
{{/FOUND}}
{{/HAS_FOUND}}
{{#NO_FOUND}}
  Waarom: {{WHY}}
{{/NO_FOUND}}
{{#CHANGE}}
  {{SENTENCE}}
{{/CHANGE}}
  {{ADVICE}}
{{#CONTACT}}
  Voor vragen over {{TOPIC}}: {{WHOM}}
{{/CONTACT}}

{{/RETURNED}}
{{#OTHERS}}
Met de andere ontvangers van deze mail is alles in orde.

{{/OTHERS}}
U vindt uw mail terug bij uw verzonden berichten. Pas hem aan, en
stuur hem opnieuw.
{{#HAS_LINK}}

Hoe Sluis besliste, leest u na aanmelden op:

{{LINK}}
{{/HAS_LINK}}
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is niet verstuurd

UW MAIL IS NIET VERSTUURD

Uw mail bevat persoonsgegevens. Deze ontvangers kregen niets:

{{#RETURNED}}
* {{RECIPIENT}}
  Waarom: {{WHY}}
  {{ADVICE}}

{{/RETURNED}}
{{#OTHERS}}
Met de andere ontvangers van deze mail is alles in orde.

{{/OTHERS}}
U vindt uw mail terug bij uw verzonden berichten. Pas hem aan, en
stuur hem opnieuw.
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

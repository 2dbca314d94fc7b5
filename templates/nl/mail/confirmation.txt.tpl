{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is veilig gedeeld

UW MAIL IS VEILIG GEDEELD

In uw mail staan persoonsgegevens. Daarom kregen deze ontvangers een
link in plaats van het document zelf.

{{#SHARED}}
* {{RECIPIENT}}
  {{>mail/_what.txt.tpl}}
  Tot: {{UNTIL}}
  Waarom: {{WHY}}
{{#CHANGE}}
  {{SENTENCE}}
{{/CHANGE}}
{{#CLIENT_BOUND}}
  Cliëntgebonden: ook collega's bij u kunnen dit zien.
{{/CLIENT_BOUND}}
{{#CONFIDENTIAL}}
  Vertrouwelijk: bij u ziet alleen u dit.
{{/CONFIDENTIAL}}
{{#PERSONAL}}
  Persoonlijk: alleen u en de ontvanger zien dit.
{{/PERSONAL}}
{{#GENERIC}}
  De algemene mailbox van de afdeling kreeg ook een bericht.
{{/GENERIC}}
{{#CODE}}
  De ontvanger krijgt een code in een tweede mail.
{{/CODE}}
{{#CONTACT}}
  Voor vragen over {{TOPIC}}: {{WHOM}}
{{/CONTACT}}

{{/SHARED}}
{{#UNTOUCHED}}
{{#UNTOUCHED_ONE}}Eén andere ontvanger kreeg{{/UNTOUCHED_ONE}}{{#UNTOUCHED_MANY}}{{UNTOUCHED_COUNT}} andere ontvangers kregen{{/UNTOUCHED_MANY}} de mail zoals u hem stuurde.

{{/UNTOUCHED}}
{{#HAS_WARNINGS}}
LET OP
{{#WARNING}}
- {{WARNING_TEXT}}
{{/WARNING}}

{{/HAS_WARNINGS}}
Bekijk wie het opende, of trek het in:

{{LINK}}
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

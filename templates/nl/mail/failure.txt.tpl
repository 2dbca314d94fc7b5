{{%AUTOESCAPE context="TEXT"}}
Onderwerp: {{#FAILED}}Uw mail is niet aangekomen{{/FAILED}}{{#DELAYED}}Uw mail is nog niet aangekomen{{/DELAYED}}

{{#FAILED}}
UW MAIL IS NIET AANGEKOMEN

Het gaat over uw mail van {{SENT_AT}}.
Bij deze ontvangers lukte het niet:
{{/FAILED}}
{{#DELAYED}}
UW MAIL IS NOG NIET AANGEKOMEN

Het gaat over uw mail van {{SENT_AT}}.
Bij deze ontvangers lukt het nog niet:
{{/DELAYED}}

{{#PERSON}}
* {{RECIPIENT}}
  {{CAUSE}}

{{/PERSON}}
{{#DELAYED}}
U hoeft niets te doen. Wij blijven proberen tot
{{RETRY_UNTIL}}. Lukt het dan nog niet, dan hoort u dat van ons.
{{/DELAYED}}
{{#FAILED}}
Wij proberen het niet opnieuw. Verbeter wat fout is, en stuur de mail
dan opnieuw.
{{/FAILED}}

De technische gegevens voor uw informaticadienst staan in de bijlage.
{{>mail/_foot.txt.tpl}}

{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Te veel foute codes op een gedeeld document

TE VEEL FOUTE CODES

U deelde iets met {{RECIPIENT}}.
Iemand typte daar te vaak een foute code. De link werkt weer vanaf
{{LOCKED_UNTIL}}.
Er is niets geopend met een foute code.

WAT DOET U NU?
Vraag de ontvanger of hij het zelf was. Bel hem op een nummer dat u al
kent. Was hij het niet? Trek dan in:

{{LINK}}
{{>mail/_foot.txt.tpl}}

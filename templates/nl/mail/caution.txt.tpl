{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw mail is verstuurd, maar let op

UW MAIL IS VERSTUURD, MAAR LET OP

De ontvangers kregen uw mail zoals u hem stuurde.

LET OP
{{#WARNING}}
- {{WARNING_TEXT}}
{{/WARNING}}
{{>mail/_personal-data.txt.tpl}}
{{>mail/_foot.txt.tpl}}

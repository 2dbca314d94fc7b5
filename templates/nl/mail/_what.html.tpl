{{%AUTOESCAPE context="HTML"}}
{{#ONE}}1 document{{/ONE}}{{#MANY}}{{DOCUMENTS}} documenten{{/MANY}}{{#HAS_KINDS}} ({{KINDS}}){{/HAS_KINDS}}

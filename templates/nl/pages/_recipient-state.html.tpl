{{%AUTOESCAPE context="HTML"}}
{{#OPENED}}<span class="state good">Geraadpleegd op {{OPENED_AT}}</span>{{/OPENED}}{{#UNOPENED}}<span class="state">Nog niet geraadpleegd</span>{{/UNOPENED}}{{#UNDELIVERED}}<span class="state bad">Het bericht kwam niet aan</span>{{/UNDELIVERED}}{{#RECIPIENT_WITHDRAWN}} <span class="state bad">Ingetrokken op {{RECIPIENT_WITHDRAWN_AT}}</span>{{/RECIPIENT_WITHDRAWN}}

{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a1f1f;">Uw mail is niet verstuurd</h1>
<p style="margin:0 0 12px 0;">{{#PERSONAL_DATA}}Uw mail bevat persoonsgegevens. {{/PERSONAL_DATA}}Deze ontvangers kregen <b>niets</b>:</p>
{{#RETURNED}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0; font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td style="padding:10px 14px; border:1px solid #c9d1cd; border-left:4px solid #8a1f1f;">
<b>{{RECIPIENT}}</b><br>
{{#HAS_FOUND}}<span style="color:#4a5653;">Wij vonden:</span><br>
{{#FOUND}}<span style="color:#4a5653;">– in {{WHERE}}: {{WHAT}}</span><br>
{{/FOUND}}{{/HAS_FOUND}}
{{#NO_FOUND}}<span style="color:#4a5653;">Waarom: {{WHY}}</span><br>{{/NO_FOUND}}
{{#CHANGE}}<span style="color:#4a5653;">{{SENTENCE}}</span><br>
{{/CHANGE}}
{{ADVICE}}
{{#CONTACT}}<br>Voor vragen over {{TOPIC}}: {{WHOM}}{{/CONTACT}}
</td></tr>
</table>
{{/RETURNED}}
{{#OTHERS}}<p style="margin:0 0 12px 0;">Met de andere ontvangers van deze mail is alles in orde.</p>{{/OTHERS}}
<p style="margin:0 0 8px 0;">U vindt uw mail terug bij uw verzonden berichten. Pas hem aan, en stuur hem opnieuw.</p>
{{#HAS_LINK}}<p style="margin:0;">Hoe Sluis besliste, leest u na aanmelden op:</p>
{{>mail/_link.html.tpl}}{{/HAS_LINK}}
{{>mail/_personal-data.html.tpl}}
{{>mail/_foot.html.tpl}}

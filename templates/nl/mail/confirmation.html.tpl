{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#1f4e4a;">Uw mail is veilig gedeeld</h1>
<p style="margin:0 0 12px 0;">In uw mail staan persoonsgegevens. Daarom kregen deze ontvangers een link in plaats van het document zelf.</p>
{{#SHARED}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0; font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td style="padding:10px 14px; border:1px solid #c9d1cd;">
<b>{{RECIPIENT}}</b><br>
{{>mail/_what.html.tpl}}, tot {{UNTIL}}<br>
<span style="color:#4a5653;">Waarom: {{WHY}}</span><br>
{{#CHANGE}}<span style="color:#4a5653;">{{SENTENCE}}</span><br>
{{/CHANGE}}
{{#CLIENT_BOUND}}Cliëntgebonden: ook collega’s bij u kunnen dit zien.{{/CLIENT_BOUND}}{{#CONFIDENTIAL}}Vertrouwelijk: bij u ziet alleen u dit.{{/CONFIDENTIAL}}{{#PERSONAL}}Persoonlijk: alleen u en de ontvanger zien dit.{{/PERSONAL}}
{{#GENERIC}}<br>De algemene mailbox van de afdeling kreeg ook een bericht.{{/GENERIC}}
{{#CODE}}<br>De ontvanger krijgt een code in een tweede mail.{{/CODE}}
{{#CONTACT}}<br>Voor vragen over {{TOPIC}}: {{WHOM}}{{/CONTACT}}
</td></tr>
</table>
{{/SHARED}}
{{#UNTOUCHED}}<p style="margin:0 0 12px 0;">{{#UNTOUCHED_ONE}}Eén andere ontvanger kreeg{{/UNTOUCHED_ONE}}{{#UNTOUCHED_MANY}}{{UNTOUCHED_COUNT}} andere ontvangers kregen{{/UNTOUCHED_MANY}} de mail zoals u hem stuurde.</p>{{/UNTOUCHED}}
{{#HAS_WARNINGS}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0;">
<tr><td bgcolor="#fdf3d8" style="padding:10px 14px; border-left:4px solid #8a6100; font-family:Arial, Helvetica, sans-serif; font-size:16px; line-height:24px; color:#1d2624;"><b>Let op</b>
{{#WARNING}}<br>{{WARNING_TEXT}}{{/WARNING}}
</td></tr>
</table>
{{/HAS_WARNINGS}}
<p style="margin:0;">Bekijk wie het opende, of trek het in:</p>
{{>mail/_link.html.tpl}}
{{>mail/_personal-data.html.tpl}}
{{>mail/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 16px 0; font-size:22px; line-height:30px; color:#1f4e4a;">{{#ONE}}{{#BODY}}Er staat een bericht voor u klaar{{/BODY}}{{#NO_BODY}}Er staat een document voor u klaar{{/NO_BODY}}{{/ONE}}{{#MANY}}Er staan {{DOCUMENTS}} documenten voor u klaar{{/MANY}}</h1>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td width="140" valign="top" style="padding:4px 12px 4px 0; color:#4a5653;">Van</td><td valign="top" style="padding:4px 0;"><b>{{SENDER_NAME}}</b>{{#FROM_ORGANISATION}}<br>{{SENDER_ORGANISATION}}{{/FROM_ORGANISATION}}</td></tr>
<tr><td width="140" valign="top" style="padding:4px 12px 4px 0; color:#4a5653;">Beschikbaar tot</td><td valign="top" style="padding:4px 0;"><b>{{UNTIL}}</b></td></tr>
<tr><td width="140" valign="top" style="padding:4px 12px 4px 0; color:#4a5653;">Voor</td><td valign="top" style="padding:4px 0;">{{#YOU_ALONE}}U alleen{{/YOU_ALONE}}{{#ORGANISATION}}U, en collega’s van uw organisatie die zich aanmelden{{/ORGANISATION}}{{#CIRCLE}}U, en de collega’s die het voor hun werk mogen lezen{{/CIRCLE}}</td></tr>
</table>
<p style="margin:16px 0 8px 0;">{{#BODY}}Het bericht bevat persoonsgegevens. Daarom staat de tekst niet in deze mail, maar op een beveiligde plaats.{{/BODY}}{{#NO_BODY}}{{#ONE}}Het document bevat persoonsgegevens. Daarom staat het niet in deze mail, maar op een beveiligde plaats.{{/ONE}}{{#MANY}}De documenten bevatten persoonsgegevens. Daarom staan ze niet in deze mail, maar op een beveiligde plaats.{{/MANY}}{{/NO_BODY}}</p>
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u?</h2>
<p style="margin:0;">Open deze link:</p>
{{>mail/_link.html.tpl}}
<p style="margin:0 0 8px 0;">{{#LOGIN}}Meld u aan met uw gewone login. Daarna kunt u lezen en downloaden.{{/LOGIN}}{{#CODE}}U krijgt dan een code in een tweede mail. Met die code kunt u lezen en downloaden.{{/CODE}}</p>
{{>mail/_keep.html.tpl}}
{{>mail/_genuine.html.tpl}}
{{>mail/_foot.html.tpl}}

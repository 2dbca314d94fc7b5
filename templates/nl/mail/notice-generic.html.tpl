{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 16px 0; font-size:22px; line-height:30px; color:#1f4e4a;">{{#ONE}}Een document voor uw afdeling{{/ONE}}{{#MANY}}{{DOCUMENTS}} documenten voor uw afdeling{{/MANY}}</h1>
<p style="margin:0 0 16px 0;">Iemand deelde {{#ONE}}een document{{/ONE}}{{#MANY}}{{DOCUMENTS}} documenten{{/MANY}} met een medewerker van uw afdeling. U krijgt dit bericht in de algemene mailbox. Zo blijft niets liggen als die medewerker er niet is.</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td width="140" valign="top" style="padding:4px 12px 4px 0; color:#4a5653;">Van</td><td valign="top" style="padding:4px 0;"><b>{{SENDER_NAME}}</b>{{#FROM_ORGANISATION}}<br>{{SENDER_ORGANISATION}}{{/FROM_ORGANISATION}}</td></tr>
<tr><td width="140" valign="top" style="padding:4px 12px 4px 0; color:#4a5653;">Beschikbaar tot</td><td valign="top" style="padding:4px 0;"><b>{{UNTIL}}</b></td></tr>
</table>
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u?</h2>
<p style="margin:0;">Is de medewerker afwezig? Open dan deze link, en meld u aan met uw gewone login:</p>
{{>mail/_link.html.tpl}}
<p style="margin:0 0 8px 0;">Alleen wie het voor zijn werk mag lezen, krijgt het te zien.</p>
{{>mail/_keep.html.tpl}}
{{>mail/_genuine.html.tpl}}
{{>mail/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a3b00;">Uw mail is ingetrokken</h1>
<p style="margin:0 0 12px 0;">Op {{SENT_AT}} stuurde u een mail. Hij wachtte drie dagen op uw keuze. U koos niet. Daarom hebben wij hem ingetrokken.</p>
<p style="margin:0 0 8px 0;">Deze ontvangers kregen niets, en krijgen ook niets meer:</p>
{{#HELD}}
<p style="margin:0 0 4px 16px;"><b>{{RECIPIENT}}</b>: {{>mail/_what.html.tpl}}</p>
{{/HELD}}
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u nu?</h2>
<p style="margin:0 0 8px 0;">Is het nog nodig? Deel het dan bij voorkeur rechtstreeks, bijvoorbeeld in een gesprek. Of pas de mail aan en stuur hem opnieuw.</p>
{{>mail/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a3b00;">Uw mail is tegengehouden</h1>
<p style="margin:0 0 12px 0;">Deze ontvangers kregen <b>nog niets</b>:</p>
{{#HELD}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0; font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td style="padding:10px 14px; border:1px solid #c9d1cd; border-left:4px solid #8a3b00;">
<b>{{RECIPIENT}}</b><br>
{{>mail/_what.html.tpl}}<br>
<span style="color:#4a5653;">Waarom: {{WHY}}</span><br>
{{#CHANGE}}<span style="color:#4a5653;">{{SENTENCE}}</span><br>
{{/CHANGE}}
{{ADVICE}}
{{#CONTACT}}<br>Voor vragen over {{TOPIC}}: {{WHOM}}{{/CONTACT}}
</td></tr>
</table>
{{/HELD}}
{{#OTHERS}}<p style="margin:0 0 12px 0;">Met de andere ontvangers van deze mail is alles in orde.</p>{{/OTHERS}}
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u nu?</h2>
{{#CHOICE}}
<p style="margin:0;">Kies: toch veilig delen, of intrekken. Volg deze link en toon wie u bent, met uw login of met een code. Daarna kiest u met één klik.</p>
{{>mail/_link.html.tpl}}
<p style="margin:0 0 8px 0;">Deelt u toch? Dan krijgt de ontvanger een link, en een code in een tweede mail.</p>
<p style="margin:0 0 8px 0;">Kiest u niets? Dan trekken wij de mail in op <b>{{WITHDRAWN_AT}}</b>. U krijgt daar bericht van.</p>
{{/CHOICE}}
{{#NO_CHOICE}}
<p style="margin:0 0 8px 0;">Geef het document op een andere manier, of pas uw mail aan en stuur hem opnieuw. Voor deze ontvangers trekken wij de mail in op <b>{{WITHDRAWN_AT}}</b>. U krijgt daar bericht van.</p>
{{/NO_CHOICE}}
{{>mail/_personal-data.html.tpl}}
{{>mail/_foot.html.tpl}}

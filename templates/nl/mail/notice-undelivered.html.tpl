{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a1f1f;">De ontvanger weet nog van niets</h1>
<p style="margin:0 0 12px 0;">Op {{SENT_AT}} deelde u iets met <b>{{RECIPIENT}}</b>. Ons bericht kwam terug: het adres bestaat niet, of de mailbox neemt niets aan. Het document staat nog klaar, tot {{UNTIL}}.</p>
{{#GENERIC}}<p style="margin:0 0 12px 0;">De algemene mailbox van de afdeling kreeg wel een bericht.</p>{{/GENERIC}}
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u nu?</h2>
<p style="margin:0 0 4px 0;">Kijk het adres na. Is het fout? Trek dan in, en stuur de mail opnieuw naar het juiste adres.</p>
{{>mail/_link.html.tpl}}
<p style="margin:0 0 8px 0;">Is het adres juist? Bel de ontvanger dan even.</p>
{{>mail/_foot.html.tpl}}

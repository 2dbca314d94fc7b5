{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a3b00;">Te veel foute codes</h1>
<p style="margin:0 0 12px 0;">U deelde iets met <b>{{RECIPIENT}}</b>. Iemand typte daar te vaak een foute code. De link werkt weer vanaf {{LOCKED_UNTIL}}. Er is niets geopend met een foute code.</p>
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Wat doet u nu?</h2>
<p style="margin:0 0 8px 0;">Vraag de ontvanger of hij het zelf was. Bel hem op een nummer dat u al kent.</p>
<p style="margin:0 0 4px 0;">Was hij het niet? Trek dan in:</p>
{{>mail/_link.html.tpl}}
{{>mail/_foot.html.tpl}}

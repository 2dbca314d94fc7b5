{{%AUTOESCAPE context="HTML"}}
<h2 style="margin:24px 0 4px 0; font-size:17px; line-height:24px; color:#1f4e4a;">Is dit bericht echt?</h2>
<p style="margin:0 0 8px 0;">Elke link van Sluis begint met <b style="white-space:nowrap;">{{PORTAL_URL}}/</b>. Begint de link anders? Klik er dan niet op.</p>
<p style="margin:0 0 8px 0;">Wij vragen nooit om een wachtwoord of een code in een mail. Twijfelt u? Bel de afzender op een nummer dat u al kent.</p>

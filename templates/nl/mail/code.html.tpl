{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#1f4e4a;">Uw code</h1>
<p style="margin:0 0 12px 0;">U wilt een document openen. Typ deze code op de pagina die u open hebt:</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:16px 0;">
<tr><td align="center" bgcolor="#e8f1ef" style="padding:16px; font-family:Consolas, 'Courier New', monospace; font-size:30px; line-height:36px; letter-spacing:4px; color:#1d2624;"><b>{{CODE}}</b></td></tr>
</table>
<p style="margin:0 0 8px 0;">De code werkt tot <b>{{VALID_UNTIL}}</b>.</p>
<p style="margin:0 0 8px 0;">Vroeg u geen code? Dan hoeft u niets te doen. Geef de code aan niemand, ook niet aan wie zegt dat hij van Sluis is.</p>
{{>mail/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 0 0;">
<tr><td bgcolor="#f2f4f3" style="padding:12px 16px; font-family:Arial, Helvetica, sans-serif; font-size:14px; line-height:21px; color:#1d2624;">
<b>Wat zijn persoonsgegevens?</b> Alle informatie over een persoon die bekend is of die men kan herkennen. De informatie gaat rechtstreeks over die persoon, of men kan uit de informatie afleiden over wie het gaat.
</td></tr>
</table>

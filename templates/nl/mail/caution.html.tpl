{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#1f4e4a;">Uw mail is verstuurd, maar let op</h1>
<p style="margin:0 0 12px 0;">De ontvangers kregen uw mail zoals u hem stuurde.</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0;">
<tr><td bgcolor="#fdf3d8" style="padding:10px 14px; border-left:4px solid #8a6100; font-family:Arial, Helvetica, sans-serif; font-size:16px; line-height:24px; color:#1d2624;"><b>Let op</b>
{{#WARNING}}<br>{{WARNING_TEXT}}{{/WARNING}}
</td></tr>
</table>
{{>mail/_personal-data.html.tpl}}
{{>mail/_foot.html.tpl}}

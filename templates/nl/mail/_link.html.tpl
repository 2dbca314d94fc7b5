{{%AUTOESCAPE context="HTML"}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:16px 0;">
<tr><td bgcolor="#e8f1ef" style="padding:14px 16px; border-left:4px solid #1f4e4a; font-family:Arial, Helvetica, sans-serif; font-size:16px; line-height:24px; word-break:break-all;">
<a href="{{LINK}}" style="color:#0b4f49; font-weight:bold;">{{LINK}}</a>
</td></tr>
</table>

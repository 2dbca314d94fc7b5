{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{SUBJECT}}</title>
</head>
<body style="margin:0; padding:0; background-color:#f2f4f3;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f2f4f3">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="width:100%; max-width:600px; border:1px solid #c9d1cd;">
<tr><td bgcolor="#1f4e4a" style="height:6px; line-height:6px; font-size:1px;">&nbsp;</td></tr>
<tr><td style="padding:28px 32px 24px 32px; font-family:Arial, Helvetica, sans-serif; font-size:16px; line-height:24px; color:#1d2624;">

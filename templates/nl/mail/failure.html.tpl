{{%AUTOESCAPE context="HTML"}}
{{>mail/_head.html.tpl}}
<h1 style="margin:0 0 12px 0; font-size:22px; line-height:30px; color:#8a1f1f;">{{#FAILED}}Uw mail is niet aangekomen{{/FAILED}}{{#DELAYED}}Uw mail is nog niet aangekomen{{/DELAYED}}</h1>
<p style="margin:0 0 12px 0;">Het gaat over uw mail van {{SENT_AT}}. {{#FAILED}}Bij deze ontvangers lukte het niet:{{/FAILED}}{{#DELAYED}}Bij deze ontvangers lukt het nog niet:{{/DELAYED}}</p>
{{#PERSON}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px 0; font-size:16px; line-height:24px; font-family:Arial, Helvetica, sans-serif; color:#1d2624;">
<tr><td style="padding:10px 14px; border:1px solid #c9d1cd;"><b>{{RECIPIENT}}</b><br>{{CAUSE}}</td></tr>
</table>
{{/PERSON}}
{{#DELAYED}}<p style="margin:0 0 8px 0;"><b>U hoeft niets te doen.</b> Wij blijven proberen tot {{RETRY_UNTIL}}. Lukt het dan nog niet, dan hoort u dat van ons.</p>{{/DELAYED}}
{{#FAILED}}<p style="margin:0 0 8px 0;">Wij proberen het niet opnieuw. Verbeter wat fout is, en stuur de mail dan opnieuw.</p>{{/FAILED}}
<p style="margin:0 0 8px 0; color:#4a5653;">De technische gegevens voor uw informaticadienst staan in de bijlage.</p>
{{>mail/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
</td></tr>
<tr><td style="padding:16px 32px 24px 32px; border-top:1px solid #c9d1cd; font-family:Arial, Helvetica, sans-serif; font-size:13px; line-height:20px; color:#4a5653;">
Dit is een automatisch bericht van Sluis. Sluis stuurt documenten met persoonsgegevens veilig door.
{{#MANUAL}}<br>Uitleg, stap voor stap: <a href="{{PORTAL_URL}}/hulp" style="color:#1f4e4a;">{{PORTAL_URL}}/hulp</a>{{/MANUAL}}
{{#HELP}}<br>Vragen? {{HELP_CONTACT}}{{/HELP}}
{{#DPO}}<br>Vragen over uw gegevens: {{DPO_CONTACT}}{{/DPO}}
{{#PRIVACY}}<br>Privacy: <a href="{{PRIVACY_URL}}" style="color:#1f4e4a;">{{PRIVACY_URL}}</a>{{/PRIVACY}}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>

{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="bottom">
<div class="frame">
<ul>
<li><a href="/hulp">Hulp en uitleg</a></li>
{{#HELP}}
<li>Vragen? <strong>{{HELP_CONTACT}}</strong></li>
{{/HELP}}
{{#PRIVACY}}
<li><a href="{{PRIVACY_URL}}" rel="noopener">Privacy</a></li>
{{/PRIVACY}}
{{#DPO}}
<li>Vragen over uw gegevens: <strong>{{DPO_CONTACT}}</strong></li>
{{/DPO}}
</ul>
<p>Sluis gebruikt alleen cookies die nodig zijn om u te herkennen. Niemand volgt u hier.</p>
</div>
</footer>
</body>
</html>

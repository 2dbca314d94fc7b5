{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Documenten voor u</h1>
<dl class="card">
<div><dt>Van</dt><dd>{{SENDER}}</dd></div>
<div><dt>Verzonden</dt><dd>{{SENT_AT}}</dd></div>
<div><dt>Beschikbaar tot</dt><dd>{{UNTIL}}<br><span class="{{#SOON}}urgent{{/SOON}} soft">{{DAYS_LEFT}}</span></dd></div>
{{#HAS_DOSSIER}}
<div><dt>Dossier</dt><dd>{{DOSSIER}}</dd></div>
{{/HAS_DOSSIER}}
</dl>
<h2>{{COUNT}}</h2>
{{>pages/_documents.html.tpl}}
<p class="soft">Zodra u een document opent of bewaart, ziet de afzender dat u het raadpleegde.</p>
{{>pages/_keep.html.tpl}}
{{#MEMBER}}
<p><a href="/ontvangen">Alle ontvangen documenten</a></p>
{{/MEMBER}}
{{>pages/_foot.html.tpl}}

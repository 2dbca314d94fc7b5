{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Verzonden documenten</h1>
{{#STOPPED}}
<section aria-labelledby="tegengehouden">
<h2 id="tegengehouden">Tegengehouden</h2>
<ul class="shares">
{{#STOPPED_MAIL}}
<li class="card share">
<h3 class="heading"><a href="/tegengehouden/{{REFERENCE}}">Mail van {{SENT_AT}}</a></h3>
<p>{{#WAITING}}<span class="state">Wacht op uw keuze</span> tot {{ENDS_AT}}{{/WAITING}}{{#SETTLED}}<span class="state">Wacht niet meer</span>{{/SETTLED}}</p>
<ul class="people">
{{#STOPPED_RECIPIENT}}
<li><span class="address">{{ADDRESS}}</span></li>
{{/STOPPED_RECIPIENT}}
</ul>
</li>
{{/STOPPED_MAIL}}
</ul>
</section>
<h2>Gedeeld</h2>
{{/STOPPED}}
<form class="filter" method="post" action="/verzonden">
<input type="hidden" name="formulier" value="{{FORM}}">
<label for="dossier">Alleen van dossier</label>
<input id="dossier" name="dossier" type="text" value="{{FILTER}}" maxlength="100" autocomplete="off">
<button class="second" type="submit">Toon</button>
{{#FILTERED}}
<a href="/verzonden">Toon alles</a>
{{/FILTERED}}
</form>
{{#NONE}}
<p class="lead">{{#FILTERED}}Van dit dossier is niets gedeeld dat u mag zien.{{/FILTERED}} Hier staat wat u en uw collega's via Sluis deelden. Verzend gewoon een e-mail: bevat die persoonsgegevens, dan verschijnt hij hier.</p>
{{/NONE}}
{{#SOME}}
<ul class="shares">
{{#SHARE}}
<li class="card share">
<h2 class="heading"><a href="/verzonden/{{REFERENCE}}">{{TYPE}}<span class="hidden">, verzonden op {{SENT_AT}}</span></a> <span class="label">{{LABEL}}</span></h2>
<p class="facts">{{SENT_AT}} · {{DOCUMENTS}} · van {{SENDER}}{{#HAS_DOSSIER}} · dossier {{DOSSIER}}{{/HAS_DOSSIER}}</p>
<ul class="people">
{{#RECIPIENT}}
<li><span class="address">{{#HAS_NAME}}{{RECIPIENT_NAME}}, {{/HAS_NAME}}{{ADDRESS}}</span> {{>pages/_recipient-state.html.tpl}}</li>
{{/RECIPIENT}}
</ul>
<p class="facts">{{#OPEN}}Beschikbaar tot {{UNTIL}} ({{DAYS_LEFT}}){{/OPEN}}{{#WITHDRAWN}}Ingetrokken op {{WITHDRAWN_AT}}{{/WITHDRAWN}}{{#EXPIRED}}Verlopen op {{UNTIL}}: de documenten zijn verwijderd{{/EXPIRED}}</p>
</li>
{{/SHARE}}
</ul>
{{#MORE}}
<form method="post" action="/verzonden">
<input type="hidden" name="formulier" value="{{FORM}}">
<input type="hidden" name="dossier" value="{{FILTER}}">
<input type="hidden" name="ouder" value="{{NEXT}}">
<button class="second" type="submit">Oudere documenten</button>
</form>
{{/MORE}}
{{/SOME}}
{{>pages/_foot.html.tpl}}

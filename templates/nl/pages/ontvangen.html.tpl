{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Ontvangen documenten</h1>
{{#NONE}}
<p class="lead">Er staat nu niets voor u klaar.</p>
<p>Documenten blijven hier hoogstens 30 dagen. Zoekt u iets dat er eerder stond? Vraag de afzender om het opnieuw te verzenden.</p>
{{/NONE}}
{{#SOME}}
<p class="lead">Wat naar u of uw organisatie verzonden werd, en wat u mag lezen. De nieuwste staan bovenaan.</p>
{{#SHARE}}
<article class="card share">
<h2 class="heading">Van {{SENDER}}</h2>
<p class="facts">{{SENT_AT}}{{#HAS_DOSSIER}} · dossier {{DOSSIER}}{{/HAS_DOSSIER}} · beschikbaar tot {{UNTIL}} (<span class="{{#SOON}}urgent{{/SOON}}">{{DAYS_LEFT}}</span>)</p>
{{>pages/_documents.html.tpl}}
</article>
{{/SHARE}}
{{#MORE}}
<p><a class="button second" href="/ontvangen?ouder={{NEXT}}">Oudere documenten</a></p>
{{/MORE}}
<p class="soft">Zodra u een document opent of bewaart, ziet de afzender dat u het raadpleegde.</p>
{{/SOME}}
{{>pages/_keep.html.tpl}}
{{>pages/_foot.html.tpl}}

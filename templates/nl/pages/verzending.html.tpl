{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<p class="back"><a href="/verzonden">Alle verzonden documenten</a></p>
<h1>{{TYPE}}</h1>
{{#WITHDRAWN}}
<p class="warning">Ingetrokken op {{WITHDRAWN_AT}}. Niemand kan dit nog openen.</p>
{{/WITHDRAWN}}
{{#EXPIRED}}
<p class="warning">Verlopen op {{UNTIL}}. De documenten zijn verwijderd. Uw eigen e-mail vindt u nog bij uw verzonden berichten.</p>
{{/EXPIRED}}
<dl class="card">
{{#HAS_SUBJECT}}
<div><dt>Onderwerp</dt><dd>{{SUBJECT}}</dd></div>
{{/HAS_SUBJECT}}
<div><dt>Verzonden</dt><dd>{{SENT_AT}}<br><span class="soft">door {{SENDER}}</span></dd></div>
{{#OPEN}}
<div><dt>Beschikbaar tot</dt><dd>{{UNTIL}}<br><span class="soft">{{DAYS_LEFT}}</span></dd></div>
{{/OPEN}}
{{#HAS_DOSSIER}}
<div><dt>Dossier</dt><dd>{{DOSSIER}}</dd></div>
{{/HAS_DOSSIER}}
<div><dt>Wie van u ziet dit?</dt><dd>Dit is {{LABEL}}. <a href="/hulp#wie-ziet-wat">Wie ziet wat?</a></dd></div>
</dl>
<h2>Documenten</h2>
<ul class="documents">
{{#DOCUMENT}}
<li class="document">
<div class="what">
<h3>{{NAME}}</h3>
<p class="facts">{{KIND}} · {{SIZE}} · {{DOCUMENT_LABEL}}</p>
</div>
{{#CAN_OPEN}}
<form class="actions" method="post" action="/document/{{ID}}">
<input type="hidden" name="formulier" value="{{FORM}}">
<button class="second" type="submit" name="hoe" value="bewaren">Bewaren<span class="hidden"> van {{NAME}}</span></button>
</form>
{{/CAN_OPEN}}
</li>
{{/DOCUMENT}}
</ul>
<h2>Ontvangers</h2>
<ul class="recipients">
{{#RECIPIENT}}
<li class="card">
<h3>{{#HAS_NAME}}{{RECIPIENT_NAME}} <span class="soft">{{/HAS_NAME}}{{ADDRESS}}{{#HAS_NAME}}</span>{{/HAS_NAME}}{{#GENERIC}} <span class="label">algemene mailbox</span>{{/GENERIC}}</h3>
<p>{{>pages/_recipient-state.html.tpl}}</p>
<p class="facts">Kreeg: {{#GRANTED}}<span class="item">{{NAME}}</span> {{/GRANTED}}</p>
<ul class="reads">
{{#CONSULTATION}}
<li>{{WHEN}}: {{NAME}}, door {{READER}}{{#PARTIAL}} <span class="soft">(begonnen, niet volledig opgehaald)</span>{{/PARTIAL}}</li>
{{/CONSULTATION}}
</ul>
{{>pages/_explanation.html.tpl}}
{{#CAN_WITHDRAW_ONE}}
<p><a href="/verzonden/{{REFERENCE}}/intrekken?ontvanger={{RECIPIENT_ID}}">Voor deze ontvanger intrekken<span class="hidden"> ({{ADDRESS}})</span></a></p>
{{/CAN_WITHDRAW_ONE}}
</li>
{{/RECIPIENT}}
</ul>
<section class="note" aria-labelledby="begrip">
<h2 id="begrip">Wat zijn persoonsgegevens?</h2>
<p>Alle informatie over een persoon die bekend is of die men kan herkennen. De informatie gaat rechtstreeks over die persoon, of men kan uit de informatie afleiden over wie het gaat.</p>
</section>
{{#CAN_WITHDRAW}}
<p><a class="button danger" href="/verzonden/{{REFERENCE}}/intrekken">Alles intrekken</a></p>
{{/CAN_WITHDRAW}}
{{>pages/_foot.html.tpl}}

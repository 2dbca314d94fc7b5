{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>{{#ALL}}Alles intrekken?{{/ALL}}{{#ONE}}Voor één ontvanger intrekken?{{/ONE}}</h1>
<p class="lead">Na het intrekken kan {{#ALL}}geen enkele ontvanger{{/ALL}}{{#ONE}}deze ontvanger{{/ONE}} de documenten nog openen. U kunt dit niet ongedaan maken. Wilt u later toch delen, verzend dan een nieuwe e-mail.</p>
<dl class="card">
<div><dt>Wat</dt><dd>{{TYPE}} ({{DOCUMENTS}})</dd></div>
<div><dt>Verzonden</dt><dd>{{SENT_AT}}</dd></div>
<div><dt>Ontvangers</dt><dd>{{#RECIPIENT}}<span class="line">{{ADDRESS}}</span>{{/RECIPIENT}}</dd></div>
</dl>
{{#OPENED_BEFORE}}
<p class="warning">Er werd al iets geraadpleegd. Wie een document al bewaarde, heeft het nog. Was het voor iemand anders bestemd? Verwittig dan de functionaris voor gegevensbescherming{{#DPO}}: {{DPO_CONTACT}}{{/DPO}}.</p>
{{/OPENED_BEFORE}}
<form method="post" action="/verzonden/{{REFERENCE}}/intrekken">
<input type="hidden" name="formulier" value="{{FORM}}">
{{#ONE}}
<input type="hidden" name="ontvanger" value="{{RECIPIENT_ID}}">
{{/ONE}}
<button class="danger" type="submit">Ja, trek in</button>
<a class="button second" href="/verzonden/{{REFERENCE}}">Nee, ga terug</a>
</form>
{{>pages/_foot.html.tpl}}

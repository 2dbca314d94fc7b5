{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
{{#MEMBER}}
<p class="back"><a href="/verzonden">Alle verzonden documenten</a></p>
{{/MEMBER}}
{{#HELD}}
<h1>Uw mail is tegengehouden</h1>
{{/HELD}}
{{#ALL_RETURNED}}
<h1>Uw mail is niet verstuurd</h1>
{{/ALL_RETURNED}}
{{#WAITING}}
<p class="lead">In uw mail staan persoonsgegevens. U kiest wat er gebeurt. Kiest u niets? Dan trekken wij de mail in op <strong>{{ENDS_AT}}</strong>.</p>
{{/WAITING}}
<dl class="card">
<div><dt>Verzonden</dt><dd>{{SENT_AT}}<br><span class="soft">door {{SENDER}}</span></dd></div>
</dl>
<h2>Ontvangers</h2>
<ul class="recipients">
{{#RECIPIENT}}
<li class="card">
<h3>{{ADDRESS}}</h3>
<p>{{#WAITS}}<span class="state">Wacht op uw keuze</span>{{/WAITS}}{{#BEING_DONE}}<span class="state">Uw keuze wordt uitgevoerd</span>{{/BEING_DONE}}{{#SHARED}}<span class="state good">Veilig gedeeld</span>{{#HAS_SHARE}} tot {{UNTIL}}{{/HAS_SHARE}}{{/SHARED}}{{#WITHDRAWN}}<span class="state bad">Ingetrokken op {{CHANGED_AT}}</span>{{#BY_SOMEBODY}} door {{CHANGED_BY}}{{/BY_SOMEBODY}}{{/WITHDRAWN}}{{#EXPIRED}}<span class="state bad">Ingetrokken: er werd niet op tijd gekozen</span>{{/EXPIRED}}{{#RETURNED}}<span class="state bad">Niet verstuurd</span>{{/RETURNED}}</p>
{{#BEING_DONE}}
<p>Dit duurt meestal enkele seconden. <a href="/tegengehouden/{{REFERENCE}}">Kijk opnieuw</a></p>
{{/BEING_DONE}}
{{#KEPT}}
<p class="warning"><strong>U koos om te delen, maar dat kan nu niet.</strong> {{KEPT_BECAUSE}} Daarna kunt u hier opnieuw kiezen.</p>
{{/KEPT}}
<p class="facts">{{DOCUMENTS}}{{#HAS_KINDS}} ({{KINDS}}){{/HAS_KINDS}}</p>
{{#HAS_WHY}}
<p>Waarom: {{WHY}}</p>
{{/HAS_WHY}}
{{#HAS_ADVICE}}
<p>{{ADVICE}}</p>
{{/HAS_ADVICE}}
{{#SHARE_LINK}}
<p><a href="/verzonden/{{REFERENCE}}">Bekijk wie het opende, of trek het in</a></p>
{{/SHARE_LINK}}
{{>pages/_explanation.html.tpl}}
{{#WAITS}}
<form class="actions" method="post" action="/tegengehouden/{{REFERENCE}}/antwoord">
<input type="hidden" name="formulier" value="{{FORM}}">
<input type="hidden" name="ontvanger" value="{{RECIPIENT_ID}}">
<button type="submit" name="keuze" value="delen">Toch veilig delen<span class="hidden"> met {{ADDRESS}}</span></button>
<button class="danger" type="submit" name="keuze" value="intrekken">Intrekken<span class="hidden"> voor {{ADDRESS}}</span></button>
</form>
{{/WAITS}}
</li>
{{/RECIPIENT}}
</ul>
{{#SEVERAL_WAIT}}
<h2>Voor iedereen die wacht</h2>
<form class="actions" method="post" action="/tegengehouden/{{REFERENCE}}/antwoord">
<input type="hidden" name="formulier" value="{{FORM}}">
<button type="submit" name="keuze" value="delen">Met allen veilig delen</button>
<button class="danger" type="submit" name="keuze" value="intrekken">Voor allen intrekken</button>
</form>
{{/SEVERAL_WAIT}}
{{#WAITING}}
<section class="note" aria-labelledby="gevolg">
<h2 id="gevolg">Wat gebeurt er als u deelt?</h2>
<p>De ontvanger krijgt een link, en een code in een tweede e-mail. Het document blijft hoogstens 30 dagen beschikbaar, te tellen vanaf uw mail. U kunt het later nog intrekken.</p>
</section>
{{/WAITING}}
<section class="note" aria-labelledby="begrip">
<h2 id="begrip">Wat zijn persoonsgegevens?</h2>
<p>Alle informatie over een persoon die bekend is of die men kan herkennen. De informatie gaat rechtstreeks over die persoon, of men kan uit de informatie afleiden over wie het gaat.</p>
</section>
{{>pages/_foot.html.tpl}}

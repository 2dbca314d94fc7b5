{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>Er staat iets voor u klaar</h1>
<p class="lead">Iemand deelde met u wat persoonsgegevens bevat. Daarom zit het niet in de e-mail, maar staat het hier, op een beveiligde plaats.</p>
<dl class="card">
<div><dt>Van</dt><dd>{{SENDER}}{{#HAS_ORGANISATION}}<br><span class="soft">{{ORGANISATION}}</span>{{/HAS_ORGANISATION}}</dd></div>
<div><dt>Wat</dt><dd>{{DOCUMENTS}}</dd></div>
<div><dt>Tot</dt><dd>{{UNTIL}}<br><span class="soft">{{DAYS_LEFT}}</span></dd></div>
</dl>
<form method="post" action="{{HERE}}">
<input type="hidden" name="formulier" value="{{FORM}}">
<button type="submit">Verder</button>
</form>
<p>In de volgende stap vragen wij wie u bent. Zo leest niemand anders mee, ook niet als deze link werd doorgestuurd.</p>
<section class="note" aria-labelledby="echt">
<h2 id="echt">Is deze pagina echt?</h2>
<p>Kijk naar het adres bovenaan in uw browser. Het begint met <strong>{{PORTAL}}</strong>. Wij vragen nooit het wachtwoord van uw e-mail. Twijfelt u? Bel de afzender op een nummer dat u al kent.</p>
</section>
{{>pages/_foot.html.tpl}}

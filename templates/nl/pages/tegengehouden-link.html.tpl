{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{#WAITING}}
<h1>Uw mail wacht op uw keuze</h1>
<p class="lead">Op {{SENT_AT}} stuurde u een mail met persoonsgegevens. Wij hielden hem tegen. U kiest: toch veilig delen, of intrekken.</p>
<p>Kiest u niets? Dan trekken wij de mail in op <strong>{{ENDS_AT}}</strong>.</p>
{{/WAITING}}
{{#ANSWERED}}
<h1>Er is al gekozen</h1>
<p class="lead">De mail die op {{SENT_AT}} vertrok, wacht niet meer op een keuze. In de volgende stap ziet u wat er mee gebeurde.</p>
{{/ANSWERED}}
<form method="post" action="{{HERE}}">
<input type="hidden" name="formulier" value="{{FORM}}">
<button type="submit">Verder</button>
</form>
<p>In de volgende stap vragen wij wie u bent. Zo kan niemand anders in uw plaats kiezen.</p>
<section class="note" aria-labelledby="echt">
<h2 id="echt">Is deze pagina echt?</h2>
<p>Kijk naar het adres bovenaan in uw browser. Het begint met <strong>{{PORTAL}}</strong>. Wij vragen nooit het wachtwoord van uw e-mail.</p>
</section>
{{>pages/_foot.html.tpl}}

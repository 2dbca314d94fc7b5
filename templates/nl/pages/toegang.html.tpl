{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>Wie bent u?</h1>
<p class="lead">{{#SHARED}}Kies hoe u toont dat dit voor u bestemd is.{{/SHARED}}{{#OWN_MAIL}}Kies hoe u toont dat u deze mail verstuurde.{{/OWN_MAIL}}</p>
<div class="choices">
{{#MEMBER_FIRST}}
<section class="card" aria-labelledby="login">
<h2 id="login">Ik heb een login</h2>
<p>U werkt bij een organisatie die Sluis gebruikt. Meld u aan met de login van uw organisatie.</p>
<p><a class="button" href="/aanmelden?naar={{BACK}}">Aanmelden</a></p>
</section>
{{/MEMBER_FIRST}}
<section class="card" aria-labelledby="code">
<h2 id="code">Ik heb geen login</h2>
<p>Wij sturen een code naar het e-mailadres waarop u de link kreeg. Typ die code op de volgende pagina.</p>
<form method="post" action="/toegang/code-vragen">
<input type="hidden" name="formulier" value="{{FORM}}">
<button {{#MEMBER_FIRST}}class="second" {{/MEMBER_FIRST}}type="submit">Stuur mij een code</button>
</form>
</section>
{{#GUEST_FIRST}}
<section class="card" aria-labelledby="login">
<h2 id="login">Ik heb een login</h2>
<p>U werkt bij een organisatie die Sluis gebruikt. Meld u aan met de login van uw organisatie.</p>
<p><a class="button second" href="/aanmelden?naar={{BACK}}">Aanmelden</a></p>
</section>
{{/GUEST_FIRST}}
</div>
{{>pages/_foot.html.tpl}}

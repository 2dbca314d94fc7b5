{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>U bent afgemeld</h1>
<p class="lead">Niemand kan op dit toestel nog verder met uw aanmelding.</p>
<p>Sloeg u documenten op? Dan staan die nog op dit toestel. Gebruikt iemand anders dit toestel ook, verwijder ze dan uit de map Downloads.</p>
<p><a class="button second" href="/aanmelden">Opnieuw aanmelden</a></p>
{{>pages/_foot.html.tpl}}

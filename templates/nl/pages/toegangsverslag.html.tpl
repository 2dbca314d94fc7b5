{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Wie heeft toegang?</h1>
<p class="lead">Dit verslag zegt wat elke medewerker van uw organisatie in Sluis kan zien. Wat iemand zelf verzond of kreeg, ziet hij altijd. Een persoonlijk document opent alleen wie is aangeduid.</p>
<p><a class="button second" href="/beheer/toegang.csv">Bewaren als rekenblad (CSV)</a></p>
<div class="wide" role="region" aria-labelledby="verslag" tabindex="0">
<table>
<caption id="verslag">{{COUNT}} medewerkers</caption>
<thead>
<tr><th scope="col">Naam</th><th scope="col">Team en functie</th><th scope="col">Ziet van wat collega's verzonden</th><th scope="col">Ziet van wat collega's kregen</th><th scope="col">Persoonlijk, aan zichzelf</th></tr>
</thead>
<tbody>
{{#ROW}}
<tr><th scope="row">{{NAME}}</th><td>{{DIVISION}}<span class="line soft">{{ROLES}}</span></td><td>{{SENT}}</td><td>{{RECEIVED}}</td><td>{{#PERSONAL}}ja{{/PERSONAL}}{{#NOT_PERSONAL}}nee{{/NOT_PERSONAL}}</td></tr>
{{/ROW}}
</tbody>
</table>
</div>
<section class="note" aria-labelledby="regels">
<h2 id="regels">Welke regels gelden?</h2>
<p>Bij een consulent en bij het agentschap zijn collega's die van hetzelfde team of dezelfde afdeling. De regels zelf staan bij <a href="/hulp#wie-ziet-wat">Wie ziet wat?</a>{{#ADMINISTRATOR}} Wie persoonlijke documenten mag lezen, kiest u bij <a href="/beheer/lezers">Gebruikersbeheer documenten</a>.{{/ADMINISTRATOR}}</p>
</section>
{{>pages/_foot.html.tpl}}

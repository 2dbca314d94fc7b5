{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Wie heeft toegang?</h1>
<p class="lead">Dit verslag zegt wat elke medewerker van uw organisatie in Sluis kan zien. Wat iemand zelf verzond of kreeg, ziet hij altijd. Een persoonlijk document opent alleen wie is aangeduid.</p>
<p><a class="button second" href="/beheer/toegang.csv">Bewaren als rekenblad (CSV)</a></p>
<div class="wide broad" role="region" aria-labelledby="verslag" tabindex="0">
<table>
<caption id="verslag">{{COUNT}} medewerkers</caption>
<thead>
<tr><th scope="col">Naam</th><th scope="col">Team en functie</th><th scope="col">Ziet van wat collega's verzonden</th><th scope="col">Ziet van wat collega's kregen</th><th scope="col">Persoonlijk, aan zichzelf</th><th scope="col">Groepen van het beleid</th></tr>
</thead>
<tbody>
{{#ROW}}
<tr><th scope="row">{{NAME}}</th><td>{{DIVISION}}<span class="line soft">{{ROLES}}</span></td><td>{{SENT}}</td><td>{{RECEIVED}}</td><td>{{#PERSONAL}}ja{{/PERSONAL}}{{#NOT_PERSONAL}}nee{{/NOT_PERSONAL}}</td><td>{{GROUPS}}</td></tr>
{{/ROW}}
</tbody>
</table>
</div>
{{#SENDING}}
<h2 id="versturen">Wie mag wat versturen?</h2>
{{#WATCHED}}
<p class="done"><strong>Het beleid kijkt voorlopig alleen toe.</strong> Mail gaat ongewijzigd door. Sluis houdt bij wat anders zou gebeuren.</p>
{{/WATCHED}}
<p>Zo staat het in het beleid van uw organisatie (versie {{POLICY}}). Een document zonder persoonsgegevens gaat gewoon met de mail mee. Een vertrouwelijk soort document blijft vertrouwelijk, naar wie het ook gaat.</p>
<div class="wide" role="region" aria-labelledby="ontvangers" tabindex="0">
<table>
<caption id="ontvangers">Wat gebeurt er, per soort ontvanger?</caption>
<thead>
<tr><th scope="col">Naar</th><th scope="col">Met persoonsgegevens</th><th scope="col">Niet te lezen</th></tr>
</thead>
<tbody>
{{#CLASS}}
<tr><th scope="row">{{TO}}</th><td>{{SHARE}}</td><td>{{UNREAD}}</td></tr>
{{/CLASS}}
</tbody>
</table>
</div>
{{#NO_RULES}}
<p>Er zijn geen andere afspraken: deze regels gelden voor iedereen.</p>
{{/NO_RULES}}
{{#HAS_RULES}}
<div class="wide" role="region" aria-labelledby="afspraken" tabindex="0">
<table>
<caption id="afspraken">Afspraken die daarop voorgaan</caption>
<thead>
<tr><th scope="col">Wie verstuurt</th><th scope="col">Wat</th><th scope="col">Naar</th><th scope="col">Dan</th></tr>
</thead>
<tbody>
{{#RULE}}
<tr><th scope="row">{{WHO}}<span class="line soft">{{NAME}}</span></th><td>{{WHAT}}</td><td>{{TO}}</td><td>{{THEN}}<span class="line soft">{{WHEN}}</span></td></tr>
{{/RULE}}
</tbody>
</table>
</div>
{{/HAS_RULES}}
{{#HAS_GROUPS}}
<div class="wide" role="region" aria-labelledby="groepen" tabindex="0">
<table>
<caption id="groepen">Groepen van afzenders</caption>
<thead>
<tr><th scope="col">Groep</th><th scope="col">Wie</th><th scope="col">Wat anders is</th></tr>
</thead>
<tbody>
{{#GROUP}}
<tr><th scope="row">{{NAME}}</th><td>{{MEMBERS}}</td><td>{{#NO_VALUES}}niets, behalve in de afspraken hierboven{{/NO_VALUES}}{{#VALUE}}<span class="line">{{TEXT}}</span>{{/VALUE}}</td></tr>
{{/GROUP}}
</tbody>
</table>
</div>
{{/HAS_GROUPS}}
{{/SENDING}}
{{#NO_POLICY}}
<p>Wij kunnen nu niet tonen wie wat mag versturen: er staat een fout in het beleid. Uw IT-dienst kan dat nakijken.</p>
{{/NO_POLICY}}
<section class="note" aria-labelledby="regels">
<h2 id="regels">Welke regels gelden?</h2>
<p>Bij een consulent en bij het agentschap zijn collega's die van hetzelfde team of dezelfde afdeling. De regels zelf staan bij <a href="/hulp#wie-ziet-wat">Wie ziet wat?</a>{{#ADMINISTRATOR}} Wie persoonlijke documenten mag lezen, kiest u bij <a href="/beheer/lezers">Gebruikersbeheer documenten</a>.{{/ADMINISTRATOR}}</p>
</section>
{{>pages/_foot.html.tpl}}

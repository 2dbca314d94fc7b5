{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
{{>pages/_person.html.tpl}}
<h1>Gebruikersbeheer documenten</h1>
{{#DONE}}
<p class="done" role="status"><strong>{{NAME}}</strong> mag nu persoonlijke documenten lezen.</p>
{{/DONE}}
{{#ERROR}}
<div class="error" role="alert" id="fout">
{{#INVALID}}
<p><strong>Dit is geen geldig rijksregisternummer.</strong> Kijk de 11 cijfers na. Punten en streepjes mogen.</p>
{{/INVALID}}
{{#UNKNOWN_NUMBER}}
<p><strong>Wij vinden dit nummer niet in uw adresboek.</strong> Vul ook de login van de medewerker in.</p>
{{/UNKNOWN_NUMBER}}
{{#UNKNOWN_LOGIN}}
<p><strong>Wij kennen deze login niet.</strong> Het moet een medewerker van uw eigen organisatie zijn.</p>
{{/UNKNOWN_LOGIN}}
{{#MISMATCH}}
<p><strong>Het nummer en de login horen niet bij dezelfde persoon.</strong> Kijk beide na.</p>
{{/MISMATCH}}
{{#ALREADY}}
<p><strong>Deze persoon is al aangeduid.</strong> U hoeft niets te doen.</p>
{{/ALREADY}}
</div>
{{/ERROR}}
<p class="lead">Sommige documenten gaan over personeel. Alleen wie u hier aanduidt, mag zulke persoonlijke documenten lezen. Vaak is dat de directie of de administratie.</p>
<h2>Wie mag lezen?</h2>
{{#NONE}}
<p>Nog niemand. Wie een persoonlijk document stuurt, krijgt dan bericht dat het niet kan.</p>
{{/NONE}}
{{#SOME}}
<ul class="documents">
{{#READER}}
<li class="document">
<div class="what">
<h3>{{NAME}}</h3>
<p class="facts">{{#GONE}}Niet meer in het adresboek, of intussen iemand anders: deze aanduiding geldt niet meer. {{/GONE}}Sinds {{SINCE}}, aangeduid door {{BY}}</p>
</div>
<form class="actions" method="post" action="/beheer/lezers/verwijderen">
<input type="hidden" name="formulier" value="{{FORM}}">
<input type="hidden" name="lezer" value="{{ID}}">
<button class="second" type="submit">Verwijderen<span class="hidden">: {{NAME}}</span></button>
</form>
</li>
{{/READER}}
{{#BY_DIRECTORY}}
<li class="document">
<div class="what">
<h3>{{NAME}}</h3>
<p class="facts">Aangeduid in het adresboek van uw organisatie. Uw IT-dienst kan dat wijzigen.</p>
</div>
</li>
{{/BY_DIRECTORY}}
</ul>
{{/SOME}}
{{#SUGGESTIONS}}
<h2>Wie is het vaak?</h2>
<p>De directie en de administratie. In uw adresboek zijn dat:</p>
<ul>
{{#SUGGESTION}}
<li><strong>{{NAME}}</strong>, {{ROLES}} <span class="soft">(login: {{LOGIN}})</span></li>
{{/SUGGESTION}}
</ul>
<p>Niemand mag lezen voor u hem of haar hieronder aanduidt.</p>
{{/SUGGESTIONS}}
<h2>Iemand aanduiden</h2>
<form class="fields" method="post" action="/beheer/lezers">
<input type="hidden" name="formulier" value="{{FORM}}">
<label for="nummer">Rijksregisternummer</label>
<input id="nummer" name="nummer" type="text" inputmode="numeric" autocomplete="off" maxlength="32" required{{#ERROR}} aria-describedby="fout"{{/ERROR}}>
<label for="login">Login <span class="soft">(als het nummer niet in uw adresboek staat)</span></label>
<input id="login" name="login" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="255">
<button type="submit">Aanduiden</button>
</form>
<p class="facts">Wij bewaren het nummer niet. Wij bewaren er een versleuteld kenmerk van, en tonen het nooit. Wie u aanduidt of verwijdert, schrijven wij op.</p>
{{>pages/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>{{TITLE}}</h1>
{{#UNKNOWN_LINK}}
<p class="lead">Wij kennen deze link niet, of uw bezoek duurde te lang.</p>
<h2>Wat doet u nu?</h2>
<p>Open de e-mail opnieuw en klik daar op de link. Staat de link op twee regels? Kopieer hem dan helemaal. Lukt het niet, vraag dan de afzender om opnieuw te verzenden.</p>
{{/UNKNOWN_LINK}}
{{#WITHDRAWN}}
<p class="lead">Wie u dit stuurde, heeft het ingetrokken. U kunt het niet meer openen.</p>
<h2>Wat doet u nu?</h2>
<p>Verwachtte u het wel? Vraag het dan aan de afzender. Opende of bewaarde u het al, maar was het niet voor u? Verwijder het dan, en laat het de afzender weten.</p>
{{/WITHDRAWN}}
{{#EXPIRED}}
<p class="lead">Documenten blijven hier hoogstens 30 dagen. Daarna worden ze echt verwijderd, en kan niemand ze terughalen. Ook wij niet.</p>
<h2>Wat doet u nu?</h2>
<p>Hebt u het document nog nodig? Vraag de afzender om het opnieuw te verzenden. U krijgt dan een nieuwe link.</p>
{{/EXPIRED}}
{{#NOT_FOR_YOU}}
<p class="lead">U bent aangemeld, maar dit werd naar iemand anders gestuurd.</p>
<h2>Wat doet u nu?</h2>
<p>Kreeg u deze link zelf in uw mailbox? Meld u dan af, klik opnieuw op de link in de e-mail en kies "Stuur mij een code". Kreeg u hem van een collega? Vraag dan de afzender om het ook naar u te verzenden.</p>
{{/NOT_FOR_YOU}}
{{#NOT_DESIGNATED}}
<p class="lead">Dit is een persoonlijk document. Alleen wie door de eigen organisatie is aangeduid, mag zulke documenten lezen.</p>
<h2>Wat doet u nu?</h2>
<p>Meld u aan met uw login, niet met een code. Lukt het dan nog niet? Vraag de beheerder van uw organisatie om u aan te duiden. Daarna opent dezelfde link.</p>
{{/NOT_DESIGNATED}}
{{#HOLD_OVER}}
<p class="lead">Deze link werkte drie dagen. Daarna trokken wij de mail in voor wie nog wachtte, en kreeg u daar bericht van. Wat u zelf koos, bleef zoals u het koos.</p>
<h2>Wat doet u nu?</h2>
<p>Is het nog nodig? Deel het bij voorkeur rechtstreeks, of stuur uw mail opnieuw. Hebt u een login? Dan ziet u bij <a href="/verzonden">Verzonden documenten</a> wat er gebeurde.</p>
{{/HOLD_OVER}}
{{#NOT_FOUND}}
<p class="lead">Deze pagina bestaat niet, of is niet voor u bestemd.</p>
<h2>Wat doet u nu?</h2>
<p>Open de link in uw e-mail opnieuw. Hebt u een login? Ga dan naar <a href="/ontvangen">Ontvangen documenten</a>.</p>
{{/NOT_FOUND}}
{{#NOT_GENUINE}}
<p class="lead">Wij konden niet nagaan of deze vraag van onze eigen pagina kwam. Er is niets gebeurd.</p>
<h2>Wat doet u nu?</h2>
<p>Ga terug, laad de pagina opnieuw en probeer het nog eens. Duurde uw bezoek lang? Klik dan opnieuw op de link in uw e-mail, of <a href="/aanmelden">meld u opnieuw aan</a>. Staan cookies uit in uw browser? Laat ze voor deze site toe: zonder cookies herkennen wij u niet.</p>
{{/NOT_GENUINE}}
{{#LOCKED}}
<p class="lead">Er werd te vaak een foute code getypt. Voor de veiligheid werkt deze link even niet. Wij lieten het de afzender weten.</p>
<h2>Wat doet u nu?</h2>
<p>Probeer het opnieuw na {{UNTIL}}. Vraag dan eerst een nieuwe code. Typte u zelf geen codes? Laat het de afzender weten.</p>
{{/LOCKED}}
{{#MAIL_FAILED}}
<p class="lead">Wij konden de e-mail met uw code niet verzenden.</p>
<h2>Wat doet u nu?</h2>
<p>Probeer het over enkele minuten opnieuw. Er is niets verloren: het document blijft klaarstaan.</p>
<p><a class="button" href="/toegang">Opnieuw proberen</a></p>
{{/MAIL_FAILED}}
{{#UNAVAILABLE}}
<p class="lead">Er is een storing. Uw documenten zijn veilig, maar wij kunnen ze nu niet tonen.</p>
<h2>Wat doet u nu?</h2>
<p>Probeer het over enkele minuten opnieuw. Duurt het langer? Neem dan contact op met de hulp die onderaan staat. Vraag de afzender niet om het document in een gewone e-mail te sturen.</p>
{{/UNAVAILABLE}}
{{#FAILURE}}
<p class="lead">Door een fout van onze kant lukt dit nu niet.</p>
<h2>Wat doet u nu?</h2>
<p>Probeer het later opnieuw. Blijft het fout gaan? Neem dan contact op met de hulp die onderaan staat, en zeg hoe laat het was.</p>
{{/FAILURE}}
{{>pages/_foot.html.tpl}}

{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>Hulp</h1>
<p class="lead">Met Sluis delen organisaties in de jeugdhulp documenten met persoonsgegevens. Het document zelf gaat niet mee in de e-mail. U krijgt een link.</p>
<nav class="contents" aria-label="Op deze pagina">
<ul>
<li><a href="#ontvangen">Ik kreeg een link</a></li>
<li><a href="#code">Mijn code werkt niet</a></li>
<li><a href="#echt">Is dit echt?</a></li>
<li><a href="#verzenden">Ik verzend documenten</a></li>
<li><a href="#tegengehouden">Mijn mail is tegengehouden</a></li>
<li><a href="#wie-ziet-wat">Wie ziet wat?</a></li>
<li><a href="#persoonlijk">Persoonlijke documenten</a></li>
<li><a href="#gegevens">Uw gegevens</a></li>
</ul>
</nav>
<section aria-labelledby="ontvangen">
<h2 id="ontvangen">Ik kreeg een link</h2>
<ol>
<li>Klik op de link in de e-mail. U ziet wie iets deelde, en tot wanneer.</li>
<li>Kies "Verder". Meld u aan met de login van uw organisatie, of vraag een code.</li>
<li>Kies "Openen" om te lezen, of "Bewaren" om op te slaan.</li>
</ol>
<p>Een document blijft hoogstens 30 dagen beschikbaar. Dit is geen documentbeheersysteem: sla op tijd op wat u moet bewaren, op de eigen server van uw organisatie. Is het verlopen, vraag de afzender dan om het opnieuw te verzenden.</p>
</section>
<section aria-labelledby="code">
<h2 id="code">Mijn code werkt niet</h2>
<p>De code komt in een aparte e-mail, op het adres waarop u de link kreeg. Kijk ook bij de ongewenste e-mail. Vraagt u een tweede code, dan werkt de eerste ook nog. Na 5 foute codes gaat de link een tijd op slot. De afzender krijgt dan bericht.</p>
</section>
<section aria-labelledby="echt">
<h2 id="echt">Is dit echt?</h2>
<p>Kijk naar het adres bovenaan in uw browser: het moet hetzelfde zijn als in de link van de e-mail, en met https beginnen. Wij vragen nooit om uw wachtwoord of uw code in een e-mail, en nooit om geld. Twijfelt u? Bel de afzender op een nummer dat u al kent.</p>
</section>
<section aria-labelledby="verzenden">
<h2 id="verzenden">Ik verzend documenten</h2>
<p>Verzend gewoon een e-mail met uw document als bijlage. Sluis bekijkt of er persoonsgegevens in staan: alle informatie over een persoon die bekend is of die men kan herkennen, rechtstreeks of via een omweg. Zo ja, dan deelt Sluis het document veilig.</p>
<p>In het onderwerp kunt u zetten:</p>
<dl class="terms">
<div><dt><code>[dossier:nummer]</code></dt><dd>het dossier waarbij het document hoort</dd></div>
<div><dt><code>[vertrouwelijk]</code></dt><dd>alleen u en de ontvanger zien het</dd></div>
<div><dt><code>[dagen:10]</code></dt><dd>korter beschikbaar dan 30 dagen</dd></div>
</dl>
<p>Bij <a href="/verzonden">Verzonden documenten</a> ziet u wie wat raadpleegde en wanneer. Verstuurde u iets verkeerd? Trek het daar meteen in, voor iedereen of voor één ontvanger. Uw eigen kopie in uw mailbox blijft altijd van u.</p>
</section>
<section aria-labelledby="tegengehouden">
<h2 id="tegengehouden">Mijn mail is tegengehouden</h2>
<p>Gaat uw mail met persoonsgegevens naar een cliënt of iemand uit de context? Deel bij voorkeur rechtstreeks. Sluis houdt de mail drie dagen tegen, en stuurt u bericht.</p>
<ol>
<li>Klik op de link in dat bericht, en kies "Verder".</li>
<li>Meld u aan, of vraag een code. Die komt in uw eigen mailbox.</li>
<li>Kies per ontvanger: "Toch veilig delen", of "Intrekken". Eén klik volstaat.</li>
</ol>
<p>Deelt u, dan krijgt de ontvanger een link en een code. Bij "Waarom besliste Sluis zo?" leest u wat wij vonden en waar.</p>
<p>Kwam uw mail terug? In het bericht staat wat u weghaalt. Een helpdesk heeft geen naam of rijksregisternummer nodig: het dossiernummer volstaat.</p>
</section>
<section aria-labelledby="wie-ziet-wat">
<h2 id="wie-ziet-wat">Wie ziet wat?</h2>
<dl class="terms">
<div><dt>Cliëntgebonden</dt><dd>Gaat over een minderjarige. Iedereen van de voorziening die zich aanmeldt, kan het lezen. Bij een consulent: alleen de consulent, de administratief medewerker en de teamverantwoordelijke. Bij het agentschap: de afdeling.</dd></div>
<div><dt>Vertrouwelijk</dt><dd>Alleen de afzender en de ontvanger. Bij het agentschap: de afdeling van de ontvanger. Collega's zien het niet, ook niet in een overzicht.</dd></div>
<div><dt>Persoonlijk</dt><dd>Alleen de afzender en de ontvanger zelf.</dd></div>
</dl>
<p>Het beroepsgeheim en de privacywet blijven gelden, ook voor wat u hier mag openen. Lees alleen wat u voor uw werk nodig hebt.</p>
</section>
<section aria-labelledby="persoonlijk">
<h2 id="persoonlijk">Persoonlijke documenten</h2>
<p>Sommige documenten gaan over personeel. Een organisatie duidt zelf aan wie zulke documenten mag ontvangen, vaak de directie of de administratie. De beheerder doet dat bij "Gebruikersbeheer documenten", met het rijksregisternummer. Wie niet is aangeduid, of zich met een code bekendmaakt, kan ze niet openen. Vraag het aan de beheerder van uw organisatie.</p>
</section>
<section aria-labelledby="gegevens">
<h2 id="gegevens">Uw gegevens</h2>
<p>Wij schrijven op wie een document opende en wanneer, zodat de afzender en de toezichthouder dat kunnen nagaan. Documenten zijn versleuteld. Na de einddatum vernietigen wij de sleutel.{{#DPO}} Vragen over uw gegevens stelt u aan {{DPO_CONTACT}}.{{/DPO}} Wilt u een dossier inkijken? Vraag het aan uw begeleider.</p>
<p>Deze site werkt zonder JavaScript, met het toetsenbord en met een schermlezer. Lukt er iets niet? Laat het ons weten{{#HELP}}: {{HELP_CONTACT}}{{/HELP}}.</p>
</section>
{{>pages/_foot.html.tpl}}

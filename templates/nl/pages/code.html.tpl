{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>Typ uw code</h1>
{{#ERROR}}
<div class="error" role="alert" id="fout">
{{#WRONG}}
<p><strong>Deze code klopt niet.</strong> Kijk de code na. U kunt nog {{TRIES}} keer proberen.</p>
{{/WRONG}}
{{#WRONG_LAST}}
<p><strong>Deze code klopt niet.</strong> U kunt nog 1 keer proberen. Daarna gaat de link een tijd op slot. Vraag liever een nieuwe code.</p>
{{/WRONG_LAST}}
{{#MALFORMED}}
<p><strong>Dit is geen code.</strong> Een code bestaat uit 6 cijfers. Kopieer of typ alleen de cijfers.</p>
{{/MALFORMED}}
{{#NONE_LIVE}}
<p><strong>Deze code werkt niet meer.</strong> Vraag hieronder een nieuwe code.</p>
{{/NONE_LIVE}}
{{#TOO_MANY}}
<p><strong>U vroeg al genoeg codes.</strong> Gebruik een van de codes die u kreeg: de oudere werken ook nog. Kwam er geen aan? Kijk bij de ongewenste e-mail, of probeer het later opnieuw.</p>
{{/TOO_MANY}}
</div>
{{/ERROR}}
<p class="lead">Wij stuurden een code van 6 cijfers naar het e-mailadres waarop u de link kreeg. Meestal komt die binnen 2 minuten aan.</p>
<form method="post" action="/toegang/code">
<input type="hidden" name="formulier" value="{{FORM}}">
<label for="code">Code van 6 cijfers</label>
<input class="code" id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required{{#ERROR}} aria-invalid="true" aria-describedby="fout"{{/ERROR}}>
<button type="submit">Verder</button>
</form>
<section class="note" aria-labelledby="geen-code">
<h2 id="geen-code">Geen code gekregen?</h2>
<p>Kijk ook bij de ongewenste e-mail. Een code werkt {{MINUTES}} minuten. Vraagt u een nieuwe, dan blijven de vorige ook werken.</p>
<form method="post" action="/toegang/code-vragen">
<input type="hidden" name="formulier" value="{{FORM}}">
<button class="second" type="submit">Stuur een nieuwe code</button>
</form>
</section>
{{>pages/_foot.html.tpl}}

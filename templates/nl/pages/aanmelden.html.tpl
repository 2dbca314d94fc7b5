{{%AUTOESCAPE context="HTML"}}
{{>pages/_head.html.tpl}}
<h1>Aanmelden</h1>
{{#ERROR}}
<div class="error" role="alert" id="fout">
{{#EMPTY}}
<p><strong>Vul uw login en uw wachtwoord in.</strong></p>
{{/EMPTY}}
{{#WRONG}}
<p><strong>Aanmelden lukt niet.</strong> De login of het wachtwoord klopt niet. Probeer het opnieuw, of vraag hulp aan de IT-dienst van uw organisatie.</p>
{{/WRONG}}
{{#WAIT_FIRST}}
<p><strong>Even wachten.</strong> Er was te vaak een foute poging. Probeer het opnieuw over {{WAIT}}.</p>
{{/WAIT_FIRST}}
</div>
{{/ERROR}}
<p class="lead">Gebruik de login en het wachtwoord van uw organisatie, zoals u zich op uw computer aanmeldt.</p>
<form class="fields" method="post" action="/aanmelden">
<input type="hidden" name="formulier" value="{{FORM}}">
<input type="hidden" name="naar" value="{{BACK}}">
<label for="login">Login of e-mailadres</label>
<input id="login" name="login" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="255" required{{#ERROR}} aria-describedby="fout"{{/ERROR}}>
<label for="wachtwoord">Wachtwoord</label>
<input id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password" maxlength="512" required{{#ERROR}} aria-describedby="fout"{{/ERROR}}>
<button type="submit">Aanmelden</button>
</form>
{{#BY_LINK}}
<p>Hebt u geen login? <a href="/toegang">Kies een code per e-mail</a>.</p>
{{/BY_LINK}}
{{>pages/_foot.html.tpl}}

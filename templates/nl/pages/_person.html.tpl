{{%AUTOESCAPE context="HTML"}}
{{#MEMBER}}
<form class="person" method="post" action="/afmelden">
<input type="hidden" name="formulier" value="{{FORM}}">
<p>Aangemeld als <strong>{{PERSON}}</strong></p>
<button class="quiet" type="submit">Afmelden</button>
</form>
{{/MEMBER}}
{{#GUEST}}
<form class="person" method="post" action="/afmelden">
<input type="hidden" name="formulier" value="{{FORM}}">
<p>U hebt zich bekendgemaakt met een code.</p>
<button class="quiet" type="submit">Sluiten en afmelden</button>
</form>
{{/GUEST}}

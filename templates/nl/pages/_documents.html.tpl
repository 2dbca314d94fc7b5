{{%AUTOESCAPE context="HTML"}}
<ul class="documents">
{{#DOCUMENT}}
<li class="document">
<div class="what">
<h3>{{NAME}}</h3>
<p class="facts">{{KIND}} · {{SIZE}}{{#SEEN}} · <span class="seen">door u geopend</span>{{/SEEN}}</p>
{{#NOT_DESIGNATED}}
<p class="warning">Dit is een persoonlijk document. U kunt het openen zodra uw organisatie u daarvoor aanduidt, en u aangemeld bent met uw login. <a href="/hulp#persoonlijk">Wat betekent dat?</a></p>
{{/NOT_DESIGNATED}}
</div>
{{#CAN_OPEN}}
<form class="actions" method="post" action="/document/{{ID}}">
<input type="hidden" name="formulier" value="{{FORM}}">
{{#INLINE}}
<button type="submit" name="hoe" value="openen" formtarget="_blank">Openen<span class="hidden"> van {{NAME}}, in een nieuw tabblad</span></button>
{{/INLINE}}
<button class="second" type="submit" name="hoe" value="bewaren">Bewaren<span class="hidden"> van {{NAME}}</span></button>
</form>
{{/CAN_OPEN}}
</li>
{{/DOCUMENT}}
</ul>

{{%AUTOESCAPE context="HTML"}}
<aside class="note" aria-labelledby="bewaar-titel">
<h2 id="bewaar-titel">Bewaar wat u nodig hebt</h2>
<p>Dit is geen documentbeheersysteem. Na de einddatum is het document hier weg, en niemand kan het terughalen. Sla het op tijd op, op de eigen server van uw organisatie of op een andere veilige plaats.</p>
</aside>

{{%AUTOESCAPE context="HTML"}}
<p style="margin:0 0 8px 0;"><b>Sla op wat u moet bewaren.</b> Sluis is geen documentbeheersysteem: na deze datum bestaat hier niets meer. Download daarom op tijd, en bewaar op uw eigen server.</p>

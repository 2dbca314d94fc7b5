{{%AUTOESCAPE context="TEXT"}}
Sla op wat u moet bewaren. Sluis is geen documentbeheersysteem:
na deze datum bestaat hier niets meer. Download daarom op tijd, en
bewaar op uw eigen server.

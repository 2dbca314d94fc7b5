{{%AUTOESCAPE context="TEXT"}}
IS DIT BERICHT ECHT?
Elke link van Sluis begint met {{PORTAL_URL}}/
Begint de link anders? Klik er dan niet op.
Wij vragen nooit om een wachtwoord of een code in een mail.
Twijfelt u? Bel de afzender op een nummer dat u al kent.

{{%AUTOESCAPE context="TEXT"}}
De termijn die u met [dagen:…] gaf, is al voorbij: hij telt vanaf uw mail. Stuur de mail opnieuw, met meer dagen of zonder.

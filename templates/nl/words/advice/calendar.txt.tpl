{{%AUTOESCAPE context="TEXT"}}
Een afspraak in de agenda kunnen we niet veilig delen. Haal de persoonsgegevens uit de uitnodiging, of stuur ze in een gewone mail.

{{%AUTOESCAPE context="TEXT"}}
Een afspraak in de agenda kunnen we niet als afspraak delen. Haal de persoonsgegevens uit de uitnodiging en stuur ze opnieuw. Deelt u ze toch, dan krijgt de ontvanger een link naar de hele mail, en geen afspraak in de agenda.

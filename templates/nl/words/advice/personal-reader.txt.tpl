{{%AUTOESCAPE context="TEXT"}}
De organisatie van de ontvanger heeft deze persoon niet aangeduid om persoonlijke documenten te lezen. Vraag wie dat wel mag, of haal [persoonlijk] weg.

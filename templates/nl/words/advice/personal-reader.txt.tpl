{{%AUTOESCAPE context="TEXT"}}
De organisatie van de ontvanger heeft deze persoon niet aangeduid om persoonlijke documenten te lezen. Vraag aan die organisatie om dat te doen, of wie het wel mag. Of stuur de mail opnieuw zonder [persoonlijk].

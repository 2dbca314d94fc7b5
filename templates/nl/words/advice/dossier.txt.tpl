{{%AUTOESCAPE context="TEXT"}}
Zet het dossiernummer in het onderwerp: [dossier:…]{{#EXAMPLE}}, bijvoorbeeld [dossier:{{DOSSIER_EXAMPLE}}]{{/EXAMPLE}}. Stuur de mail dan opnieuw.

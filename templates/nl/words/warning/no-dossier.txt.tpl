{{%AUTOESCAPE context="TEXT"}}
Er staat geen dossiernummer bij. Zet het de volgende keer in het onderwerp: [dossier:…]. Dan vinden uw collega’s het document bij het juiste dossier.

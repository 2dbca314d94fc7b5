{{%AUTOESCAPE context="TEXT"}}
De helpdesk heeft geen naam of rijksregisternummer nodig. Haal ze weg, ook uit de bijlage. Vermeld alleen het dossiernummer{{#EXAMPLE}}, bijvoorbeeld {{DOSSIER_EXAMPLE}}{{/EXAMPLE}}.

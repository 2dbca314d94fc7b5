{{%AUTOESCAPE context="TEXT"}}
Onderwerp: Uw code om het document te openen

UW CODE

U wilt een document openen. Typ deze code op de pagina die u open
hebt:

    {{CODE}}

De code werkt tot {{VALID_UNTIL}}.

Vroeg u geen code? Dan hoeft u niets te doen. Geef de code aan
niemand, ook niet aan wie zegt dat hij van Sluis is.
{{>mail/_foot.txt.tpl}}

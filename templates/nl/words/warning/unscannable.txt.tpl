{{%AUTOESCAPE context="TEXT"}}
Eén document konden wij niet lezen. We hebben het behandeld alsof er persoonsgegevens in staan.

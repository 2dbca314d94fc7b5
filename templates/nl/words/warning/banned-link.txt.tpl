{{%AUTOESCAPE context="TEXT"}}
In uw mail staat een link naar een dienst zoals WeTransfer, Dropbox of Google Drive. Gebruik zo’n dienst niet voor persoonsgegevens. Staan er persoonsgegevens achter de link? Haal ze daar weg, en stuur het document als bijlage. Dan deelt Sluis het veilig.

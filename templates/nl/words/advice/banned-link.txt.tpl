{{%AUTOESCAPE context="TEXT"}}
In uw mail staat een link naar een dienst zoals WeTransfer, Dropbox of Google Drive. Zo’n dienst mag u niet gebruiken voor persoonsgegevens. Voeg het document toe als bijlage en haal de link weg. Dan deelt Sluis het veilig.

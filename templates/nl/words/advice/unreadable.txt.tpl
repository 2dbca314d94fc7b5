{{%AUTOESCAPE context="TEXT"}}
Sluis kan dit document niet lezen. Stuur het zonder wachtwoord: Sluis beveiligt het zelf. Of kies hieronder om toch te delen.

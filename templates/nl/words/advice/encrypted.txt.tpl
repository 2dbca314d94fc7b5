{{%AUTOESCAPE context="TEXT"}}
Deze mail is versleuteld. Sluis kan er niet in kijken. Stuur hem zonder versleuteling: Sluis beveiligt hem zelf.

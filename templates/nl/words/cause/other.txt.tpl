{{%AUTOESCAPE context="TEXT"}}
De mail kon niet afgeleverd worden.

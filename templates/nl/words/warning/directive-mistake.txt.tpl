{{%AUTOESCAPE context="TEXT"}}
Een aanwijzing in uw onderwerp begrepen wij niet.

{{%AUTOESCAPE context="TEXT"}}
Van deze afdeling kennen wij geen algemene mailbox. Alleen de ontvanger zelf kreeg bericht.

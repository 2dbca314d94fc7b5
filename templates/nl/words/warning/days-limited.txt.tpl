{{%AUTOESCAPE context="TEXT"}}
U vroeg een andere termijn. Een document blijft minstens 1 en hoogstens 30 dagen staan.

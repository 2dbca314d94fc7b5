{{%AUTOESCAPE context="TEXT"}}
Het soort document dat u bij [type:…] schreef, is niet bekend. Er is geen rekening mee gehouden. Schrijf bijvoorbeeld [type:handelingsplan].

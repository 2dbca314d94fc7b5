{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light">
<title>{{TITLE}} – Sluis</title>
<link rel="stylesheet" href="/stijl.css">
<link rel="icon" href="/sluis.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#inhoud">Ga naar de inhoud</a>
<header class="top">
<div class="frame">
<p class="brand"><img src="/sluis.svg" alt="" width="32" height="32"> <span><strong>Sluis</strong> <span class="tag">documenten veilig delen</span></span></p>
{{#MEMBER}}
<nav aria-label="Hoofdmenu">
<ul>
<li><a href="/ontvangen"{{#ON_RECEIVED}} aria-current="page"{{/ON_RECEIVED}}>Ontvangen</a></li>
<li><a href="/verzonden"{{#ON_SENT}} aria-current="page"{{/ON_SENT}}>Verzonden</a></li>
{{#MAY_DESIGNATE}}
<li><a href="/beheer/lezers"{{#ON_READERS}} aria-current="page"{{/ON_READERS}}>Lezers</a></li>
{{/MAY_DESIGNATE}}
{{#MAY_REPORT}}
<li><a href="/beheer/toegang"{{#ON_ACCESS}} aria-current="page"{{/ON_ACCESS}}>Toegang</a></li>
{{/MAY_REPORT}}
<li><a href="/hulp">Hulp</a></li>
</ul>
</nav>
{{/MEMBER}}
</div>
</header>
<main id="inhoud" tabindex="-1">

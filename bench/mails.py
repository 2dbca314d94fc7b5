#!/usr/bin/env python3
"""Writes mails with one valid DOCX each, for a run of the bench.

    mails.py FOLDER --kind personal|clean --size 4KiB|1MiB --count N --run ID [--pages N]

Every mail and every document is another one: its words, font and (when personal) name and RRN follow from ID and its
number, so that nothing can be answered from a cache. The size is the DOCX file's; in the mail it is base64, 1.37 times as
large. Text is deflated, as word processors do. What text does not fill is an embedded font, obfuscated as the format wants it,
which does not compress: the 1 MiB document holds about 30 pages of text, and a font for the rest. A picture would be read by OCR,
which costs seconds and is measured by itself (bench/README.md).
"""
import argparse
import base64
import io
import pathlib
import random
import sys
import zipfile

SIZES = {"4KiB": 4096, "1MiB": 1 << 20}
PAGES = {"4KiB": 2.85, "1MiB": 30}
WORDS_ON_A_PAGE = 420

# Words of an invitation or a report about a building: nothing that tells of a person.
NEUTRAL = """de het een van voor met over naar bij onder boven tijdens vergadering verslag agenda punt bespreking tuin
speelplein fietsenstalling dak ramen verwarming keuken aankoop offerte planning werken start einde week maand najaar
voorjaar budget kosten stoelen tafels verf muur deur sleutel parking ingang uitgang brandoefening veiligheid controle
leverancier materiaal hout steen gras bomen bloemen zon regen wind weer verwacht goed beter nieuw oud groot klein breed
smal hoog laag blauw groen geel wit zwart helder rustig samen iedereen aanwezig welkom open dag bezoek rondleiding koffie
taart soep brood muziek spel wandeling route kaart bus trein halte perron zaal scherm geluid licht kabel computer printer
papier map kast plank doos lijst nummering bladzijde titel inhoud besluit voorstel vraag antwoord keuze reden gevolg""".split()
# Words of a care plan.
CARE = """begeleiding jongere thuis school leefgroep afspraak doel gesprek opvolging weekend contact rust structuur
vertrouwen groei zorg plan stap evaluatie krachten hobby voetbal zwemmen slapen eten huiswerk leerkracht begeleider""".split()
# Invented people.
FIRST = ["Lotte", "Milan", "Yara", "Senne", "Noor", "Bram", "Amira", "Wout", "Fien", "Ilyas"]
LAST = ["Van Waterschoot", "De Bruyckere", "Haegeman", "Ouldali", "Verlinden", "Stroobandt", "Cloetens", "Benhaddou"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def rrn(chance):
    """A valid RRN with separators of nobody: its counter is 970 or above."""
    year, month, day, counter = chance.randint(2006, 2015), chance.randint(1, 12), chance.randint(1, 28), chance.randint(970, 997)
    check = 97 - int(f"2{year % 100:02}{month:02}{day:02}{counter}") % 97
    return f"{year % 100:02}.{month:02}.{day:02}-{counter}.{check:02}"


def paragraphs(chance, words, personal):
    vocabulary = NEUTRAL + (CARE if personal else [])
    lines = ["Handelingsplan" if personal else "Verslag over de tuin en het gebouw"]
    if personal:
        lines.append(f"Naam: {chance.choice(FIRST)} {chance.choice(LAST)}")
        lines.append(f"Rijksregisternummer: {rrn(chance)}")
    while words > 0:
        length = min(words, chance.randint(30, 90))
        lines.append(" ".join(chance.choices(vocabulary, k=length)).capitalize() + ".")
        words -= length
    return lines


def embedded_font(chance, octets):
    """About so many octets of an obfuscated font (ECMA-376 part 4 §17.8.1): they do not compress."""
    return chance.randbytes(octets)


def docx(lines, font):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    types = relations = ""
    if font:
        types = ('<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
                 '<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>')
        relations = f'<Relationship Id="rId1" Type="{OFFICE}/fontTable" Target="fontTable.xml"/>'
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'{xml}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                      f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}'
                      f'<Override PartName="/word/document.xml" ContentType="{part}"/></Types>')
        file.writestr("_rels/.rels", f'{xml}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                      f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
        file.writestr("word/document.xml", f'{xml}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}">'
                      f'<w:body>{body}</w:body></w:document>')
        file.writestr("word/_rels/document.xml.rels", f'{xml}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>')
        if font:
            file.writestr("word/fontTable.xml", f'{xml}<w:fonts xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:font w:name="Huisstijl"><w:embedRegular '
                          'r:id="rId1" w:fontKey="{00000000-0000-4000-8000-000000000000}"/></w:font></w:fonts>')
            file.writestr("word/_rels/fontTable.xml.rels", f'{xml}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                          f'Type="{OFFICE}/font" Target="fonts/font1.odttf"/></Relationships>')
            file.writestr("word/fonts/font1.odttf", font, zipfile.ZIP_STORED)
    return out.getvalue()


def document(chance, size, pages, personal):
    lines = paragraphs(chance, int(pages * WORDS_ON_A_PAGE), personal)
    text_alone = docx(lines, None)
    room = size - len(text_alone) - 1400  # 1400: what a font's own entries in the package take
    return docx(lines, embedded_font(chance, room)) if room > 2048 else text_alone


def mail(identity, number, content, sender, recipient):
    boundary = f"=_bench_{identity}"
    encoded = base64.encodebytes(content).replace(b"\n", b"\r\n")
    head = (
        f"X-Bench-Id: {identity}\r\nMessage-ID: <{identity}@bench.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
        f"From: An Claes <{sender}>\r\nTo: <{recipient}>\r\nSubject: Stuk {number} voor het overleg\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDag Griet\r\n\r\nIn bijlage de tekst die we beloofden.\r\n\r\nGroeten\r\nAn\r\n"
        f"--{boundary}\r\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\r\n"
        'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="stuk.docx"\r\n\r\n'
    )
    return head.encode() + encoded + f"--{boundary}--\r\n".encode()


def write(folder, kind, size, count, run, sender, recipient, pages=None):
    """Writes the mails and gives the mean size of the documents."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    total = 0
    for number in range(count):
        chance = random.Random(f"{run}-{kind}-{size}-{number}")
        content = document(chance, SIZES[size], PAGES[size] if pages is None else pages, kind == "personal")
        total += len(content)
        (folder / f"{number:05}.eml").write_bytes(mail(f"{run}-{number:05}", number, content, sender, recipient))
    return total / count


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--kind", choices=["personal", "clean"], required=True)
    arguments.add_argument("--size", choices=SIZES, required=True)
    arguments.add_argument("--count", type=int, default=1)
    arguments.add_argument("--run", default="run")
    arguments.add_argument("--pages", type=float)
    a = arguments.parse_args()
    mean = write(a.folder, a.kind, a.size, a.count, a.run, "an.claes@huisterlinde.example", "griet.vanhoof@deregenboog.example", a.pages)
    print(f"{a.count} mails, documents of {mean:.0f} octets", file=sys.stderr)


if __name__ == "__main__":
    main()

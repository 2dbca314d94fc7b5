#!/usr/bin/env python3
"""Makes the documents of this folder, with LibreOffice and zip. Invented persons; counters of 970 and above.

    python3 make.py          needs soffice (writer, calc) and zip on the path
"""
import pathlib, shutil, subprocess, tempfile, zipfile, io

here = pathlib.Path(__file__).parent
NS = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
      'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
      'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
      'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"')


def text(body, title='', header='Vergadering', footer='Blad'):
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title></office:meta>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>{header}</text:p></style:header><style:footer><text:p>{footer}</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>'''


def cell(value):
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def sheets(*tables):
    body = ''
    for name, rows in tables:
        body += f'<table:table table:name="{name}">' + ''.join(
            '<table:table-row>' + ''.join(cell(v) for v in row) + '</table:table-row>' for row in rows) + '</table:table>'
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document>'''


CLEAN = '''<text:p>Verslag van de teamvergadering</text:p><text:p>We bespreken de planning van de leefgroep en het nieuwe lokaal.
De ondernemingsnummers 0566.988.259 en de rekening BE65 9990 0001 2396 blijven gelijk. Bel 09 123 45 67.</text:p>
<text:p>Volgende datum: 12/10/2026 om 10.30 uur.</text:p>'''

sources = {
    'clean.fodt': text(CLEAN),
    'body.fodt': text('<text:p>Over het kind met nummer 87.04.12-987.23 spreken we later.</text:p>' + '<text:p>Nog een alinea.</text:p>' * 3),
    'header.fodt': text(CLEAN, header='RRN 08.09.23-991.34'),
    'footer.fodt': text(CLEAN, footer='INSZ 08.09.23-991.34'),
    'comment.fodt': text('<text:p>Zie<office:annotation><dc:creator>A</dc:creator><text:p>rijksregisternummer 91.05.03-983.97</text:p></office:annotation> hier.</text:p>' + CLEAN),
    'property.fodt': text(CLEAN, title='Dossier 84.49.07-981.43'),
    'table.fodt': text('<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-row>' + cell('Naam') + cell('Rijksregisternummer') + cell('Klas')
                       + '</table:table-row><table:table-row>' + cell('A') + cell('87041298723') + cell('3') + '</table:table-row></table:table>' + CLEAN),
    'boxes.fodt': text('<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-row>' + cell('87.04.12') + cell('987') + cell('23') + '</table:table-row></table:table>' + CLEAN),
    'lost_zero.fods': sheets(('Werk', [['a', 1], ['b', 2]]), ('Lijst', [['Naam', 'Nummer'], ['x', 5], ['y', 8092399134]])),
    'column.fods': sheets(('Lijst', [['Naam', 'RRN'], ['x', 87041298723], ['y', '110228 988 95']])),
    'clean.fods': sheets(('Budget', [['Post', 'Bedrag', 'Datum'], ['huur', 120000, 20240131], ['gsm', 470000130, 20240229], ['btw', 566988259, 20240331]])),
}
targets = {'fodt': ['docx', 'odt', 'pdf'], 'fods': ['xlsx', 'ods']}

with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    for name, content in sources.items():
        (work / name).write_text(content, encoding='utf-8')
    for kind, formats in targets.items():
        for target in formats:
            subprocess.run(['soffice', '--headless', '-env:UserInstallation=file:///tmp/lo-extract', '--convert-to', target, '--outdir', here,
                            *[work / n for n in sources if n.endswith(kind)]], check=True, stdout=subprocess.DEVNULL)
    for unneeded in ('comment.pdf', 'header.pdf', 'table.odt'):
        (here / unneeded).unlink(missing_ok=True)
    (work / 'nota.txt').write_text('Rijksregisternummer: 87.04.12-987.23\n')
    shutil.copy(here / 'body.docx', work / 'body.docx')
    for name, options in {'plain.zip': [], 'locked.zip': ['-P', 'geheim']}.items():
        (here / name).unlink(missing_ok=True)
        subprocess.run(['zip', '-q', '-j', *options, here / name, work / 'nota.txt', work / 'body.docx'], check=True)


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


(here / 'nested.zip').write_bytes(zipped([('a.zip', zipped([('b.zip', zipped([('nota.txt', 'RRN 11022898895')]))]))]))
# One MiB of zeros, forty at a time, forty times over.
zeros = zipped([(f'{i}.txt', b'0' * (1 << 20)) for i in range(40)])
(here / 'bomb.zip').write_bytes(zipped([(f'{i}.zip', zeros) for i in range(40)]))
deep = zipped([('nota.txt', 'RRN 11022898895')])
for _ in range(40):
    deep = zipped([('a.zip', deep)])
(here / 'deep.zip').write_bytes(deep)

# An older LibreOffice packs an empty file of settings.
with zipfile.ZipFile(here / 'clean.odt') as clean:
    parts = [(name, clean.read(name)) for name in clean.namelist() if not name.endswith('/')]
(here / 'settings.odt').write_bytes(zipped(parts + [('Configurations2/accelerator/current.xml', b'')]))
(here / 'cut.zip').write_bytes((here / 'plain.zip').read_bytes()[:400])
(here / 'cut.pdf').write_bytes(b'%PDF-1.7\n' + bytes(range(1, 200)) * 20)
(here / 'locked.docx').write_bytes(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600 + 'EncryptionInfo'.encode('utf-16le') + b'\0' * 60
                                   + 'EncryptedPackage'.encode('utf-16le') + b'\0' * 200)

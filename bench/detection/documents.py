"""Small, valid documents of one text or one table, written octet for octet the same for the same content."""
import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def package(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def relations(target, kind):
    return f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'


def docx(text):
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n"))
    return docx_of(paragraphs)


def docx_table(rows, before=""):
    cells = "".join("<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(str(cell))}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return docx_of(f"<w:p><w:r><w:t>{escape(before)}</w:t></w:r></w:p><w:tbl>{cells}</w:tbl><w:p/>")


def docx_of(body):
    types = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
             'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    return package([("[Content_Types].xml", types), ("_rels/.rels", relations("word/document.xml", "officeDocument")),
                    ("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')])


def xlsx(rows):
    def cell(value):
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
    data = "".join("<row>" + "".join(cell(value) for value in row) + "</row>" for row in rows)
    types = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
             'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
             'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
    return package([("[Content_Types].xml", types), ("_rels/.rels", relations("xl/workbook.xml", "officeDocument")),
                    ("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'),
                    ("xl/_rels/workbook.xml.rels", relations("worksheets/sheet1.xml", "worksheet")),
                    ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>')])


def pdf(text):
    """Pages of 50 lines in Helvetica; letters outside Windows-1252 are lost."""
    lines = text.replace("\t", "    ").split("\n")
    pages = [lines[at:at + 50] for at in range(0, len(lines), 50)] or [[""]]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    for i, page in enumerate(pages):
        shown = "".join(f"({line.replace(chr(92), chr(92) * 2).replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*\n" for line in page)
        content = f"BT /F1 10 Tf 14 TL 40 800 Td\n{shown}ET"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(content.encode('cp1252', 'replace'))}>>stream\n{content}\nendstream")
    octets, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(octets))
        octets += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace")
    start = len(octets)
    octets += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    octets += b"".join(b"%010d 00000 n \n" % place for place in places)
    return octets + f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def png(width, height, random):
    """A small picture of coloured bars, as a logo is."""
    bars = [bytes(random.randrange(256) for _ in range(3)) for _ in range(4)]
    row = b"\0" + b"".join(bars[x * 4 // width] for x in range(width))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))

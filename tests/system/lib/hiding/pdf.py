"""PDF, written by hand: open objects, and objects packed in object streams (ISO 32000-1 §7.5.7)."""
import zlib

from .xml import text as x


def literal(value, utf16=True):
    if utf16 or not value.isascii():
        return "<" + ("\ufeff" + value).encode("utf-16-be").hex().upper() + ">"
    return "(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def stream(dictionary, content, packed=True):
    if packed:
        content, dictionary = zlib.compress(content), dictionary + "/Filter/FlateDecode"
    return f"<<{dictionary}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def pdf(objects=None, catalog="", page="", content=b"BT /F 12 Tf 72 700 Td (Verslag van de teamvergadering) Tj ET", info="", packed=False):
    """`objects` maps numbers from 10 up to strings or, for streams, octets. `packed`: strings go into an object stream."""
    plain = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
             3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>",
             4: stream("", content), 5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", 6: f"<<{info}>>", **(objects or {})}
    return with_xref_stream(plain) if packed else with_xref_table(plain)


def with_xref_table(objects):
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start, size = len(out), max(places) + 1
    out += f"xref\n0 {size}\n".encode() + b"0000000000 65535 f \n"
    out += b"".join(f"{places[n]:010} 00000 n \n".encode() if n in places else b"0000000000 00000 f \n" for n in range(1, size))
    return out + f"trailer\n<</Size {size}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def with_xref_stream(objects):
    out, rows, size = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", {}, max(objects) + 3
    packed = {n: b for n, b in objects.items() if isinstance(b, str)}
    holder = size - 2
    inner, heads = b"", []
    for index, (number, body) in enumerate(sorted(packed.items())):
        heads.append(f"{number} {len(inner)}")
        rows[number] = (2, holder, index)
        inner += body.encode() + b" "
    head = " ".join(heads).encode() + b" "
    objects = {n: b for n, b in objects.items() if isinstance(b, bytes)}
    objects[holder] = stream(f"/Type/ObjStm/N {len(packed)}/First {len(head)}", head + inner)
    for number, body in sorted(objects.items()):
        rows[number] = (1, len(out), 0)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows[size - 1] = (1, len(out), 0)
    table = b"".join(bytes([k]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for k, a, b in (rows.get(n, (0, 0, 0)) for n in range(size)))
    start = len(out)
    out += f"{size - 1} 0 obj\n".encode() + stream(f"/Type/XRef/Size {size}/W[1 4 2]/Root 1 0 R/Info 6 0 R", table) + b"\nendobj\n"
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def shown(value):
    octets = value.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F 12 Tf 72 700 Td (" + octets + b") Tj ET"


def annotation(inner, packed):
    return pdf({10: f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]{inner}>>"}, page="/Annots[10 0 R]", packed=packed)


def field(inner, packed):
    return pdf({10: f"<</FT/Tx/T(veld)/Subtype/Widget/Type/Annot/Rect[0 0 9 9]/F 2{inner}>>"}, page="/Annots[10 0 R]", catalog="/AcroForm<</Fields[10 0 R]>>", packed=packed)


def embedded(content, name, packed, holder):
    objects = {10: stream("/Type/EmbeddedFile", content), 11: f"<</Type/Filespec/F{literal(name, False)}/UF{literal(name)}/EF<</F 10 0 R>>>>"}
    if holder == "note":
        objects[12] = "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 11 0 R>>"
        return pdf(objects, page="/Annots[12 0 R]", packed=packed)
    return pdf(objects, catalog="/Names<</EmbeddedFiles<</Names[(a)11 0 R]>>>>", packed=packed)


def places(packed):
    return {
        "page": lambda v: pdf(content=shown(v), packed=packed),
        "letter by letter": lambda v: pdf(content=b"BT /F 12 Tf 72 700 Td [" + b"".join(b"(" + c.encode("cp1252") + b")" for c in v) + b"] TJ ET", packed=packed),
        "invisible": lambda v: pdf(content=b"3 Tr " + shown(v), packed=packed),
        "note": lambda v: annotation("/Contents" + literal(v), packed),
        "note in one octet": lambda v: annotation("/Contents" + literal(v, False), packed),
        "rich note": lambda v: annotation("/RC" + literal(f"<body><p>{x(v[:4])}<b>{x(v[4:])}</b></p></body>"), packed),
        "note's author": lambda v: annotation("/T" + literal(v), packed),
        "link": lambda v: annotation(f"/A<</S/URI/URI{literal('https://x.example/' + v, False)}>>", packed),
        "field": lambda v: field("/V" + literal(v), packed), "default of a field": lambda v: field("/DV" + literal(v), packed),
        "tip of a field": lambda v: field("/TU" + literal(v), packed), "choice": lambda v: field(f"/Opt[{literal(v)}]", packed),
        "script": lambda v: pdf(catalog=f"/OpenAction<</S/JavaScript/JS{literal('app.alert(' + chr(39) + v + chr(39) + ')')}>>", packed=packed),
        "script in a stream": lambda v: pdf({10: stream("", f"app.alert('{v}')".encode())}, catalog="/OpenAction<</S/JavaScript/JS 10 0 R>>", packed=packed),
        "outline": lambda v: pdf({10: "<</First 11 0 R/Last 11 0 R/Count 1>>", 11: f"<</Title{literal(v)}/Parent 10 0 R>>"}, catalog="/Outlines 10 0 R", packed=packed),
        "title": lambda v: pdf(info="/Title" + literal(v), packed=packed), "keywords": lambda v: pdf(info="/Keywords" + literal(v), packed=packed), "own property": lambda v: pdf(info="/Dossier" + literal(v), packed=packed),
        "XMP": lambda v: pdf({10: stream("/Type/Metadata/Subtype/XML", f"<x:xmpmeta><dc:description>{x(v)}</dc:description></x:xmpmeta>".encode())}, catalog="/Metadata 10 0 R", packed=packed),
        "alternative text": lambda v: pdf({10: f"<</Type/StructTreeRoot/K<</S/Figure/Alt{literal(v)}>>>>"}, catalog="/StructTreeRoot 10 0 R", packed=packed),
        "layer": lambda v: pdf({10: f"<</Type/OCG/Name{literal(v)}>>"}, catalog="/OCProperties<</OCGs[10 0 R]/D<<>>>>", packed=packed),
        "hidden layer": lambda v: hidden_layer(v, packed),
        "outside the crop": lambda v: pdf(content=b"BT /F 12 Tf 72 100 Td (Verslag) Tj ET " + shown(v), page="/CropBox[0 0 595 400]", packed=packed),
        "embedded file": lambda v: embedded(v.encode(), "nota.txt", packed, "names"), "attached to a note": lambda v: embedded(v.encode(), "nota.txt", packed, "note"),
        "name of an embedded file": lambda v: embedded(b"x", v.replace("/", ".") + ".txt", packed, "names"),
        "XFA form": lambda v: pdf({10: stream("", f"<xdp:xdp><field><text>{x(v)}</text></field></xdp:xdp>".encode())}, catalog="/AcroForm<</Fields[]/XFA[(t)10 0 R]>>", packed=packed),
    }


def hidden_layer(value, packed):
    content = b"BT /F 12 Tf 72 600 Td (Verslag) Tj ET /OC /L BDC " + shown(value) + b" EMC"
    objects = {10: "<</Type/OCG/Name(x)>>",
               3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/Properties<</L 10 0 R>>>>>>"}
    return pdf(objects, catalog="/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>", content=content, packed=packed)


FORMATS = {"pdf": {**places(False), **{f"{place}, packed": make for place, make in places(True).items()}}}

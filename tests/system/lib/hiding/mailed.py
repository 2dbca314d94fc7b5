"""Mails: as a file, from Outlook (.msg) and from Exchange (winmail.dat)."""
import struct
from email.message import EmailMessage

from . import office_text, old_office, rich
from .compound import compound, tree_of
from .flat import page


def eml(value="x", place="text"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@zorg.example", "b@ander.example", value if place == "subject" else "Stukken"
    if place == "header":
        mail["Keywords"] = value
    mail.set_content((value if place == "text" else "Hierbij de stukken.") + "\n")
    if place in ("html alternative", "plain alternative"):
        mail.set_content((value if place == "plain alternative" else "Dag") + "\n")
        mail.add_alternative(page(value if place == "html alternative" else "Dag").decode(), subtype="html")
    if place == "attachment":
        mail.add_attachment(value.encode(), "text", "plain", filename="nota.txt")
    if place == "name of an attachment":
        mail.add_attachment(b"x", "text", "plain", filename=value.replace("/", ".") + ".txt")
    if place == "attached mail":
        inner = EmailMessage()
        inner["Subject"] = "x"
        inner.set_content(value + "\n")
        mail.add_attachment(inner)
    return mail.as_bytes()


def compressed_rtf(content, stored=False):
    """MS-OXRTFCP: stored, or as literals alone, which is a compressed stream too."""
    if stored:
        return struct.pack("<IIII", len(content) + 12, len(content), 0x414C454D, 0) + content
    body = b"".join(b"\0" + content[i:i + 8] for i in range(0, len(content), 8))
    return struct.pack("<IIII", len(body) + 12, len(content), 0x75465A4C, 0) + body


PROPERTIES = {"__properties_version1.0": b"\0" * 32}


def wide(number, value):
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def narrow(number, value):
    return {f"__substg1.0_{number:04X}001E": value.encode("cp1252")}


def binary(number, value):
    return {f"__substg1.0_{number:04X}0102": value}


def names_of_properties(value="Rubriek"):
    """MS-OXMSG §2.2.3, as Outlook writes it: the streams that are numbered as bodies elsewhere are pieces of a hash table."""
    text = value.encode("utf-16-le")
    entry = struct.pack("<IHH", 0, 5, 0)
    return {"__nameid_version1.0": {**binary(2, b"g" * 16), **binary(3, entry), **binary(4, struct.pack("<I", len(text)) + aligned(text)),
                                    **{name: entry for number in (0x1000, 0x1009, 0x1013) for name in binary(number, b"")}}}


def msg(*parts, attachments=(), recipients=()):
    tree = {**PROPERTIES, **names_of_properties(), **wide(0x0037, "Stukken")}
    for part in parts:
        tree.update(part)
    for kind, items in (("attach", attachments), ("recip", recipients)):
        for number, item in enumerate(items):
            tree[f"__{kind}_version1.0_#{number:08X}"] = {**PROPERTIES, **item}
    return compound(tree)


def attachment(name, content):
    return {**wide(0x3707, name), **binary(0x3701, content)}


def aligned(value):
    return value + b"\0" * (-len(value) % 4)


def mapi(*properties):
    """(id, type, value) as a block (MS-OXTNEF §2.1.3.4)."""
    out = struct.pack("<I", len(properties))
    for number, kind, value in properties:
        out += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            name = "Nr\0".encode("utf-16-le")
            out += b"g" * 16 + struct.pack("<II", 1, len(name)) + aligned(name)
        out += struct.pack("<II", 1, len(value)) + aligned(value) if kind in (0x1E, 0x1F, 0x102, 0x0D) else value
    return out


def tnef(*attributes):
    out = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, value in attributes:
        out += struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return out


def attached(value, name, *properties):
    return ((2, 0x00069002, b"\0" * 14), (2, 0x00018010, name.encode("cp1252", "replace") + b"\0"), (2, 0x0006800F, value), (2, 0x00069005, mapi(*properties)))


def of_message(*properties):
    return tnef((1, 0x00069003, mapi(*properties)))


MSG = {
    "subject": lambda v: msg(wide(0x0037, v)), "text": lambda v: msg(wide(0x1000, v)), "text in one octet": lambda v: msg(narrow(0x1000, v)), "HTML": lambda v: msg(binary(0x1013, page(v))),
    "rich text": lambda v: msg(binary(0x1009, compressed_rtf(rich.FORMATS["rtf"]["text"](v)))), "stored rich text": lambda v: msg(binary(0x1009, compressed_rtf(rich.FORMATS["rtf"]["hidden"](v), True))),
    "recipient": lambda v: msg(recipients=[wide(0x3001, v)]), "name of a property": lambda v: msg(names_of_properties(v)), "header": lambda v: msg(wide(0x007D, "Subject: " + v)), "own property": lambda v: msg(wide(0x8001, v)),
    "attachment": lambda v: msg(attachments=[attachment("nota.txt", v.encode())]), "name of an attachment": lambda v: msg(attachments=[attachment(v + ".txt", b"x")]),
    "attached document": lambda v: msg(attachments=[attachment("stuk.docx", office_text.FORMATS["docx"]["header"](v))]),
    "document as an object": lambda v: msg(attachments=[{"__substg1.0_3701000D": tree_of(old_office.FORMATS["doc"]["header"](v))}]),
    "workbook within an object": lambda v: msg(attachments=[{"__substg1.0_3701000D": {"\1Ole": b"x" * 20, "ObjectPool": {"_1": tree_of(old_office.FORMATS["xls"]["text"](v))}}}]),
    "attached message": lambda v: msg(attachments=[{"__substg1.0_3701000D": {**PROPERTIES, **wide(0x1000, v)}}]),
    "attachment of an attached message": lambda v: msg(attachments=[{"__substg1.0_3701000D": {**PROPERTIES, "__attach_version1.0_#00000000": {**PROPERTIES, **attachment("n.txt", v.encode())}}}]),
}
TNEF = {
    "subject": lambda v: tnef((1, 0x00018004, v.encode("cp1252", "replace") + b"\0")), "text": lambda v: of_message((0x1000, 0x1F, v.encode("utf-16-le"))), "old text": lambda v: tnef((1, 0x0002800C, v.encode("cp1252", "replace"))),
    "HTML": lambda v: of_message((0x1013, 0x102, page(v))), "rich text": lambda v: of_message((0x0E07, 3, b"\0\0\0\0"), (0x1009, 0x102, compressed_rtf(rich.FORMATS["rtf"]["text"](v)))), "own property": lambda v: of_message((0x8005, 0x1F, v.encode("utf-16-le"))),
    "attachment": lambda v: tnef(*attached(v.encode(), "nota.txt")), "second attachment": lambda v: tnef(*attached(b"x", "a.txt"), *attached(v.encode(), "b.txt")), "name of an attachment": lambda v: tnef(*attached(b"x", v + ".txt")),
    "long name of an attachment": lambda v: tnef(*attached(b"x", "a.txt", (0x3707, 0x1F, (v + ".txt").encode("utf-16-le")))), "attached message": lambda v: tnef(*attached(b"", "x", (0x3701, 0x0D, b"i" * 16 + TNEF["text"](v)))),
    "text before a line end": lambda v: of_message((0x1000, 0x1F, v.encode("utf-16-le"))) + b"\r\n",
    "recipient": lambda v: tnef((1, 0x00069004, struct.pack("<I", 1) + mapi((0x3001, 0x1F, v.encode("utf-16-le"))))),
}
FORMATS = {"eml": {place: (lambda v, place=place: eml(v, place)) for place in ("text", "subject", "header", "html alternative", "plain alternative", "attachment", "name of an attachment", "attached mail")},
           "msg": MSG, "tnef": TNEF}

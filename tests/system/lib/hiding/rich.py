"""Rich text, the groups that a reader may skip included."""
from .flat import third
from .office_text import cells_of


def r(value):
    return "".join(c if c.isascii() and c not in "\\{}" else "\\" + c if c.isascii() else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in value)


def written(value):
    return "".join("\\line " if c == "\n" else "\\tab " if c == "\t" else r(c) for c in value)


def rtf(body, before=""):
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}" + before + "\\pard Verslag van de teamvergadering\\par " + body + "\\par}").encode("cp1252")


FORMATS = {"rtf": {
    "text": lambda v: rtf(r(v)), "written": lambda v: rtf(written(v)), "hexadecimal": lambda v: rtf("".join(f"\\'{b:02x}" for b in v.encode("cp1252"))), "unicode": lambda v: rtf("".join(f"\\u{ord(c)}?" for c in v)),
    "in runs": lambda v: rtf("".join("{\\b " + r(c) + "}" for c in v)), "cells": lambda v: rtf("\\trowd " + "\\cell ".join(map(r, cells_of(v))) + "\\cell\\row"),
    "title": lambda v: rtf("x", "{\\info{\\title " + r(v) + "}}"), "comment on the file": lambda v: rtf("x", "{\\info{\\doccomm " + r(v) + "}}"), "own property": lambda v: rtf("x", "{\\*\\userprops{\\propname Nr}\\proptype30{\\staticval " + r(v) + "}}"),
    "header": lambda v: rtf("x", "{\\header\\pard " + r(v) + "\\par}"), "footer": lambda v: rtf("x", "{\\footerr\\pard " + r(v) + "\\par}"), "footnote": lambda v: rtf("x{\\footnote " + r(v) + "}"), "comment": lambda v: rtf("x{\\*\\annotation " + r(v) + "}"),
    "comment's author": lambda v: rtf("x{\\*\\atnauthor " + r(v) + "}"), "hidden": lambda v: rtf("{\\v " + r(v) + "}"), "deleted": lambda v: rtf("{\\deleted " + r(v) + "}"), "around hidden text": lambda v: rtf(r(third(v)[0]) + "{\\v 00}" + r(third(v)[1])),
    "around a footnote": lambda v: rtf(r(third(v)[0]) + "{\\footnote Zie 12.}" + r(third(v)[1])), "text box": lambda v: rtf("{\\shp{\\*\\shpinst{\\shptxt " + r(v) + "\\par}}}"), "alternative text": lambda v: rtf("{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv " + r(v) + "}}}}"),
    "field": lambda v: rtf('{\\field{\\*\\fldinst HYPERLINK "https://x.example/' + r(v) + '"}{\\fldrslt x}}'), "unknown group": lambda v: rtf("{\\*\\onbekend " + r(v) + "}"), "style's name": lambda v: rtf("x", "{\\stylesheet{\\s1 " + r(v) + ";}}"),
    "embedded file": lambda v: rtf("{\\object{\\*\\objdata " + packaged(v).hex() + "}}"), "after the end": lambda v: rtf("x") + v.encode("cp1252"),
}}


def packaged(value):
    content = value.encode()
    native = b"\x02\0nota.txt\0C:\\nota.txt\0\0\0\x03\0" + len(b"C:\\nota.txt\0").to_bytes(4, "little") + b"C:\\nota.txt\0" + len(content).to_bytes(4, "little") + content
    return b"\x01\x05\0\0\x02\0\0\0\x08\0\0\0Package\0" + b"\0" * 8 + len(native).to_bytes(4, "little") + native

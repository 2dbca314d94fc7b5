"""A file in a file, in a place that programs keep for something else: for fonts, looks, data without a name."""
import gzip

from . import archives, office_text, opendocument
from .compound import compound

INNER = office_text.FORMATS["docx"]["text"]


def in_word(name):
    return lambda v: office_text.docx(parts={name: INNER(v)})


DOCX = {"document among the looks": in_word("word/theme/stuk.docx"), "document named as a font": in_word("word/fonts/font1.odttf"), "document named as a printer's settings": in_word("word/printerSettings/printerSettings1.bin"),
        "document in the properties": in_word("docProps/stuk.docx"), "document named as the order of calculation": in_word("word/calcChain.docx")}
ODT = {"document named as a font": lambda v: opendocument.odt(parts={"Fonts/stuk.ttf": INNER(v)}), "document named as the layout": lambda v: opendocument.odt(parts={"layout-cache": INNER(v)})}
# An old container without a document of its own: what another program put in it.
FORMATS = {"bin": {
    "document": lambda v: compound({"Package": INNER(v)}), "7z": lambda v: compound({"CONTENTS": archives.seven_zip({"a.txt": v.encode()})}), "rar": lambda v: compound({"Package": archives.rar5({"a.txt": v.encode()})}),
    "tar": lambda v: compound({"CONTENTS": archives.tar({"a.txt": v.encode()})}), "gz": lambda v: compound({"CONTENTS": gzip.compress(v.encode())}), "text": lambda v: compound({"CONTENTS": v.encode()}),
}}

"""A file in a file, in a place that programs keep for something else: for fonts, looks, data without a name."""
import gzip

from . import archives, office_text, opendocument
from .compound import compound

INNER = office_text.FORMATS["docx"]["text"]


def in_word(name):
    return lambda v: office_text.docx(parts={name: INNER(v)})


def main_part(name):
    """The part that holds the text, under another name, as its type and its relation would let it be."""
    part = f"<w:document {office_text.W}><w:body>{office_text.p('Zie')}"
    return lambda v: office_text.docx(parts={name: part + office_text.p(*office_text.split(v)) + "</w:body></w:document>"})


DOCX = {"part among the thumbnails": main_part("docProps/thumbnail.xml"), "document among the thumbnails": in_word("docProps/thumbnail.docx"), "picture's name among the thumbnails": in_word("docProps/thumbnail.png"),
        "part named as a font": main_part("word/document.odttf"), "part named as a printer's settings": main_part("word/printerSettings/p.bin"), "text named as a font": lambda v: office_text.docx(parts={"word/fonts/font1.odttf": v}),
        "document among the looks": in_word("word/theme/stuk.docx"), "document named as a font": in_word("word/fonts/font1.odttf"), "document named as a printer's settings": in_word("word/printerSettings/printerSettings1.bin"),
        "document in the properties": in_word("docProps/stuk.docx"), "document named as the order of calculation": in_word("word/calcChain.docx")}
ODT = {"text named as a font": lambda v: opendocument.odt(parts={"Fonts/content.xml": f"<text>{v}</text>"}), "document among the thumbnails": lambda v: opendocument.odt(parts={"Thumbnails/thumbnail.png": INNER(v)}),
       "document in place of a replacement": lambda v: opendocument.odt(parts={"ObjectReplacements/Object 1": INNER(v)}),
       "document named as a font": lambda v: opendocument.odt(parts={"Fonts/stuk.ttf": INNER(v)}), "document named as the layout": lambda v: opendocument.odt(parts={"layout-cache": INNER(v)})}
# An old container without a document of its own: what another program put in it.
FORMATS = {"bin": {
    "document": lambda v: compound({"Package": INNER(v)}), "7z": lambda v: compound({"CONTENTS": archives.seven_zip({"a.txt": v.encode()})}), "rar": lambda v: compound({"Package": archives.rar5({"a.txt": v.encode()})}),
    "tar": lambda v: compound({"CONTENTS": archives.tar({"a.txt": v.encode()})}), "gz": lambda v: compound({"CONTENTS": gzip.compress(v.encode())}), "text": lambda v: compound({"CONTENTS": v.encode()}),
}}

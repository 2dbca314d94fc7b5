"""Documents with a text in one place of them, made here: FORMATS maps a format to its places, and a place to a function
that makes the document around a text (one line; `written` in places that can hold line ends and tabs as such)."""
from . import archives, disguised, flat, mailed, office_text, office_sheet, office_slides, old_office, opendocument, pdf, rich

FORMATS = {}
for module in (flat, office_text, office_sheet, office_slides, old_office, opendocument, pdf, rich, archives, mailed, disguised):
    FORMATS.update(module.FORMATS)
FORMATS["docx"] = {**FORMATS["docx"], **disguised.DOCX}
FORMATS["odt"] = {**FORMATS["odt"], **disguised.ODT}

# The formats in which a number may stand as a number, so that its leading zeros are lost; likewise by place.
LOST = {}
for module in (flat, office_sheet, old_office, opendocument):
    LOST.update(module.LOST)

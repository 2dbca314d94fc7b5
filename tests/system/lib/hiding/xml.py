"""What the XML formats share."""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

CLEAN = "We bespreken de planning van de leefgroep en het nieuwe lokaal. Bel 09 123 45 67."


def zipped(entries, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
        archive.comment = comment
    return out.getvalue()


def text(value):
    return escape(value)


def attribute(value):
    return quoteattr(value)


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*targets):
    rows = "".join(f'<Relationship Id="r{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
                   f'Target={attribute(target)}{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'
                   for i, (kind, target, external) in enumerate(targets))
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'

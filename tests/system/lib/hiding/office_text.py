"""Word since 2007: every place that a text can stand in."""
import re

from .xml import CLEAN, HEAD, attribute as a, relations, text as t, zipped

W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
     '2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
     'wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"')


def run(value, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{t(value)}</w:t></w:r>'


def p(*runs):
    return "<w:p>" + "".join(r if r.startswith("<") else run(r) for r in runs) + "</w:p>"


def docx(body="", parts=None, rels=()):
    parts = parts or {}
    types = "".join(f'<Override PartName="/{name}" ContentType="application/xml"/>' for name in parts)
    return zipped({
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension='
                               f'"xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}{p(CLEAN)}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*rels), **parts})


def part(name, root, inner, extra=""):
    return {f"word/{name}.xml": f"{HEAD}<w:{root} {W} {extra}>{inner}</w:{root}>"}


def split(value):
    third = max(1, len(value) // 3)
    return value[:third], value[third:2 * third], value[2 * third:]


def cells_of(value):
    """A number over cells as a form has it: what stands before it, date, counter, check digits."""
    at = next(i for i, c in enumerate(value) if c.isdigit())
    groups = re.fullmatch(r"(.{6}|.{8})[-.]?(\d{3})[-.]?(\d{2})", value[at:]).groups()
    return [part for part in (value[:at].strip(), *groups) if part]


def table(*cells):
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in cells) + "</w:tr></w:tbl>"


def written(value):
    """A text with its line ends and tabs as Word has them."""
    inner = "".join("<w:br/>" if c == "\n" else "<w:tab/>" if c == "\t" else f'<w:t xml:space="preserve">{t(c)}</w:t>' for c in value)
    return docx(f"<w:p><w:r>{inner}</w:r></w:p>")


def box(value):
    modern = f"<wps:txbx><w:txbxContent>{p(value)}</w:txbxContent></wps:txbx>"
    return p("Zie ", f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{modern}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>'
                     f"<w:txbxContent>{p(value)}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
             " hiernaast.")


def anchored_in_number(value):
    first, middle, last = split(value)
    return docx(p(first, "<w:r><w:pict><v:textbox><w:txbxContent>" + p("Foto 12") + "</w:txbxContent></v:textbox></w:pict></w:r>", middle, last))


def deleted_inside(value):
    first, middle, last = split(value)
    return docx(p(first, f'<w:del w:author="A"><w:r><w:delText>00</w:delText></w:r></w:del>', middle, last))


def inserted_inside(value):
    first, middle, last = split(value)
    return docx(p(first, f'<w:del w:author="A"><w:r><w:delText>{t(middle)}</w:delText></w:r></w:del>',
                  f'<w:ins w:author="A">{run("00")}</w:ins>', last))


def hidden_inside(value):
    first, middle, last = split(value)
    return docx(p(first, run("00", "<w:vanish/>"), middle, last))


def properties(name, inner):
    return docx(parts={f"docProps/{name}.xml": f'{HEAD}<Properties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="urn:cp" '
                                               f'xmlns:vt="urn:vt">{inner}</Properties>'})


FORMATS = {"docx": {
    "text": lambda v: docx(p(v)),
    "written": written,
    "in runs": lambda v: docx(p(*v)),
    "cells": lambda v: docx(table(*cells_of(v))),
    "header": lambda v: docx(parts=part("header1", "hdr", p(v))),
    "footer": lambda v: docx(parts=part("footer2", "ftr", p(v))),
    "footnote": lambda v: docx(parts=part("footnotes", "footnotes", f'<w:footnote w:id="2">{p(v)}</w:footnote>')),
    "endnote": lambda v: docx(parts=part("endnotes", "endnotes", f'<w:endnote w:id="2">{p(v)}</w:endnote>')),
    "comment": lambda v: docx(parts=part("comments", "comments", f'<w:comment w:id="0" w:author="A">{p(v)}</w:comment>')),
    "comment's author": lambda v: docx(parts=part("comments", "comments", f"<w:comment w:author={a(v)}>{p('x')}</w:comment>")),
    "person": lambda v: docx(parts=part("people", "people", f"<w15:person w15:author={a(v)}/>")),
    "deleted": lambda v: docx(p(f'<w:del w:author="A"><w:r><w:delText>{t(v)}</w:delText></w:r></w:del>')),
    "inserted": lambda v: docx(p(f'<w:ins w:author="A">{run(v)}</w:ins>')),
    "author of a change": lambda v: docx(p(f"<w:ins w:author={a(v)}>{run('x')}</w:ins>")),
    "moved away": lambda v: docx(p(f'<w:moveFrom w:author="A">{run(v)}</w:moveFrom>')),
    "around a deletion": deleted_inside,
    "before a change": inserted_inside,
    "hidden": lambda v: docx(p(run(v, "<w:vanish/>"))),
    "around hidden text": hidden_inside,
    "text box": lambda v: docx(box(v)),
    "around an anchor": anchored_in_number,
    "old text box": lambda v: docx(p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(v)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")),
    "WordArt": lambda v: docx(p(f"<w:r><w:pict><v:shape><v:textpath string={a(v)}/></v:shape></w:pict></w:r>")),
    "alternative text": lambda v: docx(p(f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr={a(v)}/></wp:inline></w:drawing></w:r>')),
    "title of a picture": lambda v: docx(p(f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" title={a(v)}/></wp:inline></w:drawing></w:r>')),
    "field": lambda v: docx(p(f'<w:r><w:instrText>HYPERLINK "http://x.example/{t(v)}"</w:instrText></w:r>')),
    "simple field": lambda v: docx(p(f"<w:fldSimple w:instr={a('QUOTE ' + v)}/>")),
    "form field": lambda v: docx(p(f"<w:r><w:fldChar><w:ffData><w:textInput><w:default w:val={a(v)}/></w:textInput></w:ffData></w:fldChar></w:r>")),
    "content control": lambda v: docx(f"<w:sdt><w:sdtPr><w:alias w:val={a(v)}/></w:sdtPr><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>"),
    "document variable": lambda v: docx(parts=part("settings", "settings", f'<w:docVars><w:docVar w:name="x" w:val={a(v)}/></w:docVars>')),
    "building block": lambda v: docx(parts=part("glossary/document", "glossaryDocument", p(v))),
    "link": lambda v: docx(rels=[("hyperlink", "https://x.example/?q=" + v.replace(" ", "%20"), True)]),
    "mail link": lambda v: docx(rels=[("hyperlink", "mailto:a@b.example?subject=" + v.replace("-", "%2D"), True)]),
    "title": lambda v: properties("core", f"<dc:title>{t(v)}</dc:title>"),
    "author": lambda v: properties("core", f"<dc:creator>{t(v)}</dc:creator>"),
    "keywords": lambda v: properties("core", f"<cp:keywords>{t(v)}</cp:keywords>"),
    "company": lambda v: properties("app", f"<Company>{t(v)}</Company>"),
    "own property": lambda v: properties("custom", f'<property name="Nr"><vt:lpwstr>{t(v)}</vt:lpwstr></property>'),
    "name of a property": lambda v: properties("custom", f"<property name={a(v)}><vt:lpwstr>x</vt:lpwstr></property>"),
    "custom XML": lambda v: docx(parts={"customXml/item1.xml": f"{HEAD}<gegevens><nr>{t(v)}</nr></gegevens>"}),
    "chart": lambda v: docx(parts={"word/charts/chart1.xml": f'{HEAD}<c:chart xmlns:c="urn:c"><c:cat><c:pt idx="0"><c:v>{t(v)}</c:v></c:pt></c:cat></c:chart>'}),
    "diagram": lambda v: docx(parts={"word/diagrams/data1.xml": f'{HEAD}<d xmlns:a="urn:a"><a:p><a:r><a:t>{t(v)}</a:t></a:r></a:p></d>'}),
    "embedded document": lambda v: docx(parts={"word/embeddings/stuk.docx": docx(p(v))}),
    "part of another type": lambda v: docx(parts={"word/afchunk.txt": v.encode()}),
    "comment in the XML": lambda v: docx(f"<!-- {t(v).replace('--', '- ')} -->"),
}}

"""PowerPoint since 2007."""
from .office_text import cells_of
from .xml import HEAD, attribute as a, relations, text as t, zipped

P = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')


def shape(*runs):
    inner = "".join(f"<a:r><a:t>{t(r)}</a:t></a:r>" for r in runs)
    return f"<p:sp><p:txBody><a:p>{inner}</a:p></p:txBody></p:sp>"


def slide(inner, attributes="", root="sld"):
    return f"{HEAD}<p:{root} {P}{attributes}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:{root}>"


def pptx(inner="", parts=None, attributes=""):
    return zipped({
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml", False)),
        "ppt/presentation.xml": f"{HEAD}<p:presentation {P}/>", "ppt/slides/slide1.xml": slide(inner + shape("Welkom op de teamdag"), attributes),
        **(parts or {})})


FORMATS = {"pptx": {
    "text": lambda v: pptx(shape(v)),
    "in runs": lambda v: pptx(shape(*v)),
    "cells": lambda v: pptx("<a:tbl><a:tr>" + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{t(c)}</a:t></a:r></a:p></a:txBody></a:tc>" for c in cells_of(v)) + "</a:tr></a:tbl>"),
    "hidden slide": lambda v: pptx(shape(v), attributes=' show="0"'),
    "notes": lambda v: pptx(parts={"ppt/notesSlides/notesSlide1.xml": slide(shape(v), root="notes")}),
    "master": lambda v: pptx(parts={"ppt/slideMasters/slideMaster1.xml": slide(shape(v), root="sldMaster")}),
    "layout": lambda v: pptx(parts={"ppt/slideLayouts/slideLayout1.xml": slide(shape(v), root="sldLayout")}),
    "handout": lambda v: pptx(parts={"ppt/handoutMasters/handoutMaster1.xml": slide(shape(v), root="handoutMaster")}),
    "comment": lambda v: pptx(parts={"ppt/comments/comment1.xml": f"{HEAD}<p:cmLst {P}><p:cm><p:text>{t(v)}</p:text></p:cm></p:cmLst>"}),
    "modern comment": lambda v: pptx(parts={"ppt/comments/modernComment_1.xml": f"{HEAD}<p:cm {P}><p:txBody><a:p><a:r><a:t>{t(v)}</a:t></a:r></a:p></p:txBody></p:cm>"}),
    "comment's author": lambda v: pptx(parts={"ppt/commentAuthors.xml": f"{HEAD}<p:cmAuthorLst {P}><p:cmAuthor name={a(v)}/></p:cmAuthorLst>"}),
    "alternative text": lambda v: pptx(f'<p:pic><p:nvPicPr><p:cNvPr id="1" name="x" descr={a(v)}/></p:nvPicPr></p:pic>'),
    "name of a shape": lambda v: pptx(f'<p:pic><p:nvPicPr><p:cNvPr id="1" name={a(v)}/></p:nvPicPr></p:pic>'),
    "tag": lambda v: pptx(parts={"ppt/tags/tag1.xml": f'{HEAD}<p:tagLst {P}><p:tag name="X" val={a(v)}/></p:tagLst>'}),
    "diagram": lambda v: pptx(parts={"ppt/diagrams/data1.xml": f'{HEAD}<d {P}><a:p><a:r><a:t>{t(v)}</a:t></a:r></a:p></d>'}),
    "chart": lambda v: pptx(parts={"ppt/charts/chart1.xml": f'{HEAD}<c:chart xmlns:c="urn:c"><c:v>{t(v)}</c:v></c:chart>'}),
    "link": lambda v: pptx(parts={"ppt/slides/_rels/slide1.xml.rels": relations(("hyperlink", "https://x.example/" + v, True))}),
    "section": lambda v: pptx(parts={"ppt/presentation.xml": f'{HEAD}<p:presentation {P} xmlns:p14="urn:14"><p14:section name={a(v)}/></p:presentation>'}),
    "title": lambda v: pptx(parts={"docProps/core.xml": f'{HEAD}<p xmlns:dc="urn:dc"><dc:title>{t(v)}</dc:title></p>'}),
    "embedded text": lambda v: pptx(parts={"ppt/embeddings/nota.txt": v.encode()}),
}}

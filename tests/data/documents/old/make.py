#!/usr/bin/env python3
"""Makes the DOC, XLS and PPT files of this folder with LibreOffice: a number in one place of each; clean.* have none. Invented persons.

    python3 make.py          needs soffice (writer, calc, impress) on the path
"""
import gzip
import pathlib
import subprocess
import tempfile

here = pathlib.Path(__file__).parent
NUMBER = "RRN 87.04.12-987.23"
NS = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for name, urn in {
    "office": "office", "text": "text", "table": "table", "draw": "drawing", "presentation": "presentation", "style": "style", "meta": "meta",
    "svg": "svg-compatible", "fo": "xsl-fo-compatible"}.items()) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def flat(kind, body, meta="", styles="", automatic=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
            f"<office:meta>{meta}</office:meta><office:automatic-styles>{automatic}</office:automatic-styles><office:master-styles>{styles}</office:master-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>")


LAYOUT = ('<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/><style:header-style>'
          '<style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/>'
          '</style:footer-style></style:page-layout><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>')


def p(value):
    return f"<text:p>{value}</text:p>"


def word(body="", header="Vergadering", footer="Blad", meta=""):
    master = f'<style:master-page style:name="Standard" style:page-layout-name="L"><style:header>{p(header)}</style:header><style:footer>{p(footer)}</style:footer></style:master-page>'
    return flat("text", p("Verslag van de teamvergadering over het nieuwe lokaal.") + body, meta, master, LAYOUT)


def cell(value, more=""):
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string">{more}<text:p>{value}</text:p></table:table-cell>'


def sheet(*cells, name="Blad1", hidden=False, meta="", after=""):
    style = '<style:style style:name="V" style:family="table"><style:table-properties table:display="false"/></style:style>'
    row = f"<table:table-row>{cell('huur')}{''.join(cells)}</table:table-row>"
    first = f'<table:table table:name="Eerste"><table:table-row>{cell("Post")}{cell("Bedrag")}</table:table-row></table:table>'
    second = f'<table:table table:name="{name}"{" table:style-name=" + chr(34) + "V" + chr(34) if hidden else ""}>{after}{row}</table:table>'
    return flat("spreadsheet", first + second, meta, automatic=style)


def slides(text="Welkom", notes="", meta="", note=""):
    box = f'<draw:frame svg:width="10cm" svg:height="5cm" svg:x="1cm" svg:y="1cm"><draw:text-box>{p(text)}</draw:text-box></draw:frame>'
    said = f'<presentation:notes><draw:frame presentation:class="notes" svg:width="10cm" svg:height="5cm" svg:x="1cm" svg:y="1cm"><draw:text-box>{p(notes)}</draw:text-box></draw:frame></presentation:notes>' if notes else ""
    return flat("presentation", f'<draw:page draw:name="p1" draw:master-page-name="M">{note}{box}{said}</draw:page>', meta,
                '<style:master-page style:name="M" style:page-layout-name="L"/>', '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>')


title = f"<dc:title>{NUMBER}</dc:title>"
comment = f'<office:annotation><dc:creator>A</dc:creator>{p(NUMBER)}</office:annotation>'
SOURCES = {
    "fodt": ("doc", {
        "text": word(p(NUMBER)), "header": word(header=NUMBER), "footer": word(footer=NUMBER), "title": word(meta=title), "comment": word(p(comment + "Zie.")),
        "footnote": word(p(f'Zie<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{p(NUMBER)}</text:note-body></text:note>')),
        "text-box": word(p(f'<draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm"><draw:text-box>{p(NUMBER)}</draw:text-box></draw:frame>Zie.')),
        "hidden": word(p(f'<text:span text:style-name="H">{NUMBER}</text:span>')), "diacritics": word(p("Patiënt Zoë — " + NUMBER)),
        "link": word(p(f'<text:a xlink:href="https://x.example/{NUMBER[4:]}">hier</text:a>')),
        "cells": word("<table:table><table:table-column table:number-columns-repeated=\"3\"/><table:table-row>" + "".join(cell(c) for c in ("87.04.12", "987", "23")) + "</table:table-row></table:table>"),
        "clean": word(),
    }),
    "fods": ("xls", {
        "text": sheet(cell(NUMBER)), "hidden-sheet": sheet(cell(NUMBER), hidden=True), "comment": sheet(cell("x", comment)), "title": sheet(meta=title), "name-of-sheet": sheet(name="87.04.12-987.23"),
        "lost-zero": sheet(cell(8092399134)), "lost-zero-hidden": sheet(cell(8092399134), hidden=True), "text-box": sheet(after=f'<table:shapes><draw:frame svg:width="6cm" svg:height="2cm" svg:x="1cm" svg:y="1cm"><draw:text-box>{p(NUMBER)}</draw:text-box></draw:frame></table:shapes>'),
        "clean": sheet(cell(120000)),
    }),
    "fodp": ("ppt", {"text": slides(NUMBER), "notes": slides(notes=NUMBER), "title": slides(meta=title)}),
}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for kind, (target, documents) in SOURCES.items():
            for name, content in documents.items():
                (work / f"{name}.{kind}").write_text(content, encoding="utf-8")
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target, "--outdir", here,
                            *(work / f"{name}.{kind}" for name in documents)], check=True, stdout=subprocess.DEVNULL)
        # LibreOffice gives each the same 400 KB of looks.
        for file in here.glob("*.ppt"):
            file.with_suffix(".ppt.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
            file.unlink()

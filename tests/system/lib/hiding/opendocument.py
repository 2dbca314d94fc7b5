"""OpenDocument: text, spreadsheet, presentation."""
from .office_text import cells_of, split
from .xml import CLEAN, attribute as a, text as t, zipped

NS = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for name, urn in {
    "office": "office", "text": "text", "table": "table", "draw": "drawing", "presentation": "presentation", "style": "style", "meta": "meta",
    "form": "form", "svg": "svg-compatible"}.items()) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def document(kind, body, parts=None):
    content = f'<?xml version="1.0"?><office:document-content {NS}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>'
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, **(parts or {}),
                   "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:m"/>'})


def p(value):
    return f"<text:p>{value if value.startswith('<') else t(value)}</text:p>"


def odt(body="", parts=None):
    return document("text", body + p(CLEAN), parts)


def styles(inner):
    return {"styles.xml": f'<?xml version="1.0"?><office:document-styles {NS}><office:master-styles><style:master-page>{inner}</style:master-page></office:master-styles>'
                          "</office:document-styles>"}


def meta(inner):
    return {"meta.xml": f'<?xml version="1.0"?><office:document-meta {NS}><office:meta>{inner}</office:meta></office:document-meta>'}


def changed(value):
    first, middle, last = split(value)
    return odt('<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info>'
               f'{p(middle)}</text:deletion></text:changed-region></text:tracked-changes><text:p>{t(first)}<text:change text:change-id="c1"/>{t(last)}</text:p>')


def around(value, inner):
    first, middle, last = split(value)
    return f"<text:p>{t(first)}{inner}{t(middle)}{t(last)}</text:p>"


def cell(value, more=""):
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}">{p(str(value))}{more}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{more}{p(value)}</table:table-cell>'


def ods(*cells, before="", table="", after="", parts=None, name="Blad1"):
    rows = f"<table:table-row>{cell('Post')}{cell('Bedrag')}</table:table-row><table:table-row>{cell('huur')}{''.join(cells)}</table:table-row>"
    return document("spreadsheet", f"{before}<table:table table:name={a(name)}{table}>{rows}</table:table>{after}", parts)


def odp(inner="", page="", after="", parts=None):
    return document("presentation", f'<draw:page draw:name="p1"{page}><draw:frame><draw:text-box>{p("Welkom op de teamdag")}</draw:text-box></draw:frame>{inner}</draw:page>{after}', parts)


note = lambda v: f'<office:annotation><dc:creator>A</dc:creator>{p(v)}</office:annotation>'
FORMATS = {
    "odt": {
        "text": lambda v: odt(p(v)),
        "written": lambda v: odt("<text:p>" + "".join("<text:line-break/>" if c == "\n" else "<text:tab/>" if c == "\t" else "<text:s/>" if c == " " else t(c) for c in v) + "</text:p>"),
        "cells": lambda v: odt("<table:table><table:table-row>" + "".join(f"<table:table-cell>{p(c)}</table:table-cell>" for c in cells_of(v)) + "</table:table-row></table:table>"),
        "header": lambda v: odt(parts=styles(f"<style:header>{p(v)}</style:header>")),
        "footer": lambda v: odt(parts=styles(f"<style:footer>{p(v)}</style:footer>")),
        "footnote": lambda v: odt(p(f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p(v)}</text:note-body></text:note>")),
        "around a footnote": lambda v: odt(around(v, f"<text:note><text:note-body>{p('Zie 12.')}</text:note-body></text:note>")),
        "comment": lambda v: odt(p(note(v))),
        "around a comment": lambda v: odt(around(v, note("12"))),
        "comment's author": lambda v: odt(p(f"<office:annotation><dc:creator>{t(v)}</dc:creator></office:annotation>")),
        "deleted": lambda v: odt(f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion>{p(v)}</text:deletion></text:changed-region></text:tracked-changes>'),
        "before a deletion": changed,
        "hidden text": lambda v: odt(p(f"<text:hidden-text text:string-value={a(v)}/>")),
        "hidden paragraph": lambda v: odt(p(f'<text:hidden-paragraph text:is-hidden="true"/>{t(v)}')),
        "text box": lambda v: odt(p(f"<draw:frame><draw:text-box>{p(v)}</draw:text-box></draw:frame>")),
        "alternative text": lambda v: odt(p(f"<draw:frame><svg:desc>{t(v)}</svg:desc></draw:frame>")),
        "title of a picture": lambda v: odt(p(f"<draw:frame><svg:title>{t(v)}</svg:title></draw:frame>")),
        "link": lambda v: odt(p(f"<text:a xlink:href={a('https://x.example/' + v)}>x</text:a>")),
        "variable": lambda v: odt(f"<text:user-field-decls><text:user-field-decl office:string-value={a(v)} text:name=\"x\"/></text:user-field-decls>"),
        "form field": lambda v: odt(f"<office:forms><form:form><form:text form:value={a(v)}/></form:form></office:forms>"),
        "bookmark": lambda v: odt(p(f"<text:bookmark text:name={a(v)}/>")),
        "title": lambda v: odt(parts=meta(f"<dc:title>{t(v)}</dc:title>")),
        "author": lambda v: odt(parts=meta(f"<meta:initial-creator>{t(v)}</meta:initial-creator>")),
        "own property": lambda v: odt(parts=meta(f'<meta:user-defined meta:name="Nr">{t(v)}</meta:user-defined>')),
        "embedded object": lambda v: odt(parts={"Object 1/content.xml": f'<?xml version="1.0"?><office:document-content {NS}><office:body>{p(v)}</office:body></office:document-content>'}),
        "embedded file": lambda v: odt(parts={"Object 2": v.encode()}),
        "macro": lambda v: odt(parts={"Basic/Standard/M.xml": f'<?xml version="1.0"?><m>Rem {t(v)}</m>'}),
    },
    "ods": {
        "text": lambda v: ods(cell(v)),
        "cells": lambda v: ods(*(cell(c) for c in cells_of(v))),
        "comment": lambda v: ods(cell("x", note(v))),
        "hidden sheet": lambda v: ods(cell(v), table=' table:display="false" table:style-name="hidden"'),
        "name of a sheet": lambda v: ods(name=v),
        "formula": lambda v: ods(f'<table:table-cell table:formula={a("of:=LEN(" + chr(34) + v + chr(34) + ")")} office:value-type="float" office:value="15"/>'),
        "named expression": lambda v: ods(after=f"<table:named-expressions><table:named-expression table:name=\"n\" table:expression={a(v)}/></table:named-expressions>"),
        "validation": lambda v: ods(before=f"<table:content-validations><table:content-validation table:name=\"v\"><table:help-message>{p(v)}</table:help-message></table:content-validation></table:content-validations>"),
        "header": lambda v: ods(parts=styles(f"<style:header>{p(v)}</style:header>")),
        "text box": lambda v: ods(after=f"<table:shapes><draw:custom-shape>{p(v)}</draw:custom-shape></table:shapes>"),
        "title": lambda v: ods(parts=meta(f"<dc:title>{t(v)}</dc:title>")),
    },
    "odp": {
        "text": lambda v: odp(f"<draw:frame><draw:text-box>{p(v)}</draw:text-box></draw:frame>"),
        "notes": lambda v: odp(f"<presentation:notes><draw:frame><draw:text-box>{p(v)}</draw:text-box></draw:frame></presentation:notes>"),
        "hidden slide": lambda v: odp(f"<draw:frame><draw:text-box>{p(v)}</draw:text-box></draw:frame>", page=' draw:style-name="hidden"'),
        "comment": lambda v: odp(note(v)),
        "name of a slide": lambda v: odp(after=f"<draw:page draw:name={a(v)}/>"),
        "header": lambda v: document("presentation", f"<presentation:header-decl presentation:name=\"h\">{t(v)}</presentation:header-decl>"),
        "alternative text": lambda v: odp(f"<draw:frame><svg:desc>{t(v)}</svg:desc></draw:frame>"),
        "master": lambda v: odp(parts=styles(f"<draw:frame><draw:text-box>{p(v)}</draw:text-box></draw:frame>")),
        "title": lambda v: odp(parts=meta(f"<dc:title>{t(v)}</dc:title>")),
    },
}
LOST = {"ods": {"cell": lambda n: ods(cell(n)), "hidden sheet": lambda n: ods(cell(n), table=' table:display="false"')}}

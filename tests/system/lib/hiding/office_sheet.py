"""Excel since 2007. LOST maps the places where a number stands as a number, without its leading zero."""
from .xml import HEAD, attribute as a, relations, text as t, zipped
from .office_text import cells_of

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def cell(value, column="B", row=2, attributes=""):
    if isinstance(value, int):
        return f'<c r="{column}{row}"{attributes}><v>{value}</v></c>'
    return f'<c r="{column}{row}" t="inlineStr"{attributes}><is><t xml:space="preserve">{t(value)}</t></is></c>'


def sheet(cells="", before="", after="", row=""):
    return (f'{HEAD}<worksheet {S}>{before}<sheetData><row r="1">{cell("Post", "A", 1)}{cell("Bedrag", "B", 1)}</row>'
            f'<row r="2"{row}>{cell("huur", "A", 2)}{cells}</row></sheetData>{after}</worksheet>')


def xlsx(cells="", parts=None, before="", after="", row="", state="", names="", rels=()):
    workbook = (f'{HEAD}<workbook {S}><sheets><sheet name="Blad1" sheetId="1"{state} r:id="r0"/></sheets>'
                f"<definedNames>{names}</definedNames></workbook>")
    return zipped({
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)), "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", False), *rels),
        "xl/worksheets/sheet1.xml": sheet(cells, before, after, row), **(parts or {})})


def shared(value, referred):
    return xlsx('<c r="B2" t="s"><v>0</v></c>' if referred else "",
                {"xl/sharedStrings.xml": f'{HEAD}<sst {S}><si><r><t>{t(value[:4])}</t></r><r><t>{t(value[4:])}</t></r></si></sst>'})


FORMATS = {"xlsx": {
    "text": lambda v: xlsx(cell(v)),
    "shared string": lambda v: shared(v, True),
    "shared string of no cell": lambda v: shared(v, False),
    "cells": lambda v: xlsx("".join(cell(part, column) for part, column in zip(cells_of(v), "BCDE"))),
    "hidden row": lambda v: xlsx(cell(v), row=' hidden="1"'),
    "hidden column": lambda v: xlsx(cell(v), before='<cols><col min="2" max="2" hidden="1"/></cols>'),
    "hidden sheet": lambda v: xlsx(cell(v), state=' state="hidden"'),
    "very hidden sheet": lambda v: xlsx(cell(v), state=' state="veryHidden"'),
    "defined name": lambda v: xlsx(names=f'<definedName name="nr">"{t(v)}"</definedName>'),
    "comment of a name": lambda v: xlsx(names=f'<definedName name="nr" comment={a(v)}>1</definedName>'),
    "formula": lambda v: xlsx(f'<c r="B2"><f>LEN("{t(v)}")</f><v>15</v></c>'),
    "formula's value": lambda v: xlsx(f'<c r="B2" t="str"><f>A1</f><v>{t(v)}</v></c>'),
    "comment": lambda v: xlsx(parts={"xl/comments1.xml": f'{HEAD}<comments {S}><authors><author>A</author></authors><commentList><comment ref="B2" '
                                                       f'authorId="0"><text><r><t>{t(v)}</t></r></text></comment></commentList></comments>'}),
    "comment's author": lambda v: xlsx(parts={"xl/comments1.xml": f"{HEAD}<comments {S}><authors><author>{t(v)}</author></authors></comments>"}),
    "threaded comment": lambda v: xlsx(parts={"xl/threadedComments/threadedComment1.xml": f'{HEAD}<ThreadedComments xmlns="urn:t"><threadedComment '
                                                                                          f"ref=\"B2\"><text>{t(v)}</text></threadedComment></ThreadedComments>"}),
    "person": lambda v: xlsx(parts={"xl/persons/person.xml": f'{HEAD}<personList xmlns="urn:t"><person displayName={a(v)} id="x"/></personList>'}),
    "header": lambda v: xlsx(after=f"<headerFooter><oddHeader>&amp;L{t(v)}</oddHeader></headerFooter>"),
    "footer": lambda v: xlsx(after=f"<headerFooter><evenFooter>&amp;C{t(v)}</evenFooter></headerFooter>"),
    "validation list": lambda v: xlsx(after=f'<dataValidations><dataValidation type="list" sqref="C1"><formula1>"{t(v)},x"</formula1></dataValidation></dataValidations>'),
    "validation prompt": lambda v: xlsx(after=f"<dataValidations><dataValidation prompt={a(v)} sqref=\"C1\"/></dataValidations>"),
    "link": lambda v: xlsx(after='<hyperlinks><hyperlink ref="A1" r:id="h"/></hyperlinks>',
                           parts={"xl/worksheets/_rels/sheet1.xml.rels": relations(("hyperlink", "https://x.example/" + v, True))}),
    "tip of a link": lambda v: xlsx(after=f"<hyperlinks><hyperlink ref=\"A1\" tooltip={a(v)}/></hyperlinks>"),
    "conditional format": lambda v: xlsx(after=f'<conditionalFormatting><cfRule><formula>B2="{t(v)}"</formula></cfRule></conditionalFormatting>'),
    "text box": lambda v: xlsx(parts={"xl/drawings/drawing1.xml": f'{HEAD}<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a"><x:sp><x:txBody><a:p><a:r><a:t>{t(v)}'
                                                                "</a:t></a:r></a:p></x:txBody></x:sp></x:wsDr>"}),
    "alternative text": lambda v: xlsx(parts={"xl/drawings/drawing1.xml": f'{HEAD}<x:wsDr xmlns:x="urn:x"><x:cNvPr id="1" name="x" descr={a(v)}/></x:wsDr>'}),
    "old drawing": lambda v: xlsx(parts={"xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:v"><v:textbox><div>{t(v)}</div></v:textbox></xml>'}),
    "chart": lambda v: xlsx(parts={"xl/charts/chart1.xml": f'{HEAD}<c:chart xmlns:c="urn:c"><c:strCache><c:pt idx="0"><c:v>{t(v)}</c:v></c:pt></c:strCache></c:chart>'}),
    "pivot cache": lambda v: xlsx(parts={"xl/pivotCache/pivotCacheDefinition1.xml": f"{HEAD}<pivotCacheDefinition {S}><cacheFields><cacheField name=\"n\"><sharedItems><s v={a(v)}/>"
                                                                                    "</sharedItems></cacheField></cacheFields></pivotCacheDefinition>"}),
    "pivot records": lambda v: xlsx(parts={"xl/pivotCache/pivotCacheRecords1.xml": f"{HEAD}<pivotCacheRecords {S}><r><s v={a(v)}/></r></pivotCacheRecords>"}),
    "external link": lambda v: xlsx(parts={"xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink {S}><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>{t(v)}</v>'
                                                                                 "</cell></row></sheetData></sheetDataSet></externalLink>"}),
    "column of a table": lambda v: xlsx(parts={"xl/tables/table1.xml": f"{HEAD}<table {S}><tableColumns><tableColumn name={a(v)}/></tableColumns></table>"}),
    "connection": lambda v: xlsx(parts={"xl/connections.xml": f"{HEAD}<connections {S}><connection description={a(v)}/></connections>"}),
    "title": lambda v: xlsx(parts={"docProps/core.xml": f'{HEAD}<p xmlns:dc="urn:dc"><dc:title>{t(v)}</dc:title></p>'}),
    "custom XML": lambda v: xlsx(parts={"customXml/item1.xml": f"{HEAD}<a b={a(v)}/>"}),
    "embedded workbook": lambda v: xlsx(parts={"xl/embeddings/x.xlsx": xlsx(cell(v))}),
}}


def named_sheet(value):
    workbook = f'{HEAD}<workbook {S}><sheets><sheet name={a(value.replace("/", "."))} sheetId="1" r:id="r0"/></sheets></workbook>'
    return xlsx(parts={"xl/workbook.xml": workbook})


FORMATS["xlsx"]["name of a sheet"] = named_sheet

LOST = {"xlsx": {
    "cell": lambda n: xlsx(cell(n)),
    "with an exponent": lambda n: xlsx(f'<c r="B2"><v>{n / 10 ** (len(str(n)) - 1):.16f}E{len(str(n)) - 1}</v></c>'),
    "hidden sheet": lambda n: xlsx(cell(n), state=' state="hidden"'),
    "formula": lambda n: xlsx(f'<c r="B2"><f>A2</f><v>{n}</v></c>'),
    "chart": lambda n: xlsx(parts={"xl/charts/chart1.xml": f'{HEAD}<c:chart xmlns:c="urn:c"><c:numCache><c:pt idx="0"><c:v>{n}</c:v></c:pt></c:numCache></c:chart>'}),
    "pivot cache": lambda n: xlsx(parts={"xl/pivotCache/pivotCacheRecords1.xml": f'{HEAD}<pivotCacheRecords {S}><r><n v="{n}"/></r></pivotCacheRecords>'}),
    "external link": lambda n: xlsx(parts={"xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink {S}><cell r="A1"><v>{n}</v></cell></externalLink>'}),
}}

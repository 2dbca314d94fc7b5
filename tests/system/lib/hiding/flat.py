"""Text, HTML, CSV, calendars and contacts."""
import base64
import quopri
from html import escape as h

from .office_text import cells_of
from .xml import CLEAN


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{CLEAN}</p>{body}</body></html>".encode()


def third(value):
    cut = len(value) // 3
    return value[:cut], value[cut:]


def lines(*rows):
    return "\r\n".join(rows).encode() + b"\r\n"


def folded(line):
    return line[:30] + "\r\n " + line[30:]


def calendar(*rows):
    return lines("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *rows, "END:VEVENT", "END:VCALENDAR")


def contact(*rows, version="3.0"):
    return lines("BEGIN:VCARD", f"VERSION:{version}", "FN:Teamdag", *rows, "END:VCARD")


def escaped(value):
    return value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


FORMATS = {
    "txt": {
        "text": lambda v: (CLEAN + "\n" + v + "\n").encode(), "written": lambda v: v.encode(),
        "UTF-16": lambda v: "\ufeff".encode("utf-16-le") + v.encode("utf-16-le"), "UTF-16 BE": lambda v: b"\xfe\xff" + v.encode("utf-16-be"),
    },
    "html": {
        "text": lambda v: page(f"<p>{h(v)}</p>"), "written": lambda v: page("<p>" + h(v).replace("\n", "<br>") + "</p>"),
        "in elements": lambda v: page("<p>" + "".join(f"<b>{h(c)}</b>" for c in v) + "</p>"),
        "entities": lambda v: page("<p>" + "".join(f"&#{ord(c)};" for c in v) + "</p>"),
        "comment": lambda v: page(f"<!-- {h(v)} -->"), "alt": lambda v: page(f'<img alt="{h(v)}">'), "title": lambda v: page(f'<p title="{h(v)}">x</p>'),
        "title of the page": lambda v: page("", f"<title>{h(v)}</title>"), "meta": lambda v: page("", f'<meta name="x" content="{h(v)}">'),
        "hidden": lambda v: page(f'<div style="display: none">{h(v)}</div>'), "hidden attribute": lambda v: page(f"<p hidden>{h(v)}</p>"),
        "around hidden text": lambda v: page(f'<p>{h(third(v)[0])}<span style="display:none">00</span>{h(third(v)[1])}</p>'),
        "around tiny text": lambda v: page(f'<p>{h(third(v)[0])}<span style="font-size:0px">00</span>{h(third(v)[1])}</p>'),
        "white": lambda v: page(f'<p style="color:#fff">{h(v)}</p>'), "field": lambda v: page(f'<input value="{h(v)}">'), "hidden field": lambda v: page(f'<input type="hidden" value="{h(v)}">'),
        "placeholder": lambda v: page(f'<input placeholder="{h(v)}">'), "text area": lambda v: page(f"<textarea>{h(v)}</textarea>"), "option": lambda v: page(f"<option>{h(v)}</option>"),
        "link": lambda v: page(f'<a href="https://x.example/?q={h(v)}">x</a>'), "mail link": lambda v: page(f'<a href="mailto:a@b.example?subject={h(v)}">x</a>'),
        "data attribute": lambda v: page(f'<p data-nr="{h(v)}">x</p>'), "aria-label": lambda v: page(f'<p aria-label="{h(v)}">x</p>'), "noscript": lambda v: page(f"<noscript>{h(v)}</noscript>"),
        "template": lambda v: page(f"<template>{h(v)}</template>"), "after the end": lambda v: page("") + v.encode(), "svg": lambda v: page(f"<svg><text>{h(v)}</text></svg>"),
    },
    "svg": {"text": lambda v: f'<svg xmlns="http://www.w3.org/2000/svg"><text>{h(v)}</text></svg>'.encode(),
            "description": lambda v: f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{h(v)}</desc></svg>'.encode()},
    "xml": {"text": lambda v: f"<?xml version='1.0'?><a><b>{h(v)}</b></a>".encode(), "attribute": lambda v: f"<?xml version='1.0'?><a b='{h(v)}'/>".encode()},
    "csv": {
        "text": lambda v: f"Post;Bedrag\r\nhuur;{v}\r\n".encode(), "quoted": lambda v: f'Post,Bedrag\r\nhuur,"{v}"\r\n'.encode(), "last line": lambda v: f"Post;Bedrag\r\nhuur;100\r\n{v}".encode(),
        "cells": lambda v: ("a;b;c;d\r\n" + ";".join(cells_of(v)) + "\r\n").encode(), "first line": lambda v: f"{v}\r\nPost;Bedrag\r\n".encode(),
    },
    "ics": {
        "summary": lambda v: calendar("SUMMARY:" + escaped(v)), "folded": lambda v: calendar(folded("DESCRIPTION:Gesprek in het lokaal: " + escaped(v))), "location": lambda v: calendar("LOCATION:" + escaped(v)),
        "parameter": lambda v: calendar(f'ATTENDEE;CN="{v}":mailto:a@b.example'), "alternative": lambda v: calendar(f"X-ALT-DESC;FMTTYPE=text/html:<p>{h(v)}</p>"),
        "comment": lambda v: calendar("COMMENT:" + escaped(v)), "attached": lambda v: calendar("ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:" + base64.b64encode(v.encode()).decode()),
    },
    "vcf": {
        "note": lambda v: contact("NOTE:" + escaped(v)), "name": lambda v: contact("N:" + escaped(v) + ";;;"), "folded": lambda v: contact(folded("NOTE:Contact van de leefgroep, " + escaped(v))), "own field": lambda v: contact("X-NR:" + v),
        "quoted-printable": lambda v: contact("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quopri.encodestring(v.encode(), quotetabs=True).decode().replace("\n", "\r\n"), version="2.1"),
        "hexadecimal": lambda v: contact("NOTE;ENCODING=QUOTED-PRINTABLE:" + "".join(f"={b:02X}" for b in v.encode()), version="2.1"),
        "attached": lambda v: contact("KEY;ENCODING=b:" + base64.b64encode(v.encode()).decode()),
    },
    "json": {"text": lambda v: ('{"nr": "' + v + '"}').encode()},
}
LOST = {"csv": {"cell": lambda n: f"Post;Bedrag\r\nhuur;{n}\r\n".encode(), "quoted header": lambda n: f'"Post","Bedrag"\r\n"huur",{n}\r\n'.encode()}}

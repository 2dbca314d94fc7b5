"""No personal data in the open (design §1.7): marks are planted everywhere, and everything that came out is searched."""
import io
import pathlib
import zipfile

import pytest

from lib.clients import relay
from lib.installation import Installation
from lib.mails import RRN, mail_with
from lib.next_hop import NextHop
from lib.portal import Visitor, link_in

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
LOST = "weg@scripted.example"

# One mark for each place; no other text holds any of them.
SUBJECT, BODY, NAME, CONTENT, PROPERTY = "merkonderwerp4711", "merkbericht4712", "merknaam4713", "merkinhoud4714", "merkeigenschap4715"
DISPLAY, REPLY, LOGIN, PATH = "merkweergave4716", "merkantwoord4717", "merklogin4718", "merkpad4719"
# Nowhere but in what their reader opens, after the proof of who they are.
SEALED = (SUBJECT, BODY, NAME, CONTENT, PROPERTY, DISPLAY, RRN)


def docx():
    """A small Word document with a mark in its text and one in its properties."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
                         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                         f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>')
        archive.writestr("docProps/core.xml", f'<p:coreProperties xmlns:p="{package}/metadata/core-properties" '
                         f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{PROPERTY}</dc:title></p:coreProperties>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Rijksregisternummer: {RRN} {CONTENT}'
                         '</w:t></w:r></w:p></w:body></w:document>')
    return f"{NAME}.docx", data.getvalue()


@pytest.fixture(scope="module")
def used():
    """An installation through which marked mail went every way, with a visitor who asked it everything."""
    hop = NextHop(lambda recipient: f"550 5.1.1 {REPLY} unknown")
    sluis = Installation(overrides={
        "next_hop": {"scripted.example": {"host": "127.0.0.1", "port": hop.port, "tls": "none"}},
        "delivery": {"retry_after": ["1s"]},
    })
    try:
        text = f"Rijksregisternummer: {RRN}\n{BODY}\n"
        recipients = [GRIET, LOST, "wim.vos@jeugdhulp-agentschap.example", "lieve.dewit@huisterlinde.example"]
        sender = f'"An {DISPLAY}" <{AN}>'
        shared = relay(sluis, AN, recipients, mail_with(docx(), sender, recipients, f"Over {SUBJECT}", text))
        refused = relay(sluis, AN, [LOST], mail_with(None, sender, [LOST], f"Over {SUBJECT}", "Dag\n"))
        helpdesk = "helpdesk@jeugdhulp-agentschap.example"
        returned = relay(sluis, AN, [helpdesk], mail_with(docx(), sender, [helpdesk], f"Over {SUBJECT}", text))
        parent = "ouder@postvak.example"
        held = relay(sluis, AN, [parent], mail_with(docx(), sender, [parent], f"Over {SUBJECT}", text))
        sluis.wait_delivered(shared, refused, returned, held)
        visitor = Visitor(sluis)
        visitor.get(f"/d/{PATH}")
        visitor.get(f"/{PATH}/{PATH}?{PATH}={PATH}")
        visitor.log_in(LOGIN, LOGIN)
        # What the reader gets is theirs: not searched, but it must be there, or this test searches for nothing.
        notice = next(mail for mail in sluis.mailbox.to(GRIET) if sluis.portal_url in mail.text)
        reader = Visitor(sluis)
        page = reader.post(reader.get(link_in(notice)), "/d/.*")
        page = reader.log_in("griet", "welkom-griet")
        page = reader.get(link_in(notice)) if "/document/" not in page.text else page
        page = reader.post(page, "/d/.*") if "/document/" not in page.text else page
        opened = reader.post(page, r"/document/\d+", hoe="bewaren")
        assert CONTENT.encode() in opened.body or BODY.encode() in opened.body
        sluis.sql("checkpoint")
        yield sluis, visitor, reader
    finally:
        sluis.remove()
        hop.stop()


def marks_in(data, marks):
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogateescape")
    low = data.lower()
    forms = {mark: (mark.encode(), mark.encode("utf-16-le"), mark.replace(".", "").replace("-", "").encode()) for mark in marks}
    return [mark for mark, ways in forms.items() if any(way in low for way in ways)]


def test_logs_bear_ids_and_codes_alone(used):
    sluis = used[0]
    everywhere = (*SEALED, REPLY, LOGIN, PATH, AN, GRIET, LOST, "ouder@postvak.example")
    assert "share by" in sluis.log() and marks_in(sluis.log(), everywhere) == []
    logs = [path for path in (sluis.data / "database").rglob("*") if path.is_file() and "log" in path.relative_to(sluis.data).parts[1]]
    assert logs
    for path in logs:
        assert marks_in(path.read_bytes(), everywhere) == [], path


def test_what_sluis_wrote_and_rewrote_tells_nothing(used):
    mails = used[0].mailbox.mails()
    assert {AN, GRIET} <= {recipient for mail in mails for recipient in mail.recipients}
    for mail in mails:
        # The sender's name stays as they wrote it in a mail that is theirs.
        marks = [mark for mark in SEALED if mark != DISPLAY or mail.is_automatic]
        assert marks_in(mail.raw, marks) == [] and marks_in(mail.text, marks) == [], mail.subject


def test_no_file_of_the_data_folder_holds_content_subject_or_file_name(used):
    sluis = used[0]
    files = [path for path in sluis.data.rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue  # One that the database needed for a moment.
        assert marks_in(data, (*SEALED, LOGIN, PATH)) == [], path
        assert marks_in(str(path), SEALED) == [], path
        assert not path.name.startswith("core"), path


def test_command_lines_and_environments_tell_nothing(used):
    sluis = used[0]
    pids = sluis._processes()
    assert len(pids) >= 4
    for pid in pids:
        for name in ("cmdline", "environ"):
            try:
                data = pathlib.Path(f"/proc/{pid}/{name}").read_bytes()
            except OSError:
                continue  # It ended meanwhile: a database's worker.
            assert marks_in(data, (*SEALED, REPLY, LOGIN, PATH, AN, GRIET)) == [], (pid, name)


def test_processes_leave_no_core_file(used):
    sluis = used[0]
    for role in ("relay", "portal", "scan", "supervisor"):
        limits = pathlib.Path(f"/proc/{sluis.pid(role)}/limits").read_text()
        line = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert line.split()[4:6] == ["0", "0"], (role, line)


def test_addresses_and_headers_of_the_portal_tell_nothing(used):
    _, visitor, reader = used
    for page in visitor.seen:
        assert marks_in(page.text, (LOGIN, PATH)) == [], page.url
    for page in visitor.seen + reader.seen:
        # The reader's own download bears its name; nothing else does.
        headers = "\n".join(f"{name}: {value}" for name, value in page.headers if name.lower() != "content-disposition")
        assert marks_in(headers, (*SEALED, LOGIN, PATH, GRIET, AN)) == [], page.url
        assert "no-store" in headers and "no-referrer" in headers
    for page in reader.seen:
        assert marks_in(page.url, (*SEALED, GRIET, AN)) == []

"""The whole way of a share: mailed, opened in Chromium by a guest and by a member of a real LDAP directory, seen, withdrawn."""
import concurrent.futures
import json
import re
import ssl
import subprocess
import urllib.error
import urllib.request

import pytest

from lib.clients import password_of, submit
from lib.installation import Installation
from lib.mails import personal_document, personal_mail
from lib.paths import SOURCE
from lib.slapd import Slapd

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
JUDGE = "jan.rechter@jeugdrechtbank.example"

# Everything that opening a link, asking a code or reading would change.
TRACES = ["share", "share_recipient", "consultation", "access_code", "access_tries", "audit"]


@pytest.fixture(scope="module")
def directory():
    slapd = Slapd()
    yield slapd
    slapd.remove()


@pytest.fixture(scope="module")
def site(directory):
    installation = Installation({"directory": directory.settings()})
    yield installation
    installation.remove()


def link_in(mail, sluis, where="/d/"):
    return re.search(re.escape(sluis.portal_url) + where + r"[\w-]+", mail.text)[0]


@pytest.fixture(scope="module")
def shared(site):
    """A care plan, mailed to a judge and to a member of a facility."""
    queued = submit(site, "an", AN, [JUDGE, GRIET], personal_mail(AN, [JUDGE, GRIET]))
    site.wait_delivered(queued)
    return queued


def traces(site):
    return {table: site.sql(f"select * from {table} order by 1") for table in TRACES}


def fetch(url, method):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    request = urllib.request.Request(url, method=method, headers={"User-Agent": "LinkScanner/1.0"})
    try:
        with urllib.request.urlopen(request, timeout=30, context=context) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def test_programs_that_follow_links_change_and_consume_nothing(site, shared):
    links = [link_in(site.mailbox.to(address)[0], site) for address in (JUDGE, GRIET)]
    before = traces(site)
    asked = [(link, method) for link in links for method in ("HEAD", "GET") for _ in range(10)]
    asked += [(site.portal_url + path, "GET") for path in ("/documenten", "/toegang", "/verzonden", "/ontvangen", "/document/1")]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda one: fetch(*one), asked))
    assert all(status == 200 for status, _, _ in answers[:40])
    for status, headers, body in answers:
        assert status < 500 and headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer"
        assert personal_document()[0].encode() not in body
    assert traces(site) == before


def test_a_guest_and_a_member_read_and_the_sender_sees_it_and_withdraws(site, shared, tmp_path, capsys):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    confirmation = next(mail for mail in site.mailbox.to(AN) if shared.encode() in mail.raw)
    settings = {
        "url": site.portal_url, "mailbox": str(site.mailbox.current), "pictures": str(pictures),
        "guest": {"link": link_in(site.mailbox.to(JUDGE)[0], site), "address": JUDGE, "file": str(tmp_path / "guest.pdf")},
        "member": {"link": link_in(site.mailbox.to(GRIET)[0], site), "login": "griet", "password": password_of("griet"),
                   "file": str(tmp_path / "member.pdf")},
        "sender": {"link": link_in(confirmation, site, "/verzonden/"), "login": "an", "password": password_of("an")},
    }
    (tmp_path / "site.json").write_text(json.dumps(settings))
    done = subprocess.run(["node", SOURCE / "tests/system/recipient_way.mjs", tmp_path / "site.json"], capture_output=True,
                          text=True, timeout=500)
    assert done.returncode == 0, done.stdout + done.stderr
    saw = json.loads(done.stdout)
    name, original = personal_document()

    assert saw["guestName"] == saw["memberName"] == name
    assert (tmp_path / "guest.pdf").read_bytes() == original
    assert (tmp_path / "member.pdf").read_bytes() == original
    assert saw["sender"]["consulted"].count("Geraadpleegd op") == 2
    assert JUDGE in saw["sender"]["consulted"] and GRIET in saw["sender"]["consulted"]
    assert "Ingetrokken op" in saw["sender"]["withdrawn"]
    assert 400 <= saw["back"]["status"] < 500 and "ingetrokken" in saw["back"]["link"].lower()

    facts = site.sql("select r.address, c.reader, c.completed_at is not null as whole from consultation c"
                     " join share_recipient r on r.id = c.recipient order by 1")
    assert [(fact["address"], fact["whole"]) for fact in facts] == [(GRIET, True), (JUDGE, True)]
    events = [row["event"] for row in site.sql("select event from audit order by id")]
    assert "withdrawn" in events and "opened" in events and "login" in events
    with capsys.disabled():
        print(f"\n{saw['seen']} pages of the recipient's way: pictures in {pictures}")


def test_after_withdrawing_nothing_of_it_opens_and_the_log_names_nobody(site, shared):
    status, _, body = fetch(link_in(site.mailbox.to(GRIET)[0], site), "GET")
    assert b"ingetrokken" in body.lower() and status < 500
    log = site.log().lower()
    for text in ("griet", "jan.rechter", "claes", "handelingsplan.pdf", "welkom-"):
        assert text not in log

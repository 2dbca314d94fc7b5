"""The demo's sample mails, sent for real: each is decided as its manifest says, and nothing leaves that may not."""
import re
import types

import pytest

from lib.clients import submit
from lib.mails import demo_documents, demo_mail, manifest
from lib.paths import DEMO
from lib.sweep import outcomes
from test_pass_through import leaves

MAILS = manifest()
SUBJECTS = {"share": "veilig gedeeld", "hold": "tegengehouden", "return": "niet verstuurd"}


def address_of(mail):
    return re.search(r"<(.+)>", mail["from"])[1]


@pytest.fixture(scope="module")
def sent(sluis):
    """Every sample mail sent once, in one go: {file: its manifest entry, facts, and the mails that came of it}."""
    since = sluis.mailbox.mark()
    ids = {}
    for mail in MAILS:
        recipients = [expected["recipient"] for expected in mail["expected"]]
        ids[mail["file"]] = submit(sluis, mail["login"], address_of(mail), recipients, demo_mail(mail["file"]))
    sluis.wait_delivered(*ids.values())
    facts = outcomes(sluis, ids.values())
    arrived = sluis.mailbox.mails(since)
    return {mail["file"]: types.SimpleNamespace(
        mail=mail, id=ids[mail["file"]], facts=facts[ids[mail["file"]]],
        arrived=[one for one in arrived if came_of(one, ids[mail["file"]])]) for mail in MAILS}


def came_of(arrived, identity):
    """Sluis names the queue id in the fields that it adds."""
    header = arrived.raw.split(b"\r\n\r\n", 1)[0]
    return identity.encode() in header


def to(one, address):
    return [mail for mail in one.arrived if address in mail.recipients]


@pytest.mark.parametrize("file", [mail["file"] for mail in MAILS])
def test_each_recipient_gets_the_decision_of_the_manifest(sent, file):
    one = sent[file]
    decisions = {decision["recipient"]: decision for decision in one.facts["decisions"]}
    assert set(decisions) == {expected["recipient"] for expected in one.mail["expected"]}
    for expected in one.mail["expected"]:
        decision = decisions[expected["recipient"]]
        assert decision["outcome"] == expected["outcome"], decision["path"]
        assert decision["code_required"] == expected.get("code", False)
        assert decision["notify_generic"] == ("generic" in expected)
        if "advice" in expected:
            assert decision["advice"] == expected["advice"]
        labels = {document["label"] for document in decision["documents"] if document["outcome"] != "pass" and "label" in document}
        labels |= {decision["label"]} if "label" in decision else set()
        if "label" in expected:
            assert labels == {expected["label"]}
        assert decision["path"], "a decision without its path"


@pytest.mark.parametrize("file", [mail["file"] for mail in MAILS])
def test_each_recipient_gets_what_the_decision_means(sent, sluis, file):
    one = sent[file]
    links = []
    for expected in one.mail["expected"]:
        mails = to(one, expected["recipient"])
        if expected["outcome"] == "pass":
            assert len(mails) == 1
            assert all(data in leaves(mails[0].raw) for _, data in demo_documents(file))
        elif expected["outcome"] == "share":
            assert len(mails) == 1
            links += re.findall(re.escape(sluis.portal_url) + r"/d/[\w-]+", mails[0].text)
        else:
            assert mails == []
    wanted = sum(expected["outcome"] == "share" for expected in one.mail["expected"])
    assert len(set(links)) == wanted, "every recipient has a link of their own"


@pytest.mark.parametrize("file", [mail["file"] for mail in MAILS])
def test_the_generic_mailbox_is_told_where_the_manifest_says(sent, sluis, file):
    one = sent[file]
    wanted = {expected["generic"] for expected in one.mail["expected"] if "generic" in expected}
    told = {mailbox for mailbox in ["voorzieningenbeleid@jeugdhulp-agentschap.example"] if to(one, mailbox)}
    assert told == wanted
    for mailbox in wanted:
        notice, = to(one, mailbox)
        assert notice.is_automatic
        assert sluis.portal_url in notice.text


@pytest.mark.parametrize("file", [mail["file"] for mail in MAILS])
def test_the_sender_is_told_once_what_became_of_the_mail(sent, file):
    one = sent[file]
    told = to(one, address_of(one.mail))
    become = {expected["outcome"] for expected in one.mail["expected"]} - {"pass"}
    assert len(told) == len(become), [mail.subject for mail in told]
    for outcome in become:
        assert sum(SUBJECTS[outcome] in mail.subject for mail in told) == 1, [mail.subject for mail in told]
    for mail in told:
        assert mail.is_automatic and mail.sender == ""
        assert mail.message["In-Reply-To"] == f"<{file.removesuffix('.eml')}@{address_of(one.mail).split('@')[1]}>"


@pytest.mark.parametrize("file", [mail["file"] for mail in MAILS])
def test_nothing_of_the_documents_leaves_but_to_who_may_have_the_original(sent, file):
    one = sent[file]
    may = {expected["recipient"] for expected in one.mail["expected"] if expected["outcome"] == "pass"}
    numbers = {number.replace(".", "").replace("-", "") for source in DEMO.rglob("*") if source.suffix in (".html", ".csv", ".toml")
               for number in re.findall(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", source.read_text(encoding="utf-8"))}
    assert numbers
    for mail in one.arrived:
        if may & set(mail.recipients):
            continue
        texts = leaves(mail.raw)
        everything = b"\n".join([mail.raw, *texts])
        for name, data in demo_documents(file):
            assert data not in everything
            assert name.encode() not in everything.replace(b"\r\n ", b" ")
            assert name not in [part.get_filename() for part in mail.message.walk()]
        digits = re.sub(rb"[.\s-]", b"", everything).decode("latin-1")
        assert not any(number in digits for number in numbers)
        assert "[" not in mail.subject, "a directive to Sluis left in a subject"

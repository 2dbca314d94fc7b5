"""A sender reads why: in the mail that confirms, on the portal's page with its picture; and the administrator reads the
same of the stored message. Nobody sees it who may not see the decision (design §1.9, §6)."""
import json
import re
import xml.etree.ElementTree as xml

import pytest

from lib.clients import password_of, submit
from lib.installation import Installation
from lib.mails import personal_mail
from lib.portal import Visitor

AN, COLLEAGUE = "an.claes@huisterlinde.example", "joris"
GRIET = "griet.vanhoof@deregenboog.example"
HELPDESK = "helpdesk@jeugdhulp-agentschap.example"
SENTENCE = re.compile(r"Zonder [^\n]+ was deze mail gewoon doorgestuurd\.")


@pytest.fixture(scope="module")
def sluis():
    installation = Installation()
    yield installation
    installation.remove()


class Sent:
    """A care plan that An sends to one recipient, and what she was told."""

    def __init__(self, sluis, recipient, subject=None):
        since = sluis.mailbox.mark()
        self.queue_id = submit(sluis, "an", AN, [recipient], personal_mail(AN, [recipient], subject))
        sluis.wait_delivered(self.queue_id)
        self.told = sluis.mailbox.wait_to(AN, 1, since)[0].text
        self.page = re.search(r"https://[^/\s]+(/(?:verzonden|tegengehouden)/\S+)", self.told)[1]


def visitor_of(sluis, login):
    visitor = Visitor(sluis)
    visitor.log_in(login, password_of(login))
    return visitor


def picture_on(page):
    return re.search(r'src="(/[^"]+/schema/\d+\.svg)"', page.text)[1]


def taken_in(svg):
    root = xml.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return {group.get("data-node") for group in root if group.get("data-mark") == "taken"}


def test_the_confirmation_says_in_one_line_what_would_have_changed_it(sluis):
    sent = Sent(sluis, GRIET)
    text, _, page = sent.told.partition("<html")
    assert len(SENTENCE.findall(text)) == len(SENTENCE.findall(page)) == 1
    assert ".pdf" not in sent.told


def test_the_sender_sees_the_way_on_the_page_and_a_colleague_only_what_may_be_read(sluis):
    shared, kept = Sent(sluis, GRIET), Sent(sluis, GRIET, "Verslag [vertrouwelijk]")
    an, colleague = visitor_of(sluis, "an"), visitor_of(sluis, COLLEAGUE)
    for sent, label in ((shared, "client-bound"), (kept, "confidential")):
        page = an.get(sent.page)
        assert page.status == 200 and "Wat had dit veranderd?" in page.text
        picture = an.get(picture_on(page))
        assert picture.status == 200 and dict(picture.headers)["Content-Type"].startswith("image/svg+xml")
        assert {"q1.ja", "q2.facility", f"outcome.share.{label}"} <= taken_in(picture.body)
        assert "••" not in picture.text and "griet" not in picture.text.lower()
        # Nobody without a login, and of the confidential one no colleague.
        assert b"<svg" not in Visitor(sluis).get(picture_on(page)).body
        seen = colleague.get(picture_on(page))
        assert (seen.status == 200) == (sent is shared)
        assert ("Wat had dit veranderd?" in colleague.get(sent.page).text) == (sent is shared)


def test_a_return_says_what_had_let_it_through(sluis):
    sent = Sent(sluis, HELPDESK)
    assert "niet verstuurd" in sent.told and SENTENCE.search(sent.told)
    an = visitor_of(sluis, "an")
    page = an.get(sent.page)
    assert "Wat had dit veranderd?" in page.text
    assert "outcome.return" in taken_in(an.get(picture_on(page)).body)


def test_the_administrator_explains_a_stored_message_by_its_id(sluis):
    sent = Sent(sluis, GRIET)
    answer = sluis.sluisctl("explain", "--json", sent.queue_id)
    assert answer.returncode == 0, answer.stderr
    explained = json.loads(answer.stdout)
    assert explained["message"] == sent.queue_id and explained["from"] == AN
    decision = explained["decisions"][0]
    assert decision["outcome"] == "share" and decision["path"] and decision["would_change"]
    assert decision["would_change"][0]["sentence"] in sent.told
    drawn = sluis.sluisctl("explain", sent.queue_id, "--svg", "-")
    assert drawn.returncode == 0 and "q2.facility" in taken_in(drawn.stdout)
    assert sluis.sluisctl("explain", "bcdfghjkmnpq").returncode == 3

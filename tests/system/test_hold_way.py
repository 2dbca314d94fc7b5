"""The whole way of a hold: a parent's report waits, its sender proves who they are and releases or withdraws it by one
click, the parent opens it with a code; and everybody else changes nothing (design §5, S0.64, D10)."""
import concurrent.futures
import email
import re
import urllib.parse

import pytest

from lib.clients import password_of, relay, submit
from lib.installation import Installation
from lib.mails import personal_document, personal_mail
from lib.outcome import assert_no_original_out
from lib.portal import Visitor, link_in
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
WIM = "wim.vos@jeugdhulp-agentschap.example"
GRIET = "griet.vanhoof@deregenboog.example"
PARENT = "els.verbeke@postvak.example"
OTHER_PARENT = "omer.verbeke@postvak.example"

# Everything that following a link, proving or answering would change.
TRACES = ["stopped_mail", "stopped_recipient", "stopped_answer", "message_recipient", "access_code", "access_tries",
          "portal_session", "share", "audit"]


@pytest.fixture(scope="module")
def sluis():
    installation = Installation()
    yield installation
    installation.remove()


class Held:
    """A report to parents, as it waits."""

    def __init__(self, sluis, recipients=(PARENT,), subject=None, send=submit):
        self.sluis, self.since = sluis, sluis.mailbox.mark()
        content = personal_mail(AN, recipients, subject)
        self.queue_id = submit(sluis, "an", AN, recipients, content) if send is submit else relay(sluis, AN, recipients, content)
        sluis.wait_delivered(self.queue_id)
        self.told = sluis.mailbox.wait_to(AN, 1, self.since)[0]
        self.link = re.search(r"https://\S+/t/[A-Za-z0-9_-]+", self.told.text)[0]
        self.reference = sluis.value("select reference from stopped_mail where message = %s", (self.queue_id,))

    def states(self):
        rows = self.sluis.sql("select forward_path, state from message_recipient where message = %s", (self.queue_id,))
        return {row["forward_path"]: row["state"] for row in rows}

    def by_login(self, login="an"):
        """A visitor who followed the link and logged in: (visitor, the page after it)."""
        visitor = Visitor(self.sluis)
        page = visitor.post(visitor.get(self.link), "/t/.*")
        login_path = re.search(r'href="(/aanmelden[^"]*)"', page.text)[1]
        return visitor, visitor.log_in(login, password_of(login), visitor.get(login_path))

    def by_code(self):
        """The same for one who reads the sender's mailbox and has no login."""
        visitor, since = Visitor(self.sluis), self.sluis.mailbox.mark()
        page = visitor.post(visitor.get(self.link), "/t/.*")
        page = visitor.post(page, "/toegang/code-vragen")
        code = re.search(r"^\s+(\d{6})\s*$", self.sluis.mailbox.wait_to(AN, 1, since)[0].text, re.M)[1]
        return visitor, visitor.post(page, "/toegang/code", code=code)


def open_as_parent(sluis, notice):
    """What a parent gets who follows the notice's link and types the code."""
    visitor, since = Visitor(sluis), sluis.mailbox.mark()
    page = visitor.post(visitor.get(link_in(notice)), "/d/.*")
    page = visitor.post(page, "/toegang/code-vragen")
    code = re.search(r"^\s+(\d{6})\s*$", sluis.mailbox.wait_to(PARENT, 1, since)[0].text, re.M)[1]
    page = visitor.post(page, "/toegang/code", code=code)
    return visitor.post(page, r"/document/\d+", hoe="bewaren") if "/document/" in page.text else page


def traces(sluis):
    return {table: sluis.sql(f"select * from {table} order by 1") for table in TRACES}


@pytest.mark.parametrize("proof", ["login", "code"])
def test_a_held_report_is_released_by_one_click_and_its_reader_opens_it(sluis, proof):
    held = Held(sluis)
    assert held.states() == {PARENT: "held"}
    assert "rechtstreeks" in held.told.text and sluis.portal_url + "/hulp" in held.told.text
    visitor, page = held.by_login() if proof == "login" else held.by_code()
    assert page.status == 200 and "Wacht op uw keuze" in page.text and PARENT in page.text
    since = sluis.mailbox.mark()
    page = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="delen")
    assert "Veilig gedeeld" in page.text and "Wacht op uw keuze" not in page.text
    sluis.wait_delivered(held.queue_id)
    notice = sluis.mailbox.wait_to(PARENT, 1, since)[0]
    told = sluis.mailbox.wait_to(AN, 1, since)[0]
    assert "veilig gedeeld" in told.text and PARENT in told.text
    assert_no_original_out(sluis.mailbox.mails(held.since))
    assert open_as_parent(sluis, notice).body == personal_document()[1]
    assert held.states() == {PARENT: "delivered"}

    share = sluis.sql("select expires_at - accepted_at = interval '30 days' as whole, label, code_required, accepted_at = date_trunc('second', received_at) as same"
                      " from share s join share_recipient r on r.share = s.id join message m on m.id = s.message where message = %s",
                      (held.queue_id,))
    assert len(share) == 1 and share[0]["whole"] and share[0]["same"] and share[0]["code_required"]
    actor = "an" if proof == "login" else AN
    released = sluis.sql("select actor from audit where message = %s and event = 'released'", (held.queue_id,))
    assert [row["actor"] for row in released] == [actor]
    # Nothing of it waits any more, so the received mail is gone from the queue's store; its release can be explained.
    assert sluis.value("select facts->'releases'->0->'decisions'->0->>'rule' from message where id = %s", (held.queue_id,)) == "client.released"
    wait_until(lambda: sluis.value("select content is null from message where id = %s", (held.queue_id,)), 30, "the content is released")


def test_each_recipient_is_answered_by_itself_and_a_withdrawal_gives_nobody_anything(sluis):
    held = Held(sluis, (PARENT, OTHER_PARENT))
    visitor, page = held.by_login()
    parent, other = (sluis.value("select r.id from stopped_recipient r join stopped_mail m on m.id = r.stopped where m.message = %s"
                                 " and r.address = %s", (held.queue_id, address)) for address in (PARENT, OTHER_PARENT))
    page = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="intrekken", ontvanger=parent)
    assert "Ingetrokken op" in page.text and "Wacht op uw keuze" in page.text
    assert held.states() == {PARENT: "withdrawn", OTHER_PARENT: "held"}
    since = sluis.mailbox.mark()
    page = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="delen", ontvanger=other)
    sluis.wait_delivered(held.queue_id)
    assert held.states() == {PARENT: "withdrawn", OTHER_PARENT: "delivered"}
    assert sluis.mailbox.to(OTHER_PARENT, since) and not sluis.mailbox.to(PARENT, held.since)
    events = sluis.sql("select event, actor from audit where message = %s and event in ('withdrawn', 'released') order by id", (held.queue_id,))
    assert [(row["event"], row["actor"]) for row in events] == [("withdrawn", "an"), ("released", "an")]


def test_two_tabs_and_a_double_click_share_once(sluis):
    held = Held(sluis)
    visitor, page = held.by_login()
    since = sluis.mailbox.mark()
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda choice: visitor.post(page, "/tegengehouden/.*/antwoord", keuze=choice),
                              ["delen", "delen", "delen", "delen", "delen", "delen"]))
    assert all(one.status == 200 for one in pages)
    late = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="intrekken")
    assert "Veilig gedeeld" in late.text
    sluis.wait_delivered(held.queue_id)
    assert len(sluis.mailbox.to(PARENT, since)) == 1
    assert sluis.value("select count(*) from share where message = %s", (held.queue_id,)) == 1
    assert sluis.value("select count(*) from audit where message = %s and event = 'released'", (held.queue_id,)) == 1
    # The link of the mail still says what became of it, and offers nothing.
    landing = Visitor(sluis).get(held.link)
    assert landing.status == 200 and "Er is al gekozen" in landing.text and PARENT not in landing.text


def test_programs_that_follow_the_link_change_nothing_and_see_nobody(sluis):
    held = Held(sluis)
    before = traces(sluis)
    for _ in range(5):
        page = Visitor(sluis).get(held.link)
        assert page.status == 200 and PARENT not in page.text and "Vandamme" not in page.text
    for path in (f"/tegengehouden/{held.reference}", f"/tegengehouden/{held.reference}/antwoord"):
        assert PARENT not in Visitor(sluis).get(path).text
    assert traces(sluis) == before


def test_a_click_without_the_pages_token_or_by_somebody_else_changes_nothing(sluis):
    held = Held(sluis)
    path = f"/tegengehouden/{held.reference}/antwoord"
    visitor, page = held.by_login()
    for fields in ({"keuze": "delen"}, {"keuze": "delen", "formulier": "geraden"}):
        assert visitor._open(path, fields).status == 403
    # A colleague, by the sender's link and by the page's address; a member of another organisation; nobody at all.
    for login in ("joris", "griet"):
        stranger, seen = held.by_login(login)
        assert seen.status == 403 and PARENT not in seen.text
        token = re.search(r'name="formulier" value="([^"]+)"', stranger.get("/verzonden").text)[1]
        answer = stranger._open(path, {"keuze": "delen", "formulier": token})
        assert answer.status in (403, 404) and PARENT not in answer.text
    nobody = Visitor(sluis)
    token = re.search(r'name="formulier" value="([^"]+)"', nobody.get(held.link).text)[1]
    answer = nobody._open(path, {"keuze": "delen", "formulier": token})
    assert PARENT not in answer.text and urllib.parse.urlsplit(answer.url).path == "/aanmelden"
    # A code that was typed for one mail says nothing about another.
    guest, _ = Held(sluis).by_code()
    assert guest.get(f"/tegengehouden/{held.reference}").status == 404
    assert held.states() == {PARENT: "held"}
    assert sluis.value("select count(*) from stopped_answer a join stopped_recipient r on r.id = a.recipient join stopped_mail m"
                       " on m.id = r.stopped where m.message = %s", (held.queue_id,)) == 0


def test_a_hold_that_ended_says_so_and_takes_no_answer(sluis):
    held = Held(sluis)
    visitor, page = held.by_login()
    since = sluis.mailbox.mark()
    sluis.sql("update stopped_mail set accepted_at = accepted_at - interval '73 hours', ends_at = ends_at - interval '73 hours'"
              " where message = %s", (held.queue_id,))
    sluis.sql("update message_recipient set held_until = held_until - interval '73 hours' where message = %s", (held.queue_id,))
    wait_until(lambda: held.states() == {PARENT: "withdrawn"}, 30, "the hold ends")
    late = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="delen")
    assert "niet op tijd gekozen" in late.text
    gone = Visitor(sluis).get(held.link)
    assert gone.status == 410 and "wacht niet meer" in gone.text
    told = sluis.mailbox.wait_to(AN, 1, since)[0]
    assert "ingetrokken" in told.text
    assert sluis.value("select count(*) from share where message = %s", (held.queue_id,)) == 0
    assert not sluis.mailbox.to(PARENT, held.since)


def test_an_answer_in_time_holds_while_the_scanner_is_away(sluis):
    """Decided again means read again: without a scanner it waits, beyond the hold's own end, and nothing leaves."""
    held = Held(sluis)
    identity = sluis.value("select r.id from stopped_recipient r join stopped_mail m on m.id = r.stopped where m.message = %s", (held.queue_id,))
    socket = sluis.data / "run/scan.sock"
    aside = socket.with_name("away")
    socket.rename(aside)
    try:
        sluis.sql("insert into stopped_answer (recipient, answer, answered_by) values (%s, 'release', 'an')", (identity,))
        wait_until(lambda: sluis.value("select attempts from stopped_answer where recipient = %s", (identity,)) > 0, 30, "it is tried")
        sluis.sql("update message_recipient set held_until = clock_timestamp() where message = %s", (held.queue_id,))
        wait_until(lambda: sluis.value("select attempts from stopped_answer where recipient = %s", (identity,)) > 1, 30, "it is tried again")
        assert held.states() == {PARENT: "held"} and not sluis.mailbox.to(PARENT, held.since)
    finally:
        aside.rename(socket)
    wait_until(lambda: held.states() == {PARENT: "delivered"}, 60, "it is shared")


def give_answers(sluis, held, answers):
    """Answers as the portal writes them down, all in one moment: address → release or withdraw."""
    sluis.sql("insert into stopped_answer (recipient, answer, answered_by) select r.id, a.answer, 'an' from stopped_recipient r"
              " join stopped_mail m on m.id = r.stopped join (select unnest(%s::text[]), unnest(%s::text[])) a (address, answer)"
              " on a.address = r.address where m.message = %s", (list(answers), list(answers.values()), held.queue_id))


def test_a_release_that_fails_holds_up_no_withdrawal(sluis):
    held = Held(sluis, (PARENT, OTHER_PARENT))
    content = sluis.sql("select c.id::text, c.wrapped_key from content c join message m on m.content = c.id where m.id = %s", (held.queue_id,))[0]
    sluis.sql("update content set wrapped_key = overlay(wrapped_key placing '\\x0000'::bytea from 20) where id = %s", (content["id"],))
    give_answers(sluis, held, {PARENT: "release", OTHER_PARENT: "withdraw"})
    wait_until(lambda: held.states() == {PARENT: "held", OTHER_PARENT: "withdrawn"}, 30, lambda: str(held.states()))
    attempts = ("select max(a.attempts) from stopped_answer a join stopped_recipient r on r.id = a.recipient join stopped_mail m"
                " on m.id = r.stopped where m.message = %s and a.done_at is null")
    wait_until(lambda: (sluis.value(attempts, (held.queue_id,)) or 0) > 0, 30, "the release was tried")
    assert not sluis.mailbox.to(PARENT, held.since)
    sluis.sql("update content set wrapped_key = %s where id = %s", (bytes(content["wrapped_key"]), content["id"]))
    wait_until(lambda: held.states() == {PARENT: "delivered", OTHER_PARENT: "withdrawn"}, 60, lambda: str(held.states()))
    assert not sluis.mailbox.to(OTHER_PARENT, held.since)


@pytest.mark.parametrize("spoil", ["facts = jsonb_set(facts, '{complete}', 'false')", "facts = null", "facts = '{\"version\": 1}'"])
def test_a_hold_of_which_too_little_is_known_is_released_as_strictly_as_can_be(sluis, spoil):
    """Without all documents of the decision nobody can say which of them were held: all of it goes into the vault."""
    held = Held(sluis)
    sluis.sql(f"update message set {spoil} where id = %s", (held.queue_id,))
    give_answers(sluis, held, {PARENT: "release"})
    wait_until(lambda: held.states() == {PARENT: "delivered"}, 60, lambda: str(held.states()))
    share = sluis.sql("select s.label, d.part, d.media_type, d.label as document, r.code_required from share s join share_document d on d.share = s.id"
                      " join share_recipient r on r.share = s.id where s.message = %s", (held.queue_id,))
    assert [tuple(row.values()) for row in share] == [("confidential", "", "message/rfc822", "confidential", True)]
    assert_no_original_out(sluis.mailbox.mails(held.since))


def test_the_term_that_the_sender_gave_counts_the_hold_too(sluis):
    held = Held(sluis, subject="[dagen:1] Verslag van het gesprek")
    sluis.sql("update message set received_at = received_at - interval '30 hours' where id = %s", (held.queue_id,))
    visitor, page = held.by_login()
    since = sluis.mailbox.mark()
    page = visitor.post(page, "/tegengehouden/.*/antwoord", keuze="delen")
    assert "Niet verstuurd" in page.text
    assert held.states() == {PARENT: "returned"}
    assert "voorbij" in sluis.mailbox.wait_to(AN, 1, since)[0].text
    assert not sluis.mailbox.to(PARENT, held.since)


def test_a_personal_document_waits_until_its_reader_is_designated(sluis):
    """S0.44–S0.47: the agency's personal document, a facility's administrator, and one released hold."""
    since = sluis.mailbox.mark()
    queued = submit(sluis, "wim", WIM, [GRIET], personal_mail(WIM, [GRIET], "[persoonlijk] Stuk voor u"))
    sluis.wait_delivered(queued)
    link = re.search(r"https://\S+/t/[A-Za-z0-9_-]+", sluis.mailbox.wait_to(WIM, 1, since)[0].text)[0]
    wim = Visitor(sluis)
    page = wim.post(wim.get(link), "/t/.*")
    page = wim.log_in("wim", password_of("wim"), wim.get(re.search(r'href="(/aanmelden[^"]*)"', page.text)[1]))
    page = wim.post(page, "/tegengehouden/.*/antwoord", keuze="delen")
    assert "maar dat kan nu niet" in page.text and "aangeduid" in page.text
    state = "select state from message_recipient where message = %s"
    assert sluis.value(state, (queued,)) == "held" and not sluis.mailbox.to(GRIET, since)

    pieter = Visitor(sluis)
    lezers = pieter.log_in("pieter", password_of("pieter"), pieter.get("/beheer/lezers"))
    lezers = pieter.post(lezers, "/beheer/lezers", nummer="87.04.12-987.23", login="griet")
    assert "mag nu persoonlijke documenten lezen" in lezers.text
    page = wim.post(page, "/tegengehouden/.*/antwoord", keuze="delen")
    assert "Veilig gedeeld" in page.text
    sluis.wait_delivered(queued)
    assert sluis.value("select label from share where message = %s", (queued,)) == "personal"
    griet = Visitor(sluis)
    griet.post(griet.get(link_in(sluis.mailbox.wait_to(GRIET, 1, since)[0])), "/d/.*")
    page = griet.log_in("griet", password_of("griet"), griet.get("/aanmelden?naar=/documenten"))
    assert griet.post(page, r"/document/\d+", hoe="bewaren").body == personal_document()[1]
    # A new one needs no release, and the number that was typed lies nowhere.
    again = submit(sluis, "wim", WIM, [GRIET], personal_mail(WIM, [GRIET], "[persoonlijk] Nog een stuk"))
    sluis.wait_delivered(again)
    assert sluis.value(state, (again,)) == "delivered"
    assert "87041298723" not in str(sluis.sql("select * from designation")) + str(sluis.sql("select * from audit")) + sluis.log()


def test_the_portals_role_answers_and_reads_no_mail_that_waits(sluis):
    held = Held(sluis)
    import psycopg2
    connection = psycopg2.connect(host=str(sluis.data / "database/run"), port=5432, user="owner", dbname="sluis")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("set role portal")
        for forbidden in ("select * from message", "select * from message_recipient", "select * from content", "select * from delivery",
                          "update stopped_recipient set state = 'shared'", "update stopped_answer set done_at = now()",
                          "delete from stopped_answer", "insert into stopped_mail (reference) values ('x')",
                          "insert into explanation (body) values ('{}')"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(forbidden)
        cursor.execute("select state from stopped_recipient r join stopped_mail m on m.id = r.stopped where m.message = %s", (held.queue_id,))
        assert cursor.fetchall() == [("held",)]
    connection.close()


def test_the_mail_that_tells_it_stands_under_the_sent_one_and_names_no_subject(sluis):
    held = Held(sluis, subject="Verslag over Lotte Vandamme")
    message = email.message_from_bytes(held.told.raw)
    assert message["In-Reply-To"] and message["Auto-Submitted"]
    assert "Lotte" not in held.told.text and "handelingsplan.pdf" not in held.told.text.lower()
    link_token = held.link.rsplit("/", 1)[1]
    assert link_token not in sluis.log()
    assert all(link_token not in str(row) for table in TRACES for row in sluis.sql(f"select * from {table}"))

"""Mail that Sluis writes makes no loop and no backscatter, and strangers relay nothing (design §1.10, §3)."""
import re

import pytest

from lib.clients import relay, relay_session, transact
from lib.installation import Installation
from lib.mails import clean_mail, mail_with, personal_mail
from lib.next_hop import NextHop
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
BOUNCES = "bounce.huisterlinde.example"
POSTMASTER = "postmaster@demo.example"


@pytest.fixture(scope="module")
def gate():
    """An installation with addresses for bounces."""
    installation = Installation(overrides={"bounce_domain": BOUNCES, "delivery": {"retry_after": ["1s"]}})
    yield installation
    installation.remove()


def settled(sluis, *ids):
    """Waits until nothing of these waits, and returns what they led to: kind → how many deliveries."""
    sluis.wait_delivered(*ids)
    rows = sluis.sql("select kind, count(*) as n from delivery where message = any(%s) group by kind", (list(ids),))
    return {row["kind"]: row["n"] for row in rows}


def with_field(content, line):
    return line.encode("ascii") + b"\r\n" + content


def report_about(recipient, action):
    """A delivery report as a mail server writes it (RFC 3464)."""
    return (f"From: MAILER-DAEMON@mx.deregenboog.example\r\nTo: {recipient}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.deregenboog.example\r\n\r\n"
            f"Final-Recipient: rfc822; {GRIET}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n--b--\r\n").encode("ascii")


@pytest.fixture(scope="module")
def shared(gate):
    """A mail that was shared: (queue id, the rewritten mail, the confirmation)."""
    since = gate.mailbox.mark()
    queue_id = relay(gate, AN, [GRIET], personal_mail(AN, [GRIET]))
    assert settled(gate, queue_id) == {"rewritten": 1, "confirmation": 1}
    return queue_id, gate.mailbox.wait_to(GRIET, 1, since)[0], gate.mailbox.wait_to(AN, 1, since)[0]


def test_own_mail_goes_out_under_the_null_reverse_path(shared):
    _, rewritten, confirmation = shared
    assert confirmation.sender == "" and confirmation.is_automatic
    assert re.fullmatch(rf"b-\d+-[0-9a-f]+@{re.escape(BOUNCES)}", rewritten.sender)


def test_a_rewritten_mail_that_comes_in_again_causes_no_new_mail_of_our_own(gate, shared):
    _, rewritten, confirmation = shared
    for content in (rewritten.raw, confirmation.raw):
        kinds = settled(gate, relay(gate, AN, [GRIET], content))
        assert "confirmation" not in kinds and "report" not in kinds


def test_own_mail_that_comes_in_again_under_the_null_reverse_path_ends(gate, shared):
    kinds = settled(gate, relay(gate, "", [GRIET], shared[2].raw))
    assert kinds == {"original": 1}


@pytest.mark.parametrize("sender, line", [("", None), (AN, "Auto-Submitted: auto-replied"), (AN, "List-Id: <team.huisterlinde.example>")])
def test_automatic_mail_gets_no_confirmation(gate, sender, line):
    content = personal_mail(AN, [GRIET])
    kinds = settled(gate, relay(gate, sender, [GRIET], with_field(content, line) if line else content))
    assert kinds == {"rewritten": 1}


def test_a_mail_that_went_round_too_often_goes_back_once(gate):
    received = "".join(f"Received: from a by b{i}.example; Mon, 16 Nov 2026 10:00:00 +0100\r\n" for i in range(60)).encode("ascii")
    queue_id = relay(gate, AN, [GRIET], received + clean_mail(AN, [GRIET]))
    assert settled(gate, queue_id) == {"report": 1}
    assert gate.value("select state from message_recipient where message = %s", (queue_id,)) == "returned"
    # The same under the null reverse-path: nobody to tell, and no mail about it.
    assert settled(gate, relay(gate, "", [GRIET], received + with_field(clean_mail(AN, [GRIET]), "Auto-Submitted: auto-replied"))) == {}


def test_a_failure_that_cannot_be_told_makes_no_other_mail_go_twice(make_installation):
    hop = NextHop(lambda address: "550 5.1.1 no such mailbox" if address == GRIET else None)
    try:
        sluis = make_installation(overrides={"next_hop": {"deregenboog.example": {"host": "127.0.0.1", "port": hop.port, "tls": "none"}}})
        sluis.sql("create function refuse() returns trigger language plpgsql as $$ begin raise 'not now'; end $$")
        sluis.sql("create trigger no_report before insert on delivery for each row when (new.kind = 'report') execute function refuse()")
        others = [f"{name}@deregenboog.example" for name in ("jan", "els", "piet", "mia")]
        ids = [relay(sluis, AN, [recipient], clean_mail(AN, [recipient])) for recipient in (others[0], others[1], GRIET, others[2], others[3])]
        state = "select r.state, r.attempts from delivery_recipient r join delivery d on d.id = r.delivery where d.message = %s"
        wait_until(lambda: len(hop.taken) >= 4 and sluis.sql(state, (ids[2],))[0]["attempts"] > 0)
        sluis.wait_delivered(*ids[:2], *ids[3:])
        assert sluis.sql(state, (ids[2],)) == [{"state": "pending", "attempts": 1}]
        sluis.sql("drop trigger no_report on delivery")
        sluis.sluisctl("queue", "retry", ids[2], check=True)
        assert settled(sluis, ids[2]) == {"original": 1, "report": 1}
        assert sorted(recipients for _, recipients in hop.taken) == sorted((recipient,) for recipient in others)
    finally:
        hop.stop()


@pytest.mark.parametrize("recipient, kind", [("helpdesk@jeugdhulp-agentschap.example", "return"), ("els.verbeke@postvak.example", "hold")])
def test_word_to_a_sender_that_cannot_reach_them_goes_to_the_postmaster_once(make_installation, recipient, kind):
    """Nobody would know of it else: the mail did not leave, and its sender was not told."""
    hop = NextHop(lambda address: "550 5.1.1 no such mailbox" if address == AN else None)
    try:
        sluis = make_installation(overrides={"next_hop": {"huisterlinde.example": {"host": "127.0.0.1", "port": hop.port, "tls": "none"}}})
        queue_id = relay(sluis, AN, [recipient], personal_mail(AN, [recipient]))
        assert settled(sluis, queue_id) == {kind: 1, "report": 1}
        rows = sluis.sql("select d.kind, r.forward_path, r.state from delivery d join delivery_recipient r on r.delivery = d.id"
                         " where d.message = %s order by d.id", (queue_id,))
        assert [(row["kind"], row["forward_path"], row["state"]) for row in rows] == \
            [(kind, AN, "failed"), ("report", POSTMASTER, "delivered")]
        told = sluis.mailbox.wait_to(POSTMASTER, 1)
        assert len(told) == 1 and told[0].sender == "" and told[0].is_automatic and AN in told[0].text
        assert "Vandamme" not in told[0].raw.decode("utf-8", "replace")
        assert not sluis.mailbox.to(recipient) and not hop.taken
    finally:
        hop.stop()


def undelivered(gate, queue_id):
    return gate.value("select count(*) from share_recipient r join share s on s.id = r.share where s.message = %s"
                      " and r.undelivered_at is not null", (queue_id,))


def test_a_forged_bounce_address_is_refused(gate, shared):
    address = shared[1].sender
    digit = address.split("@")[0][-1]
    forged = address.replace(digit + "@", ("0" if digit != "0" else "1") + "@")
    for recipient in (forged, "b-1@" + BOUNCES, "postmaster@" + BOUNCES):
        with relay_session(gate) as client:
            code, _ = transact(client, "", [recipient], report_about(recipient, "failed"))
        assert code == 550


def test_an_answer_of_somebody_absent_marks_nothing(gate, shared):
    queue_id, rewritten, _ = shared
    absent = mail_with(None, GRIET, [rewritten.sender], "Afwezig", "Ik ben er niet.\n")
    for content in (with_field(absent, "Auto-Submitted: auto-replied"), report_about(rewritten.sender, "delayed")):
        assert settled(gate, relay(gate, "", [rewritten.sender], content)) == {}
    assert undelivered(gate, queue_id) == 0


def test_a_bounce_of_a_notice_tells_the_sender_once(gate, shared):
    queue_id, rewritten, _ = shared
    since = gate.mailbox.mark()
    for _ in range(2):
        bounce = relay(gate, "", [rewritten.sender], report_about(rewritten.sender, "failed"))
        gate.wait_delivered(bounce)
    assert undelivered(gate, queue_id) == 1
    told = gate.mailbox.wait_for(lambda mail: "weet nog van niets" in mail.subject, 1, since)
    assert told[0].recipients == (AN,) and told[0].sender == "" and GRIET in told[0].text
    assert len(gate.mailbox.mails(since)) == 1


def test_a_stranger_relays_nothing(make_installation):
    sluis = make_installation(overrides={"relay_client": {"office": {"networks": ["192.0.2.0/24"]}}, "bounce_domain": BOUNCES})
    with relay_session(sluis) as client:
        assert client.mail(AN)[0] in (250, 550)
        assert client.rcpt(GRIET)[0] in (503, 550)
        assert client.rcpt("b-1-00000000000000000000@" + BOUNCES)[0] in (503, 550)
        client.rset()
        code, _ = transact(client, "", [GRIET], clean_mail(AN, [GRIET]))
        assert code == 550
    assert sluis.value("select count(*) from message") == 0

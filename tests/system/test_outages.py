"""What stands beside Sluis fails: mail waits, whoever must know is told, nothing is lost (design §1.1, §1.2)."""
import os
import re
import signal
import smtplib
import subprocess

import pytest

from lib.clients import relay, relay_session, submission, transact
from lib.installation import Installation, _alive
from lib.mails import clean_mail, mail_with, personal_mail
from lib.next_hop import NextHop
from lib.outcome import Sent, assert_no_original_out, message_id, try_relay
from lib.portal import Visitor
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"


@pytest.fixture(scope="module")
def hop():
    """The next hop of De Regenboog: takes all, until a test tells it otherwise."""
    server = NextHop(lambda recipient: None)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def outage(hop):
    """One installation for all outages: each test leaves it running and whole."""
    installation = Installation(overrides={
        "delivery": {"retry_after": ["1s"]},
        "directory": {"cache": "0s"},
        "next_hop": {"scripted.example": {"host": "127.0.0.1", "port": hop.port, "tls": "none"}},
    })
    yield installation
    installation.remove()


def assert_all_goes_on(sluis, since):
    sent = Sent(AN, [GRIET])
    wait_until(lambda: sent.send(sluis), 30, "both mails are accepted")
    sluis.wait_delivered(*sent.accepted.values())
    sent.assert_delivered(sluis, sluis.mailbox.mails(since))


def reply_to(sluis, content):
    """Code of the reply to a whole transaction."""
    with relay_session(sluis) as client:
        try:
            return transact(client, AN, [GRIET], content)
        except smtplib.SMTPDataError as refused:  # To DATA itself: nothing was sent for nothing.
            return refused.smtp_code, refused.smtp_error


def test_a_dead_database_gives_4xx_and_a_dutch_page_and_then_all_goes_on(outage):
    since = outage.mailbox.mark()
    # A supervisor that sleeps does not start the database again.
    os.kill(outage.pid("supervisor"), signal.SIGSTOP)
    try:
        outage.kill("database")
        code, _ = reply_to(outage, personal_mail(AN, [GRIET]))
        assert 400 <= code <= 499
        page = Visitor(outage).get("/d/" + "a" * 43)
        assert page.status == 503
        assert "Er is een storing. Uw documenten zijn veilig" in page.text
        assert outage.mailbox.mails(since) == []
    finally:
        os.kill(outage.pid("supervisor"), signal.SIGCONT)
        wait_until(lambda: try_relay(outage, AN, [GRIET], clean_mail(AN, [GRIET])), 40, lambda: "mail is taken again\n" + outage.log(True))
    assert_all_goes_on(outage, since)


def test_a_broken_directory_file_refuses_logins_for_now_and_lets_mail_wait(outage):
    since = outage.mailbox.mark()
    file = outage.folder / "directory.ldif"
    whole = file.read_bytes()
    file.write_bytes(b"dn: dc=demo\nthis is no LDIF\n")
    try:
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            submission(outage, "an")
        assert refused.value.smtp_code == 454
        waiting = relay(outage, AN, [GRIET], personal_mail(AN, [GRIET]))
        wait_until(lambda: outage.value("select last_problem from message where id = %s", (waiting,)) == "directory-away", 30,
                   "the message waits for the directory")
        assert outage.mailbox.mails(since) == []
    finally:
        file.write_bytes(whole)
    outage.wait_delivered(waiting)
    with submission(outage, "an"):
        pass
    assert_no_original_out(outage.mailbox.mails(since))


def test_mail_that_could_not_be_prepared_for_too_long_is_given_back_from_its_envelope_alone(outage):
    since = outage.mailbox.mark()
    file = outage.folder / "directory.ldif"
    whole = file.read_bytes()
    file.write_bytes(b"dn: dc=demo\nthis is no LDIF\n")
    try:
        waiting = relay(outage, AN, [GRIET], personal_mail(AN, [GRIET]))
        wait_until(lambda: outage.value("select last_problem from message where id = %s", (waiting,)) == "directory-away", 30,
                   "the message waits for the directory")
        outage.sql("update message set received_at = received_at - interval '6 days', next_attempt = clock_timestamp() where id = %s",
                   (waiting,))
        # Nobody can say now whether the sender's address is of the organisation, so its postmaster is told.
        report = outage.mailbox.wait_to("postmaster@demo.example", 1, since)[0]
    finally:
        file.write_bytes(whole)
    assert report.sender == "" and report.message.get_content_type() == "multipart/report"
    assert "Status: 5.4.7" in report.raw.decode("ascii", "replace") and GRIET in report.text
    assert outage.value("select state from message_recipient where message = %s", (waiting,)) == "returned"
    outage.wait_delivered(waiting)
    assert [mail for mail in outage.mailbox.mails(since) if GRIET in mail.recipients] == []
    assert_no_original_out(outage.mailbox.mails(since))


def test_mail_for_a_next_hop_that_is_away_is_tried_again(outage):
    since = outage.mailbox.mark()
    outage.mailbox.stop()
    try:
        sent = Sent(AN, [GRIET])
        assert sent.send(outage)
        wait_until(lambda: outage.value("select coalesce(min(r.attempts), 0) from delivery_recipient r join delivery d on d.id = r.delivery"
                                        " where d.message = any(%s)", (list(sent.accepted.values()),)) >= 1, 30, "delivery was tried")
    finally:
        outage.mailbox.start()
    outage.wait_delivered(*sent.accepted.values())
    sent.assert_delivered(outage, outage.mailbox.mails(since))


def test_a_refused_recipient_is_reported_to_the_sender_without_content(outage, hop):
    since = outage.mailbox.mark()
    hop.answer = lambda recipient: "550 5.1.1 nobody Geheimtekst here" if recipient.startswith("weg@") else None
    subject = "Onderwerp-dat-niet-terugkomt"
    content = mail_with(None, AN, ["weg@scripted.example"], subject, "Inhoud-die-niet-terugkomt\n")
    refused = relay(outage, AN, ["weg@scripted.example"], content)
    outage.wait_delivered(refused)
    report = outage.mailbox.wait_to(AN, 1, since)[0]
    assert report.sender == ""
    assert report.message.get_content_type() == "multipart/report"
    assert report.message.get_param("report-type") == "delivery-status"
    assert report.message["In-Reply-To"] == message_id(content)
    status = next(part for part in report.message.walk() if part.get_content_type() == "message/delivery-status")
    fields = "\n".join(str(block) for block in status.get_payload())
    assert "Action: failed" in fields and "Status: 5.1.1" in fields and "weg@scripted.example" in fields
    assert subject.encode() not in report.raw and b"Inhoud-die-niet-terugkomt" not in report.raw
    assert [part.get_content_type() for part in report.message.walk() if part.get_content_type() == "message/rfc822"] == []
    assert outage.value("select state from message_recipient where message = %s", (refused,)) == "returned"


def test_a_refused_notice_tells_the_sender_that_nobody_received_it(outage, hop):
    since = outage.mailbox.mark()
    hop.answer = lambda recipient: "550 5.7.1 no"
    refused = relay(outage, AN, ["ouder@scripted.example", GRIET], personal_mail(AN, ["ouder@scripted.example", GRIET]))
    outage.wait_delivered(refused)
    told = outage.mailbox.wait_for(lambda mail: AN in mail.recipients and "weet nog van niets" in mail.subject, 1, since)[0]
    assert told.sender == "" and "ouder@scripted.example" in told.text and GRIET not in told.text
    rows = outage.sql("select r.address, r.undelivered_at is not null as undelivered from share_recipient r join share s on s.id = r.share"
                      " where s.message = %s order by r.address", (refused,))
    assert [(row["address"], row["undelivered"]) for row in rows] == [(GRIET, False), ("ouder@scripted.example", True)]
    assert_no_original_out(outage.mailbox.mails(since))


def test_without_a_scan_template_mail_waits_and_the_supervisor_starts_it_again(outage):
    since = outage.mailbox.mark()
    dead = outage.pid("scan")
    os.kill(outage.pid("supervisor"), signal.SIGSTOP)
    try:
        os.kill(dead, signal.SIGKILL)
        waiting = relay(outage, AN, [GRIET], personal_mail(AN, [GRIET]))
        # Nobody takes its call, so it waits in the scanner's queue or was deferred: in no case is it decided.
        assert outage.value("select state from message where id = %s", (waiting,)) == "received"
        assert outage.mailbox.mails(since) == []
    finally:
        os.kill(outage.pid("supervisor"), signal.SIGCONT)
    wait_until(lambda: outage.pid("scan") != dead and _alive(outage.pid("scan")), 30, "the scan template runs again")
    outage.wait_delivered(waiting, deadline=90)
    assert_no_original_out(outage.mailbox.mails(since))


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system: needs root")
def test_a_full_disk_gives_4xx_and_loses_nothing(make_installation):
    def small_disk(folder):
        (folder / "data").mkdir(mode=0o755)
        (folder / "data/content").mkdir(mode=0o755)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=72m", "sluis-test", folder / "data/content"], check=True)

    sluis = make_installation(prepare=small_disk, overrides={"delivery": {"retry_after": ["1s"]}})
    filler = sluis.data / "content/filler"
    try:
        before = Sent(AN, [GRIET])
        assert before.send(sluis)
        filler.write_bytes(b"\0" * (16 << 20))
        code, _ = reply_to(sluis, personal_mail(AN, [GRIET]))
        assert code in (451, 452)
        assert try_relay(sluis, AN, [GRIET], clean_mail(AN, [GRIET])) is None
        filler.unlink()
        sluis.wait_delivered(*before.accepted.values())
        before.assert_delivered(sluis, sluis.mailbox.mails())
        assert_all_goes_on(sluis, sluis.mailbox.mark())
    finally:
        sluis.stop()
        subprocess.run(["umount", "-l", sluis.data / "content"], check=True)


def test_a_wrong_policy_at_a_reload_leaves_the_old_one_in_force(outage):
    since = outage.mailbox.mark()
    file = outage.folder / "policy.toml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right + '\n[addresses]\n"x@y.example" = "no-such-class"\nnonsense = \n', encoding="utf-8")
    try:
        os.kill(outage.pid("supervisor"), signal.SIGHUP)
        wait_until(lambda: "not read again; version" in outage.log(this_run=True), 20, "the reload was refused")
        assert re.search(r"policy\.toml:\d+:\d+: ", outage.log(this_run=True))
        assert_all_goes_on(outage, since)
    finally:
        file.write_text(right, encoding="utf-8")
    os.kill(outage.pid("supervisor"), signal.SIGHUP)
    wait_until(lambda: "is in force" in outage.log(this_run=True), 20, "the right policy was read again")


def test_a_wrong_configuration_names_file_line_and_column_and_starts_nothing(make_installation):
    sluis = make_installation(start=False)
    file = sluis.folder / "sluis.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(lines + ['[scan]', 'deadline = "soon"', '']), encoding="utf-8")
    done = subprocess.run([sluis.folder / "bin/sluisd", "--config", file], capture_output=True, text=True, timeout=60)
    assert done.returncode == 78
    assert re.search(rf"sluis\.toml:{len(lines) + 2}:\d+: .*scan\.deadline", done.stderr), done.stderr
    assert not (sluis.data / "database").exists()

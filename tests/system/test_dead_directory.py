"""A real slapd that dies: logins are put off, mail waits, nothing leaves, and then all goes on."""
import json
import smtplib

import pytest

from lib.clients import relay, submission, submit
from lib.mails import personal_mail
from lib.outcome import assert_no_original_out
from lib.portal import Visitor
from lib.slapd import Slapd
from lib.waiting import wait_until

AN, GRIET = "an.claes@huisterlinde.example", "griet.vanhoof@deregenboog.example"


@pytest.fixture(scope="module")
def slapd():
    server = Slapd()
    yield server
    server.remove()


def test_a_dead_slapd_lets_mail_wait_and_tells_people_in_dutch_and_then_all_goes_on(make_installation, slapd):
    sluis = make_installation(overrides={"directory": {**slapd.settings(), "cache": "0s", "deadline": "2s"}})
    since = sluis.mailbox.mark()
    sluis.wait_delivered(submit(sluis, "an", AN, [GRIET], personal_mail(AN, [GRIET])))
    before = len(sluis.mailbox.mails(since))

    slapd.stop()
    with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        submission(sluis, "an")
    assert refused.value.smtp_code == 454
    page = Visitor(sluis).log_in("griet", "welkom-griet")
    assert page.status == 503 and "Er is een storing. Uw documenten zijn veilig" in page.text
    assert "over enkele minuten opnieuw" in page.text

    waiting = relay(sluis, AN, [GRIET], personal_mail(AN, [GRIET]))
    wait_until(lambda: sluis.value("select last_problem from message where id = %s", (waiting,)) == "directory-away", 40,
               "the message waits for the directory")
    assert sluis.value("select state from message where id = %s", (waiting,)) == "received"
    assert len(sluis.mailbox.mails(since)) == before
    checked = sluis.sluisctl("check", "--json")
    assert checked.returncode == 1
    assert {"failure"} == {one["verdict"] for one in json.loads(checked.stdout)["checks"] if one["check"] == "directory"}

    slapd.start()
    sluis.wait_delivered(waiting, deadline=120)
    with submission(sluis, "an"):
        pass
    assert Visitor(sluis).log_in("griet", "welkom-griet").status == 200
    assert_no_original_out(sluis.mailbox.mails(since))

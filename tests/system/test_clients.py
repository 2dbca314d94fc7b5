"""Real clients and servers on both sides: each hands in a care plan, and the recipient gets a notice and no document."""
import os
import smtplib
import subprocess

import pytest

from lib.clients import password_of, queue_id, submission, submit, transact
from lib.mails import clean_mail, personal_document, personal_mail
from lib.paths import DATA, SOURCE
from lib.postfix import Postfix
from lib.sweep import split_received
from lib.waiting import wait_until
from test_pass_through import leaves

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Postfix starts as root alone")


@pytest.fixture
def mail(tmp_path):
    """A file with a new mail that bears a care plan; as a file of Unix has it when a client makes its own line ends."""
    content = personal_mail(AN, [GRIET])
    (tmp_path / "crlf.eml").write_bytes(content)
    (tmp_path / "lf.eml").write_bytes(content.replace(b"\r\n", b"\n"))
    return tmp_path


def assert_notice(sluis, identity, since):
    """The recipient got one notice, with a link, and nothing of the document."""
    sluis.wait_delivered(identity)
    notices = [one for one in sluis.mailbox.to(GRIET, since) if identity.encode() in one.raw[:2000]]
    assert len(notices) == 1
    name, data = personal_document()
    assert sluis.portal_url + "/d/" in notices[0].text
    assert not any(data in leaf for leaf in leaves(notices[0].raw)) and name.encode() not in notices[0].raw
    assert len([one for one in sluis.mailbox.to(AN, since) if "gedeeld" in one.subject and identity.encode() in one.raw]) == 1


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_swaks_submits_over_starttls_with_each_way_to_log_in(sluis, mailbox, mail):
    for way in ("PLAIN", "LOGIN"):
        since = mailbox.mark()
        output = run("swaks", "--server", "127.0.0.1", "--port", sluis.submission_port, "--tls", "--tls-verify",
                     "--tls-ca-path", sluis.certificate, "--auth", way, "--auth-user", "an", "--auth-password", password_of("an"),
                     "--from", AN, "--to", GRIET, "--data", f"@{mail / 'lf.eml'}")
        assert_notice(sluis, queue_id(output), since)


def test_curl_submits_over_starttls(sluis, mailbox, mail):
    since = mailbox.mark()
    output = run("curl", "--silent", "--verbose", "--url", f"smtp://127.0.0.1:{sluis.submission_port}/client.example",
                 "--ssl-reqd", "--cacert", sluis.certificate, "--user", f"an:{password_of('an')}", "--mail-from", AN,
                 "--mail-rcpt", GRIET, "--upload-file", mail / "crlf.eml")
    assert_notice(sluis, queue_id(output), since)


def test_smtplib_submits_over_starttls(sluis, mailbox):
    since = mailbox.mark()
    assert_notice(sluis, submit(sluis, "an", AN, [GRIET], personal_mail(AN, [GRIET])), since)


def test_nodemailer_submits_over_starttls(sluis, mailbox, mail):
    since = mailbox.mark()
    with open(mail / "crlf.eml", "rb") as content:
        output = run("node", SOURCE / "tests/system/nodemailer_send.mjs", sluis.submission_port, sluis.certificate, "an",
                     password_of("an"), AN, GRIET, stdin=content)
    assert_notice(sluis, queue_id(output), since)


def test_a_wrong_password_and_a_foreign_reverse_path_are_refused(sluis):
    with pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
        submission(sluis, "an", "fout")
    assert refusal.value.smtp_code == 535
    with submission(sluis, "an") as client:
        code, _ = transact(client, GRIET, ["x@postvak.example"], clean_mail(GRIET, ["x@postvak.example"]))
    assert 500 <= code < 600


def test_without_tls_there_is_no_login_and_no_mail(sluis):
    with smtplib.SMTP("127.0.0.1", sluis.submission_port, timeout=30) as client:
        client.ehlo("client.example")
        assert "auth" not in client.esmtp_features and "starttls" in client.esmtp_features
        assert client.docmd("AUTH PLAIN AGFuAHg=")[0] >= 500
        assert client.mail(AN)[0] >= 500


@needs_root
def test_a_postfix_before_sluis_hands_its_mail_over(sluis, mailbox):
    since = mailbox.mark()
    upstream = Postfix(sluis.relay_port)
    try:
        with smtplib.SMTP("127.0.0.1", upstream.port, "client.example", timeout=30) as client:
            assert client.sendmail(AN, [GRIET], personal_mail(AN, [GRIET])) == {}
        notice, = mailbox.wait_to(GRIET, 1, since)
        identity, _ = split_received(notice.raw)
        assert f"queued as {identity}" in upstream.log()
        assert_notice(sluis, identity, since)
    finally:
        upstream.stop()


@needs_root
def test_a_postfix_behind_sluis_takes_mail_over_verified_tls(make_installation, tmp_path):
    tls = DATA / "tls"
    sluis = make_installation(start=False)
    downstream = Postfix(sluis.mailbox.port, {
        "smtpd_tls_security_level": "encrypt", "smtpd_tls_cert_file": tls / "server.pem", "smtpd_tls_key_file": tls / "server.key",
        "smtpd_tls_received_header": "yes"})
    try:
        ca = sluis.folder / "next-hop-ca.pem"
        ca.write_bytes((tls / "ca.pem").read_bytes())
        ca.chmod(0o644)
        hop = {"host": "127.0.0.1", "port": downstream.port, "tls": "verified", "tls_name": "mx.sluis.example", "ca_file": str(ca)}
        sluis.write_settings({"next_hop": {"*": hop}})
        sluis.start()
        content = clean_mail(AN, [GRIET])
        identity = submit(sluis, "an", AN, [GRIET], content)
        sluis.wait_delivered(identity)
        arrived, = sluis.mailbox.wait_to(GRIET)
        assert arrived.raw.endswith(content)
        assert b"using TLS" in arrived.raw[:arrived.raw.index(content)]
        assert_notice(sluis, submit(sluis, "an", AN, [GRIET], personal_mail(AN, [GRIET])), sluis.mailbox.mark())
        assert_a_wrong_name_defers(sluis, downstream)
    finally:
        downstream.stop()


def assert_a_wrong_name_defers(sluis, downstream):
    """A next hop whose certificate bears another name gets nothing; the mail waits."""
    sluis.write_settings({"next_hop": {"*": {"tls_name": "elsewhere.sluis.example"}}})
    sluis.restart()
    sessions = downstream.log().count("client=localhost") + downstream.log().count("client=unknown")
    identity = submit(sluis, "an", AN, [GRIET], clean_mail(AN, [GRIET]))
    wait_until(lambda: sluis.sql("select 1 from delivery d join delivery_recipient r on r.delivery = d.id"
                                 " where d.message = %s and r.state = 'pending' and r.attempts > 0", (identity,)),
               60, "one attempt that failed")
    assert downstream.log().count("client=localhost") + downstream.log().count("client=unknown") == sessions
    assert identity.encode() not in b"".join(mail.raw for mail in sluis.mailbox.mails())

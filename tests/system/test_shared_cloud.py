"""A mail server in a shared cloud: network and certificate let it in, a header says whose mail it is."""
import smtplib
import ssl
import subprocess

import pytest

from lib.clients import queue_id, transact
from lib.mails import clean_mail
from lib.paths import SOURCE

TLS = SOURCE / "tests/data/tls"
AN, GRIET = "an.claes@huisterlinde.example", "griet@elders.example"
TENANT, PROOF = "X-OriginatorOrg: huisterlinde.example", "een-geheim-van-huis-ter-linde"
CLEAN = clean_mail(AN, [GRIET])


def cloud(**header):
    return {"organisation": "huis-ter-linde", "networks": ["127.0.0.0/8"], "certificate_names": ["mail.example.org"],
            **header}


@pytest.fixture(scope="module")
def gate():
    from lib.installation import Installation

    def prepare(folder):
        (folder / "tls/clients.pem").write_bytes((TLS / "ca.pem").read_bytes())
        (folder / "proof").write_text(PROOF + "\n")

    installation = Installation(prepare=prepare, overrides={
        "tls": {"client_ca_file": "tls/clients.pem"},
        "relay_client": {"office": None,
                         "exchange": cloud(header="X-OriginatorOrg", header_value="huisterlinde.example"),
                         "google": cloud(header="X-Sluis-Proof", header_secret_file="proof")}})
    yield installation
    installation.remove()


def offer(gate, *fields, sender=AN, certificate="client"):
    """One mail with these fields above it, over STARTTLS with a client certificate; (code, text) of the last reply."""
    context = ssl.create_default_context(cafile=str(gate.certificate))
    context.check_hostname = False
    if certificate:
        context.load_cert_chain(TLS / f"{certificate}.pem", TLS / f"{certificate}.key")
    with smtplib.SMTP("127.0.0.1", gate.relay_port, "cloud.example", timeout=60) as client:
        client.starttls(context=context)
        client.ehlo("cloud.example")
        header = b"".join(field.encode() + b"\r\n" for field in fields)
        return transact(client, sender, [GRIET], header + CLEAN)


def test_the_tenants_field_lets_its_mail_through_untouched(gate):
    since = gate.mailbox.mark()
    code, text = offer(gate, TENANT)
    assert code == 250, text
    gate.wait_delivered(queue_id(text))
    [mail] = gate.mailbox.mails(since)
    assert mail.raw.endswith(TENANT.encode() + b"\r\n" + CLEAN)
    [row] = gate.sql("select organisation, client from message where id = %s", (queue_id(text),))
    assert row == {"organisation": "huis-ter-linde", "client": "exchange"}


def test_the_secret_field_never_leaves_and_the_explanation_says_so(gate):
    since = gate.mailbox.mark()
    code, text = offer(gate, "X-Sluis-Proof: " + PROOF)
    assert code == 250, text
    gate.wait_delivered(queue_id(text))
    [mail] = gate.mailbox.mails(since)
    assert PROOF.encode() not in mail.raw and b"X-Sluis-Proof" not in mail.raw
    assert mail.raw.endswith(CLEAN)
    shown = gate.sluisctl("queue", "show", queue_id(text), check=True).stdout
    assert "X-Sluis-Proof" in shown and PROOF not in shown + gate.log()


@pytest.mark.parametrize("fields, sender", [
    ((), AN), (("X-OriginatorOrg: elders.example",), AN), ((TENANT, TENANT), AN), ((TENANT, "X-Sluis-Proof: " + PROOF), AN),
    (("X-Sluis-Proof: " + PROOF.upper(),), AN), ((TENANT,), "an@elders.example")])
def test_what_does_not_prove_itself_is_refused_at_its_end_and_not_stored(gate, fields, sender):
    began = gate.value("select clock_timestamp()")
    before = gate.value("select count(*) from message")
    code, text = offer(gate, *fields, sender=sender)
    assert (code, text[:5]) == (550, b"5.7.1"), text
    assert gate.value("select count(*) from message") == before
    # Not all of it: what earlier mails left behind is removed meanwhile.
    assert gate.value("select count(*) from content where created_at >= %s", (began,)) == 0


def test_without_the_clouds_certificate_nobody_gets_as_far_as_the_header(gate):
    code, text = offer(gate, TENANT, certificate=None)
    assert (code, text[:5]) == (550, b"5.7.1"), text


def test_a_secret_that_is_not_there_is_told_before_the_start(gate):
    (gate.folder / "proof").rename(gate.folder / "elsewhere")
    try:
        told = gate.sluisctl("check")
        assert told.returncode == 1 and "relay_client google: header_secret_file" in told.stdout
    finally:
        (gate.folder / "elsewhere").rename(gate.folder / "proof")

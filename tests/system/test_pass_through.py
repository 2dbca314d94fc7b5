"""What passes, passes byte for byte under one Received field: real mails of many programs, and signed ones."""
import email
import email.policy
import re
import subprocess

import dkim
import pytest

from lib.clients import relay, submit
from lib.mails import clean_document, crlf, mail_with, personal_document
from lib.paths import CORPUS, DATA
from lib.sweep import arrived_by_id, in_batches, offer_all, outcomes, split_received

JORIS = "joris.maes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"


def on_the_wire(content):
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def must_be_refused(content):
    return b"\0" in content or re.search(rb"\r(?!\n)", content) is not None


def header_names(content):
    header = content.split(b"\r\n\r\n", 1)[0]
    return {line.split(b":", 1)[0].strip().lower() for line in header.split(b"\r\n") if b":" in line and line[:1] not in b" \t"}


def is_for_sluis(content):
    """Whether the header has something that Sluis may take out: a directive, a hidden recipient."""
    names = header_names(content)
    return b"bcc" in names or any(name.startswith(b"x-sluis-") for name in names)


def leaves(raw):
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for part in message.walk():
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""


def assert_nothing_left(sent, below, facts):
    """No document that was shared stands in what arrived, encoded or decoded; but another part with the same octets may
    stay: a picture of a signature that is attached as well."""
    decision = facts["decisions"][0]
    shared = {entry["part"] for entry in decision["documents"] if entry["outcome"] == "share"}
    sizes = {document["size"] for document in facts["documents"] if document["part"] in shared}
    originals = list(leaves(sent.content))
    kept = list(leaves(below))
    for payload in {payload for payload in originals if len(payload) >= 64 and len(payload) in sizes}:
        twins = [document for document in facts["documents"] if document["size"] == len(payload)]
        stay = min(originals.count(payload), sum(document["part"] not in shared for document in twins))
        assert below.count(payload) <= stay, sent.name
        assert sum(payload in leaf for leaf in kept) <= stay, sent.name


def sweep(sluis, items):
    """Sends all; returns counts by what became of them. Fails on the first that is not as it must be."""
    counts = {"passed": 0, "shared": 0, "held": 0, "returned": 0, "refused": 0}
    wrong = []
    for batch in in_batches(items, 200):
        since = sluis.mailbox.mark()
        sent = offer_all(sluis, JORIS, [GRIET], batch)
        taken = [one for one in sent if one.id]
        sluis.wait_delivered(*(one.id for one in taken), deadline=240)
        facts = outcomes(sluis, [one.id for one in taken])
        arrived = arrived_by_id(sluis.mailbox.mails(since), GRIET)
        for one in sent:
            if must_be_refused(one.content) != (500 <= one.code < 600) or one.code // 100 == 4:
                wrong.append((one.name, "reply", one.code, one.reply[:80]))
            elif not one.id:
                counts["refused"] += 1
            else:
                check_outcome(one, facts[one.id]["decisions"][0]["outcome"], arrived, facts[one.id], counts, wrong)
    assert wrong == []
    return counts


def check_outcome(one, outcome, arrived, facts, counts, wrong):
    if outcome == "pass":
        counts["passed"] += 1
        if arrived.get(one.id) != on_the_wire(one.content) and not is_for_sluis(one.content):
            wrong.append((one.name, "changed" if one.id in arrived else "not arrived"))
    elif outcome == "share":
        counts["shared"] += 1
        assert_nothing_left(one, arrived[one.id], facts)
    else:
        counts["held" if outcome == "hold" else "returned"] += 1
        if one.id in arrived:
            wrong.append((one.name, outcome + ", and arrived"))


def test_the_licensed_mails_of_other_projects_pass_unchanged(sluis, capsys):
    files = sorted(path for path in (DATA / "mails").iterdir() if path.name != "SOURCES.tsv")
    assert len(files) >= 100
    counts = sweep(sluis, [(path.name, crlf(path.read_bytes())) for path in files])
    with capsys.disabled():
        print(f"\n{len(files)} licensed mails: {counts}")
    assert sum(counts.values()) == len(files)
    assert counts["passed"] > counts["shared"] > 0 and counts["refused"] > 0


def test_the_whole_corpus_passes_unchanged(sluis, capsys):
    if CORPUS is None:
        pytest.skip("SLUIS_CORPUS is not set")
    files = sorted(path for path in (CORPUS / "mime").rglob("*") if path.is_file() and path.name != "MANIFEST.tsv")
    counts = sweep(sluis, [(str(path.relative_to(CORPUS)), crlf(path.read_bytes())) for path in files])
    with capsys.disabled():
        print(f"\n{len(files)} mails of the corpus: {counts}")
    assert sum(counts.values()) == len(files)


def passed(sluis, content, recipient=GRIET):
    """Sends, and returns what arrived below Sluis' field; it must have passed unchanged."""
    since = sluis.mailbox.mark()
    queued = relay(sluis, JORIS, [recipient], content)
    sluis.wait_delivered(queued)
    assert outcomes(sluis, [queued])[queued]["decisions"][0]["outcome"] == "pass"
    below = arrived_by_id(sluis.mailbox.mails(since), recipient)[queued]
    assert below == on_the_wire(content)
    return below


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """(private key, TXT record) for signing as DKIM does."""
    folder = tmp_path_factory.mktemp("dkim")
    run = lambda *arguments: subprocess.run(["openssl", *arguments], check=True, capture_output=True).stdout
    run("genrsa", "-out", str(folder / "key.pem"), "2048")
    public = run("rsa", "-in", str(folder / "key.pem"), "-pubout").decode().splitlines()
    return (folder / "key.pem").read_bytes(), ("v=DKIM1; k=rsa; p=" + "".join(public[1:-1])).encode()


@pytest.mark.parametrize("canonicalize", [(b"simple", b"simple"), (b"relaxed", b"relaxed")])
def test_a_dkim_signature_still_verifies(sluis, key, canonicalize):
    content = mail_with(clean_document(), JORIS, [GRIET])
    private, record = key
    signature = dkim.sign(content, b"s1", b"huisterlinde.example", private, canonicalize=canonicalize,
                          include_headers=[b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type"])
    below = passed(sluis, signature + content)
    assert dkim.verify(below, dnsfunc=lambda name, timeout=5: record)
    assert not dkim.verify(below.replace(b"In bijlage", b"In Bijlage"), dnsfunc=lambda name, timeout=5: record)


def test_a_dkim_signature_that_the_notice_breaks_does_not_leave(sluis, key):
    content = mail_with(personal_document(), JORIS, [GRIET])
    signature = dkim.sign(content, b"s1", b"huisterlinde.example", key[0])
    since = sluis.mailbox.mark()
    queued = relay(sluis, JORIS, [GRIET], signature + content)
    sluis.wait_delivered(queued)
    below = arrived_by_id(sluis.mailbox.mails(since), GRIET)[queued]
    assert b"dkim-signature" not in header_names(below)


@pytest.fixture(scope="module")
def smime(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smime")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Joris Maes",
                    "-addext", f"subjectAltName=email:{JORIS}", "-addext", "extendedKeyUsage=emailProtection",
                    "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"], check=True, capture_output=True)
    return folder


def openssl(*arguments, content):
    return subprocess.run(["openssl", "smime", *map(str, arguments)], input=content, capture_output=True, check=True).stdout


def test_an_smime_signature_still_verifies(sluis, smime):
    signed = openssl("-sign", "-signer", smime / "certificate.pem", "-inkey", smime / "key.pem", "-text", "-from", JORIS,
                     "-to", GRIET, "-subject", "Getekend", content=b"Dag\r\n\r\nTot morgen.\r\n")
    below = passed(sluis, crlf(signed))
    assert b"Tot morgen" in openssl("-verify", "-CAfile", smime / "certificate.pem", content=below)


def test_mail_that_smime_encrypts_to_the_recipient_passes_and_opens(sluis, smime):
    sealed = openssl("-encrypt", "-aes256", "-from", JORIS, "-to", GRIET, "-subject", "Versleuteld",
                     smime / "certificate.pem", content=b"Content-Type: text/plain\r\n\r\nAlleen voor jou.\r\n")
    below = passed(sluis, crlf(sealed))
    opened = openssl("-decrypt", "-recip", smime / "certificate.pem", "-inkey", smime / "key.pem", content=below)
    assert b"Alleen voor jou" in opened


@pytest.fixture(scope="module")
def gpg(tmp_path_factory):
    """Runs gpg with a key ring of its own."""
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)

    def run(*arguments, content=b""):
        command = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback"]
        return subprocess.run([*command, *map(str, arguments)], input=content, capture_output=True, check=True).stdout

    run("--quick-generate-key", JORIS, "ed25519", "sign", "1d")
    yield run
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "gpg-agent"], check=False, capture_output=True)


def test_a_pgp_signature_still_verifies(sluis, gpg, tmp_path):
    part = b"Content-Type: text/plain; charset=utf-8\r\n\r\nDag\r\n\r\nTot morgen.\r\n"
    signature = crlf(gpg("--armor", "--detach-sign", content=part))
    content = (f"From: {JORIS}\r\nTo: {GRIET}\r\nSubject: Getekend\r\nMIME-Version: 1.0\r\n".encode()
               + b'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="b0"\r\n\r\n'
               + b"--b0\r\n" + part + b"\r\n--b0\r\nContent-Type: application/pgp-signature; name=\"signature.asc\"\r\n\r\n"
               + signature + b"\r\n--b0--\r\n")
    below = passed(sluis, content)
    inner = below.split(b"--b0\r\n", 1)[1].split(b"\r\n--b0\r\n", 1)[0]
    (tmp_path / "s.asc").write_bytes(below.split(b"signature.asc\"\r\n\r\n", 1)[1].split(b"\r\n--b0--")[0])
    gpg("--verify", tmp_path / "s.asc", "-", content=inner)
    with pytest.raises(subprocess.CalledProcessError):
        gpg("--verify", tmp_path / "s.asc", "-", content=inner + b" ")


def test_one_received_field_is_added_and_names_neither_recipient_nor_login(sluis):
    content = mail_with(clean_document(), JORIS, [GRIET])
    since = sluis.mailbox.mark()
    queued = submit(sluis, "joris", JORIS, [GRIET], content)
    sluis.wait_delivered(queued)
    mail = sluis.mailbox.wait_to(GRIET, 1, since)[0]
    identity, below = split_received(mail.raw)
    field = mail.raw[:len(mail.raw) - len(below)]
    assert identity == queued and below == content
    assert b" for " not in field and b"joris" not in field.lower() and b"griet" not in field

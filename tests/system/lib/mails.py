"""Mails to send: the demo's own, and new ones around the demo's documents."""
import email.message
import email.policy
import functools
import re
import tomllib
import uuid

from .paths import DEMO

SMTP = email.policy.SMTP

# A number that is valid and nobody's: its counter is above what is given out.
RRN = "08.11.03-985.72"


def crlf(data):
    """Every line end made CRLF: a lone CR counts as none, and stays."""
    return re.sub(rb"\r?\n", b"\r\n", data)


@functools.cache
def manifest():
    """The list of config/demo/mails/MANIFEST.toml."""
    return tomllib.loads((DEMO / "mails/MANIFEST.toml").read_text(encoding="utf-8"))["mail"]


def demo_mail(name):
    """The bytes of config/demo/mails/NAME, lines ended as SMTP does."""
    return crlf((DEMO / "mails" / name).read_bytes())


@functools.cache
def demo_documents(name):
    """(file name, bytes) of each attachment of a sample mail."""
    message = email.message_from_bytes(demo_mail(name), policy=email.policy.default)
    return tuple((part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments())


def personal_document():
    """A care plan: file name and bytes of a PDF with an invented youngster's number."""
    return demo_documents("handelingsplan.eml")[0]


def clean_document():
    """An invitation without personal data: file name and bytes of a PDF."""
    return demo_documents("uitnodiging.eml")[0]


def mail_with(document, sender, recipients, subject=None, text="Dag\n\nIn bijlage.\n"):
    """A mail with one document, as bytes. The subject names no one, and no other mail has it."""
    message = email.message.EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = subject or "Stukken " + uuid.uuid4().hex[:12]
    message["Message-ID"] = f"<{uuid.uuid4().hex}@{sender.rstrip('>').split('@')[-1]}>"
    message["Date"] = "Mon, 16 Nov 2026 10:15:00 +0100"
    message.set_content(text)
    if document is not None:
        name, data = document
        kind = {"pdf": "pdf", "zip": "zip"}.get(name.rsplit(".", 1)[-1].lower(), "octet-stream")
        message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()


def personal_mail(sender, recipients, subject=None):
    """A mail with a care plan."""
    return mail_with(personal_document(), sender, recipients, subject)


def clean_mail(sender, recipients, subject=None):
    """A mail with a document that holds no personal data."""
    return mail_with(clean_document(), sender, recipients, subject)

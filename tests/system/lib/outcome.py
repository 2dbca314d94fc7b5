"""What must have become of a mail, whatever died on its way."""
import base64

from .clients import queue_id, relay_session, transact
from .mails import clean_mail, personal_document, personal_mail


def message_id(content):
    """The Message-ID of a mail, as bytes in, text out."""
    for line in content.split(b"\r\n\r\n", 1)[0].split(b"\r\n"):
        if line.lower().startswith(b"message-id:"):
            return line.split(b":", 1)[1].strip().decode("ascii")
    raise AssertionError("a mail without a Message-ID")


def try_relay(sluis, sender, recipients, content):
    """Sends as the facility's mail server. The queue id, or None when it was not answered 250."""
    try:
        with relay_session(sluis) as client:
            code, text = transact(client, sender, recipients, content)
            return queue_id(text) if code == 250 else None
    except OSError:  # smtplib's exceptions are of this kind too
        return None


def assert_no_original_out(mails, document=None):
    """No mail holds the document: not as a part, and not its encoded octets anywhere."""
    octets = (document or personal_document())[1]
    encoded = base64.b64encode(octets)
    for mail in mails:
        joined = mail.raw.replace(b"\r\n", b"")
        assert octets[:200] not in mail.raw and encoded[200:400] not in joined, "an original left in a mail"
        assert all(part.get_payload(decode=True) != octets for part in mail.message.walk()), "an original left in a mail"


class Sent:
    """A personal and a clean mail, to be sent now or later, and what must become of both."""

    def __init__(self, sender, recipients):
        self.sender, self.recipients = sender, recipients
        self.personal = personal_mail(sender, recipients)
        self.clean = clean_mail(sender, recipients)
        self.accepted = {}
        self.tries = {self.personal: 0, self.clean: 0}

    def send(self, sluis):
        """Sends what was not answered 250 yet, as a mail server does. True when all is accepted."""
        for content in (self.personal, self.clean):
            if content not in self.accepted:
                self.tries[content] += 1
                answer = try_relay(sluis, self.sender, self.recipients, content)
                if answer:
                    self.accepted[content] = answer
        return len(self.accepted) == 2

    def copies(self, mails, content, recipient):
        wanted = message_id(content)
        return [mail for mail in mails if recipient in mail.recipients and str(mail.message["Message-ID"]).strip() == wanted]

    def assert_delivered(self, sluis, mails, most=1):
        """Each recipient has each mail: at least once, at most `most` times for each time that it was sent, since one whose
        250 was never heard may have been taken. The clean one as it was, the other rewritten."""
        for recipient in self.recipients:
            clean = self.copies(mails, self.clean, recipient)
            assert 1 <= len(clean) <= most * self.tries[self.clean], f"{len(clean)} copies of the clean mail"
            for mail in clean:
                assert mail.raw.endswith(self.clean), "the clean mail was changed"
            rewritten = self.copies(mails, self.personal, recipient)
            assert 1 <= len(rewritten) <= most * self.tries[self.personal], f"{len(rewritten)} copies of the rewritten mail"
            assert all(f"{sluis.portal_url}/d/" in mail.text for mail in rewritten)
        told = [mail for mail in mails if self.sender in mail.recipients and mail.message["In-Reply-To"] == message_id(self.personal)]
        assert 1 <= len(told) <= most * self.tries[self.personal], f"{len(told)} confirmations"
        assert_no_original_out(mails)
        personal, clean = self.accepted[self.personal], self.accepted[self.clean]
        assert sluis.value("select count(*) from share where message = %s", (personal,)) == 1
        assert sluis.value("select count(*) from share where message = %s", (clean,)) == 0
        states = sluis.sql("select distinct state from message_recipient where message in (%s, %s)", (personal, clean))
        assert [row["state"] for row in states] == ["delivered"]

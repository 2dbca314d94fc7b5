"""The mail server behind Sluis: scripts/lib/mailbox.py as a process, and the mails that it kept."""
import dataclasses
import email
import email.policy
import pathlib
import subprocess
import sys

from .paths import SOURCE
from .ports import free_port
from .waiting import wait_until


@dataclasses.dataclass(frozen=True)
class Mail:
    """One mail as it arrived: envelope and bytes."""

    number: int
    sender: str       # "" is the null reverse-path
    recipients: tuple  # as in RCPT TO
    raw: bytes        # what came after DATA, dots unstuffed

    @property
    def message(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def subject(self):
        return str(self.message["Subject"] or "")

    @property
    def text(self):
        """All text parts, decoded, one after the other."""
        parts = (part for part in self.message.walk() if part.get_content_maintype() == "text")
        return "\n".join((part.get_payload(decode=True) or b"").decode("utf-8", "replace") for part in parts)

    @property
    def is_automatic(self):
        """Whether Sluis (or another program) wrote it itself."""
        return str(self.message.get("Auto-Submitted", "no")).lower() != "no"


def read_mail(path):
    raw = path.read_bytes()
    sender, recipients = "", []
    while raw.startswith(b"X-Envelope-"):
        line, raw = raw.split(b"\r\n", 1)
        name, value = line.decode("utf-8").split(": ", 1)
        if name == "X-Envelope-From":
            sender = "" if value == "<>" else value
        else:
            recipients.append(value)
    return Mail(int(path.stem), sender, tuple(recipients), raw)


class Mailbox:
    """Keeps all mail that it gets, in order. `stop()` and `start()` make it away for a while, on the same port."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self._process = None
        self._earlier = []  # A restarted program counts from 1 again, so it gets a new folder.
        self._read = {}
        self._starts = 0
        self.start()

    def start(self):
        self._starts += 1
        self.current = self.folder / f"run-{self._starts}"
        self._process = subprocess.Popen(
            [sys.executable, SOURCE / "scripts/lib/mailbox.py", str(self.port), self.current], stdout=subprocess.PIPE)
        if self._process.stdout.readline() != b"listening\n":
            raise RuntimeError("the mailbox did not start")

    def stop(self):
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(20)
        self._process.stdout.close()
        self._process = None
        self._earlier = self.mails()
        self._read = {}

    def mails(self, since=0):
        """What arrived, oldest first, from the `since`-th on."""
        for path in sorted(self.current.glob("*.eml")):
            if path.name not in self._read:
                self._read[path.name] = read_mail(path)
        return (self._earlier + [self._read[name] for name in sorted(self._read)])[since:]

    def mark(self):
        """How many there are now: a value for `since`."""
        return len(self.mails())

    def to(self, address, since=0):
        return [mail for mail in self.mails(since) if address in mail.recipients]

    def wait_for(self, predicate=lambda mail: True, count=1, since=0, deadline=40.0):
        """The first `count` mails for which `predicate(mail)` holds, when there are that many."""
        def enough():
            found = [mail for mail in self.mails(since) if predicate(mail)]
            return found if len(found) >= count else None
        def seen():
            return f"{count} mails; there are " + str([(mail.recipients, mail.subject) for mail in self.mails(since)])
        return wait_until(enough, deadline, seen)

    def wait_to(self, address, count=1, since=0, deadline=40.0):
        return self.wait_for(lambda mail: address in mail.recipients, count, since, deadline)

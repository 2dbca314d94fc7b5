"""What some server takes for the end of a mail is neither its end nor part of a mail here: no second mail comes of it."""
import ast
import socket

import pytest

from lib.clients import relay
from lib.mails import mail_with
from lib.paths import CORPUS, DATA

JORIS = "joris.maes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
PIETER = "pieter.aerts@deregenboog.example"
MARK = "gesmokkelde"


def sequences():
    """{name: octets} of every list."""
    files = [DATA / "smtp/end_of_data_smtpsmug.tsv", DATA / "smtp/end_of_data_more.tsv"]
    if CORPUS is not None:
        files.append(CORPUS / "smtp/eod_sequences_smtpsmug.tsv")
    found = {}
    for file in files:
        for line in file.read_text(encoding="ascii").splitlines():
            if line.startswith("#") or "\t" not in line:
                continue
            name, text = line.split("\t")[:2]
            found[name] = ast.literal_eval(f'b"{text}"')
    return {name: octets for name, octets in found.items() if name != "name"}


class Wire:
    """A session in octets, as no library sends them."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        self.buffer = b""
        self.reply()

    def reply(self):
        """The next whole reply, or b"" when the server has closed."""
        while True:
            lines = self.buffer.split(b"\r\n")
            for number, line in enumerate(lines[:-1]):
                if line[3:4] != b"-":
                    self.buffer = b"\r\n".join(lines[number + 1:])
                    return line
            try:
                more = self.socket.recv(4096)
            except ConnectionResetError:
                more = b""
            if not more:
                return b""
            self.buffer += more

    def ask(self, line):
        self.socket.sendall(line + b"\r\n")
        return self.reply()

    def all_replies(self):
        replies = []
        while reply := self.reply():
            replies.append(reply)
        return replies


def attack(port, octets):
    """One mail whose content holds the sequence and then the commands of a second mail. Returns every reply after 354."""
    wire = Wire(port)
    try:
        assert wire.ask(b"EHLO office.example").startswith(b"250")
        assert wire.ask(f"MAIL FROM:<{JORIS}>".encode()).startswith(b"250")
        assert wire.ask(f"RCPT TO:<{GRIET}>".encode()).startswith(b"250")
        assert wire.ask(b"DATA").startswith(b"354")
        head = f"From: {JORIS}\r\nTo: {GRIET}\r\nSubject: een\r\n\r\nbinnen".encode()
        second = (f"MAIL FROM:<{JORIS}>\r\nRCPT TO:<{PIETER}>\r\nDATA\r\n"
                  f"From: {JORIS}\r\nTo: {PIETER}\r\nSubject: {MARK}\r\n\r\n{MARK}\r\n.\r\nQUIT\r\n").encode()
        try:
            wire.socket.sendall(head + octets + second)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return wire.all_replies()
    finally:
        wire.socket.close()


@pytest.mark.parametrize("name", sequences())
def test_a_sequence_that_is_no_end_brings_no_second_mail(sluis, name):
    before = sluis.value("select count(*) from message where not own")
    replies = attack(sluis.relay_port, sequences()[name])
    # The first mail is refused; a later reply may only be the farewell or a refusal, never a second "queued".
    assert replies and replies[0].startswith(b"5"), replies
    assert not any(b"queued" in reply for reply in replies), replies
    assert sluis.value("select count(*) from message where not own") == before


def test_a_dot_that_the_client_doubled_arrives_as_one(sluis):
    content = mail_with(None, JORIS, [GRIET], text="een\n.\n..\n.MAIL FROM:<x@example.org>\n")
    since = sluis.mailbox.mark()
    relay(sluis, JORIS, [GRIET], content)
    arrived = sluis.mailbox.wait_to(GRIET, 1, since)[0]
    assert arrived.raw.endswith(b"een\r\n.\r\n..\r\n.MAIL FROM:<x@example.org>\r\n")


def test_no_smuggled_mail_ever_reached_the_mailbox(sluis):
    for octets in sequences().values():
        attack(sluis.relay_port, octets)
    # A mail after all of them has gone the whole way: what came before it would be there by now.
    last = mail_with(None, JORIS, [GRIET])
    sluis.wait_delivered(relay(sluis, JORIS, [GRIET], last))
    assert not any(MARK.encode() in mail.raw for mail in sluis.mailbox.mails())


def test_commands_after_starttls_in_one_packet_are_not_taken_as_protected(sluis):
    wire = Wire(sluis.submission_port)
    try:
        assert wire.ask(b"EHLO client.example").startswith(b"250")
        wire.socket.sendall(b"STARTTLS\r\nEHLO injected.example\r\n")
        replies = wire.all_replies()
    finally:
        wire.socket.close()
    assert replies == [] or not any(reply.startswith(b"250") for reply in replies), replies

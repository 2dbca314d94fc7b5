"""A mail server behind Sluis that answers as a test tells it."""
from aiosmtpd.controller import Controller

from .ports import free_port


class NextHop:
    """`answer(recipient)` gives the reply to RCPT TO, or None to take it; what it took is in `taken`, as (sender, recipients).

    `port`  where it listens, on loopback
    """

    def __init__(self, answer):
        self.answer = answer
        self.taken = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True)
        self._controller.start()

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = self.answer(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        return "250 2.0.0 taken"

    def stop(self):
        self._controller.stop()

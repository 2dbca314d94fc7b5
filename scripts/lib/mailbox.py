#!/usr/bin/python3
"""A mail server that keeps what it gets: one file per mail, the envelope in a few lines above it.

    mailbox.py PORT FOLDER

Stands in for the mail server behind Sluis, in the demo and in tests. Listens on loopback alone.
"""
import asyncio
import itertools
import pathlib
import signal
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Keeper:
    """Writes each mail to NNNN.eml by way of a temporary name, so that a reader never sees half of one."""

    def __init__(self, folder):
        self.folder = folder
        self.numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        name = f"{next(self.numbers):04d}.eml"
        head = [f"X-Envelope-From: {envelope.mail_from or '<>'}"]
        head += [f"X-Envelope-To: {recipient}" for recipient in envelope.rcpt_tos]
        temporary = self.folder / (name + ".part")
        temporary.write_bytes("\r\n".join(head).encode("utf-8") + b"\r\n" + envelope.original_content)
        temporary.rename(self.folder / name)
        return "250 2.0.0 kept"


def main():
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    # As many mail servers do: lines beyond the 998 octets of RFC 5321 are taken as they are.
    SMTP.line_length_limit = 1 << 20
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port, data_size_limit=1 << 30, enable_SMTPUTF8=True)
    controller.start()
    print("listening", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()

"""Sends many mails over a few sessions, and finds again what became of each."""
import concurrent.futures
import dataclasses
import itertools
import re
import smtplib
import threading

from .clients import queue_id, relay_session, transact


@dataclasses.dataclass
class Sent:
    """One mail that was offered: its name, its bytes, the reply, and the queue id when it was taken."""

    name: str
    content: bytes
    code: int
    reply: bytes
    id: str


def offer_all(sluis, sender, recipients, items, sessions=3):
    """Offers each (name, content) of `items` to the relay listener. Returns Sent in the same order."""
    local = threading.local()
    clients = []

    def offer(item):
        name, content = item
        for attempt in (1, 2):
            if getattr(local, "client", None) is None:
                local.client = relay_session(sluis)
                clients.append(local.client)
            try:
                code, reply = transact(local.client, sender, recipients, content)
                break
            except smtplib.SMTPServerDisconnected:
                # A refusal of content that hides something ends the session; the reply is lost only if this happens twice.
                local.client = None
                if attempt == 2:
                    raise
        if code == 554 or code == 421:
            local.client.close()
            local.client = None
        return Sent(name, content, code, reply, queue_id(reply) if code == 250 else "")

    with concurrent.futures.ThreadPoolExecutor(sessions) as pool:
        sent = list(pool.map(offer, items))
    for client in clients:
        client.close()
    return sent


# A line of blanks is none of ours: some mails begin with one.
_FOLDED = rb"(?:[^\r]|\r\n[ \t]+(?=[^ \t\r]))*"
_RECEIVED = re.compile(rb"Received: " + _FOLDED + rb"?\bid ([a-z0-9]+);" + _FOLDED + rb"\r\n")


def split_received(raw):
    """(the queue id, everything below the one field that Sluis added)."""
    found = _RECEIVED.match(raw)
    assert found, raw[:300]
    return found[1].decode(), raw[found.end():]


def arrived_by_id(mails, address):
    """What reached an address, by the queue id of the mail that it came from. Sluis' own mails are left out."""
    pairs = (split_received(mail.raw) for mail in mails if address in mail.recipients and mail.raw.startswith(b"Received:"))
    return dict(pairs)


def outcomes(sluis, ids):
    """{queue id: facts} of prepared messages (docs/explanations.md), each decision with its "path" and "documents"."""
    rows = sluis.sql("select id, facts from message where id = any(%s)", (list(ids),))
    return {row["id"]: written_out(row["facts"]) for row in rows}


def written_out(facts):
    """What the decisions of a message have in common stands once in its facts, named by its place: put back."""
    for decision in facts["decisions"]:
        decision["documents"] = facts["verdicts"][decision["verdict"]]
        decision["path"] = [facts["steps"][place] for place in decision["path"]]
    return facts


def in_batches(items, size):
    """Lists of at most `size` items."""
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch

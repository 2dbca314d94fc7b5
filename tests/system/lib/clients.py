"""Sends mail with Python's smtplib, as a member of staff or as a mail server."""
import re
import smtplib
import ssl


def password_of(login):
    """The demo's people: see config/demo/directory.ldif."""
    return "welkom-" + login


def queue_id(reply):
    """The ID of `queued as ID`, from a reply's text (bytes or str)."""
    text = reply.decode("ascii") if isinstance(reply, bytes) else reply
    found = re.search(r"queued as (\S+)", text)
    if not found:
        raise AssertionError("no queue id in the reply: " + text)
    return found[1]


def submission(sluis, login, password=None):
    """An open smtplib session: STARTTLS, certificate verified, logged in. The caller closes it (`with`)."""
    context = ssl.create_default_context(cafile=str(sluis.certificate))
    client = smtplib.SMTP("127.0.0.1", sluis.submission_port, "client.example", timeout=60)
    client.starttls(context=context)
    client.ehlo("client.example")
    client.login(login, password_of(login) if password is None else password)
    return client


def relay_session(sluis):
    """An open smtplib session to the relay listener, as the mail server of the demo's facility."""
    client = smtplib.SMTP("127.0.0.1", sluis.relay_port, "office.example", timeout=60)
    client.ehlo("office.example")
    return client


def transact(client, sender, recipients, content, options=("BODY=8BITMIME",)):
    """One transaction with content as bytes with CRLF. Returns (code, text) of the last reply; smtplib closes nothing."""
    code, text = client.mail(sender, list(options))
    if code != 250:
        client.rset()
        return code, text
    for recipient in recipients:
        code, text = client.rcpt(recipient)
        if code != 250:
            client.rset()
            return code, text
    return client.data(content)


def submit(sluis, login, sender, recipients, content):
    """Sends as a person. Returns the queue id."""
    with submission(sluis, login) as client:
        code, text = transact(client, sender, recipients, content)
    assert code == 250, (code, text)
    return queue_id(text)


def relay(sluis, sender, recipients, content):
    """Sends as the facility's mail server. Returns the queue id."""
    with relay_session(sluis) as client:
        code, text = transact(client, sender, recipients, content)
    assert code == 250, (code, text)
    return queue_id(text)

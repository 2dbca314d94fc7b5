"""What expired opens no more: not from the portal, not from the disk, not from a backup (design §1.8)."""
import os
import subprocess

import pytest

from lib.clients import submit
from lib.installation import Installation, _alive
from lib.mails import personal_document, personal_mail
from lib.portal import Visitor, link_in
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"

# The programs ask the database for the time, by this name. A new one under it moves the whole installation in time.
LATER = ("alter function pg_catalog.clock_timestamp() rename to real_clock_timestamp;"
         "create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile as"
         " $$ select pg_catalog.real_clock_timestamp() + interval '{days} days' $$")


def database(sluis, program, *arguments, name="sluis", input=None):
    """Runs a program of PostgreSQL on the private cluster as its owner."""
    command = [program, "-h", sluis.data / "database/run", "-p", "5432", "-U", "owner", *arguments, name]
    return subprocess.run(command, input=input, capture_output=True, check=True, timeout=120).stdout


def share(sluis, days):
    """Sends a care plan for so many days. (queue id, link)"""
    since = sluis.mailbox.mark()
    queue_id = submit(sluis, "an", AN, [GRIET], personal_mail(AN, [GRIET], f"[dagen:{days}] Plan {os.urandom(6).hex()}"))
    sluis.wait_delivered(queue_id)
    return queue_id, link_in(sluis.mailbox.wait_to(GRIET, 1, since)[0])


def read_as_griet(sluis, link):
    """What she gets who clicks the link, logs in and opens what is there: the last page."""
    visitor = Visitor(sluis)
    page = visitor.get(link)
    if page.status != 200:
        return page
    page = visitor.post(page, "/d/.*")
    page = visitor.log_in("griet", "welkom-griet")
    page = visitor.get(link) if "/document/" not in page.text else page
    if "/document/" not in page.text:
        page = visitor.post(page, "/d/.*")
    return visitor.post(page, r"/document/\d+", hoe="bewaren") if "/document/" in page.text else page


@pytest.fixture(scope="module")
def expired():
    """An installation two days after a document was shared for one, with a dump from before: (sluis, queue id, link, dump)."""
    sluis = Installation()
    try:
        queue_id, link = share(sluis, 1)
        opened = read_as_griet(sluis, link)
        assert opened.body == personal_document()[1], opened.text[:2000]
        dump = database(sluis, "pg_dump", "--no-owner")
        sluis.sql(LATER.format(days=2))
        sluis.restart()
        wait_until(lambda: sluis.value("select expired_at is not null from share where message = %s", (queue_id,)), 40, "it expired")
        yield sluis, queue_id, link, dump
    finally:
        sluis.remove()


def test_the_portal_says_that_it_expired(expired):
    sluis, _, link, _ = expired
    page = read_as_griet(sluis, link)
    assert page.status in (404, 410)
    assert "Daarna worden ze echt verwijderd" in page.text


def test_it_left_the_readers_overview_and_stays_in_the_senders(expired):
    for login, path, where in (("griet", "/ontvangen", "Er staat nu niets voor u klaar"), ("an", "/verzonden", "Verlopen op")):
        visitor = Visitor(expired[0])
        visitor.log_in(login, "welkom-" + login)
        page = visitor.get(path)
        assert page.status == 200 and where in page.text, page.text[:2000]
        assert "/document/" not in page.text


def test_key_and_content_are_gone_and_the_senders_side_stays(expired):
    sluis, queue_id, _, _ = expired
    row = sluis.sql("select key_name, label, sender from share where message = %s", (queue_id,))[0]
    assert row["key_name"] not in os.listdir(sluis.data / "keys")
    assert sluis.value("select count(*) from content where kind = 'document'") == 0
    documents = sluis.sql("select content, sealed_name, sealed_subject from share_document")
    assert documents and all(value is None for document in documents for value in document.values())
    assert row["sender"] == AN
    wait_until(lambda: not list((sluis.data / "content").rglob("*.sealed")), 20, "no sealed file is left")


def test_thirty_days_are_the_ceiling_whatever_the_sender_or_a_row_says(expired):
    sluis = expired[0]
    queue_id, _ = share(sluis, 90)
    assert sluis.value("select expires_at <= accepted_at + interval '30 days' from share where message = %s", (queue_id,))
    with pytest.raises(Exception, match="violates check constraint"):
        sluis.sql("update share set expires_at = accepted_at + interval '31 days' where message = %s", (queue_id,))


def test_a_restored_dump_opens_nothing_that_expired(expired):
    """The rows of the dump say that it can be read until tomorrow, and the clock is back where it was."""
    sluis, queue_id, link, dump = expired
    children = [sluis.pid(role) for role in ("relay", "portal", "scan")]
    sluis.kill("supervisor")  # The database goes on.
    wait_until(lambda: not any(_alive(pid) for pid in children), 30, "the children ended")
    database(sluis, "dropdb", "--force")
    database(sluis, "createdb")
    database(sluis, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", input=dump)
    sluis.start()
    live = sluis.sql("select expired_at, expires_at > now() as lives from share where message = %s", (queue_id,))
    assert [(row["expired_at"], row["lives"]) for row in live] == [(None, True)]
    page = read_as_griet(sluis, link)
    assert page.body != personal_document()[1] and b"%PDF" not in page.body
    assert page.status in (404, 410, 503) or "verwijderd" in page.text, (page.status, page.text[:3000])

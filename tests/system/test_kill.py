"""Killing any process at any point between two durable steps, then starting again, loses no accepted mail and lets no
original out (design §1.1, §1.2)."""
import threading

import pytest

from lib.installation import Installation, _alive
from lib.mails import personal_mail
from lib.outcome import Sent, assert_no_original_out, try_relay
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
PARENT = "els.verbeke@postvak.example"
KARIM = "karim.elamrani@jeugdhulp-agentschap.example"

# In the order of a message's way; gateway/pipeline/crash_point.h.
RECEIVE = ["receive.staged", "receive.before-commit", "receive.after-commit"]
PREPARE = ["prepare.claimed", "prepare.considered", "prepare.documents-sealed", "prepare.share-made", "prepare.before-commit",
           "prepare.after-commit"]
DELIVER = ["deliver.before-transfer", "deliver.after-transfer", "deliver.before-commit", "deliver.after-commit"]
RELEASE = ["release.claimed", "release.considered", "prepare.documents-sealed", "prepare.share-made", "release.before-commit",
           "release.after-commit"]
# Where another delivery may be handed over and not yet written down: only then may a mail come twice.
MAY_COME_TWICE = set(DELIVER)
QUICK = {"delivery": {"retry_after": ["1s"]}}


@pytest.fixture(scope="module")
def killed():
    """One installation for all points: each test leaves it running and whole."""
    installation = Installation(overrides=QUICK)
    yield installation
    installation.remove()


def kill_all(sluis):
    """The supervisor by SIGKILL; its children end by themselves, the database goes on."""
    children = []
    for role in ("relay", "portal", "scan"):
        try:
            children.append(sluis.pid(role))
        except LookupError:
            continue  # The portal waits for a relay that serves.
    sluis.kill("supervisor")
    wait_until(lambda: not any(_alive(pid) for pid in children), 30, "the children of a killed supervisor ended")


@pytest.mark.parametrize("point", RECEIVE + PREPARE + DELIVER)
def test_a_crash_between_durable_steps_loses_nothing_and_lets_nothing_out(killed, point):
    killed.stop()
    killed.start(environment={"SLUIS_CRASH_AT": point})
    since = killed.mailbox.mark()
    sent = Sent(AN, [GRIET, KARIM])
    sent.send(killed)  # Not always both: the relay dies.
    wait_until(lambda: "relay: ended with signal 9" in killed.log(this_run=True), 40, lambda: f"the relay crashes at {point}\n" + killed.log(True))
    kill_all(killed)
    accepted = dict(sent.accepted)
    killed.start()
    wait_until(lambda: sent.send(killed), 30, "both mails are accepted")
    assert accepted.items() <= sent.accepted.items()
    killed.wait_delivered(*sent.accepted.values())
    wait_until(lambda: killed.value("select count(*) from delivery_recipient where state = 'pending'") == 0, 30, "the queue is empty")
    sent.assert_delivered(killed, killed.mailbox.mails(since), most=8 if point in MAY_COME_TWICE else 1)


@pytest.mark.parametrize("answer", ["release", "withdraw"])
@pytest.mark.parametrize("point", RELEASE)
def test_a_crash_while_a_hold_is_answered_does_it_once(killed, point, answer):
    """A sender's click survives; what follows from it happens once, and nothing of it before."""
    if answer == "withdraw" and point not in ("release.claimed", "release.before-commit", "release.after-commit"):
        pytest.skip("nothing is shared on this way")
    killed.stop()
    killed.start()
    since = killed.mailbox.mark()
    content = personal_mail(AN, [PARENT])
    queued = try_relay(killed, AN, [PARENT], content)
    killed.wait_delivered(queued)
    assert killed.value("select state from message_recipient where message = %s", (queued,)) == "held"
    killed.stop()
    killed.start(environment={"SLUIS_CRASH_AT": point})
    killed.sql("insert into stopped_answer (recipient, answer, answered_by) select r.id, %s, 'an' from stopped_recipient r"
               " join stopped_mail m on m.id = r.stopped where m.message = %s", (answer, queued))
    wait_until(lambda: "relay: ended with signal 9" in killed.log(this_run=True), 40, lambda: f"the relay crashes at {point}\n" + killed.log(True))
    kill_all(killed)
    before = killed.mailbox.to(PARENT, since)
    assert not before or point == "release.after-commit"
    killed.start()
    ended = "delivered" if answer == "release" else "withdrawn"
    wait_until(lambda: killed.value("select state from message_recipient where message = %s", (queued,)) == ended, 40, ended)
    killed.wait_delivered(queued)
    shares = 1 if answer == "release" else 0
    assert killed.value("select count(*) from share where message = %s", (queued,)) == shares
    assert len(killed.mailbox.to(PARENT, since)) == shares
    events = killed.sql("select event from audit where message = %s and event in ('released', 'withdrawn', 'shared')", (queued,))
    assert sorted(row["event"] for row in events) == (["released", "shared"] if shares else ["withdrawn"])
    assert killed.value("select count(*) from stopped_answer where done_at is null") == 0
    assert_no_original_out(killed.mailbox.mails(since))


@pytest.mark.parametrize("role", ["relay", "scan", "portal", "database"])
def test_a_killed_process_starts_again_by_itself(killed, role):
    since = killed.mailbox.mark()
    before = killed.pid(role)
    killed.kill(role)

    def runs_again():
        try:
            now = killed.pid(role)
        except OSError:
            return False
        return now != before and _alive(now)

    wait_until(runs_again, 30, lambda: f"{role} runs again; the log:\n" + killed.log(True))
    sent = Sent(AN, [GRIET])
    wait_until(lambda: sent.send(killed), 30, "both mails are accepted")
    killed.wait_delivered(*sent.accepted.values())
    sent.assert_delivered(killed, killed.mailbox.mails(since))


def test_a_killed_supervisor_takes_its_children_along_and_its_database_is_adopted(killed):
    server = killed.pid("database")
    children = [killed.pid(role) for role in ("relay", "portal", "scan")]
    kill_all(killed)
    assert not any(_alive(pid) for pid in children)
    assert _alive(server)
    killed.start()
    assert killed.pid("database") == server


def test_kills_under_load_lose_nothing_and_let_nothing_out(killed):
    """Mail flows while one process after the other dies, the database and the supervisor too."""
    since = killed.mailbox.mark()
    batch = [Sent(AN, [GRIET, KARIM]) for _ in range(6)]
    stop = threading.Event()

    def send_all():
        while not stop.is_set():
            # Not all at once on purpose: there must be something on every leg of the way at each kill.
            if all([sent.send(killed) for sent in batch]):
                return

    sender = threading.Thread(target=send_all)
    sender.start()
    try:
        for role in ("scan", "relay", "database", "portal", "supervisor", "relay"):
            seen = killed.mailbox.mark()
            killed.kill(role)
            if role == "supervisor":
                killed.start()
            # The next one dies once mail flows again, or when all has gone.
            wait_until(lambda: not sender.is_alive() or killed.mailbox.mark() > seen, 40, lambda: "mail flows again\n" + killed.log(True))
        wait_until(lambda: not sender.is_alive(), 60, "all mails are accepted")
    finally:
        stop.set()
        sender.join()
    for sent in batch:
        killed.wait_delivered(*sent.accepted.values())
    mails = killed.mailbox.mails(since)
    for sent in batch:
        sent.assert_delivered(killed, mails, most=8)
    assert_no_original_out(mails)

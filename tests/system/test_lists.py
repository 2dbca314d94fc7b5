"""Exact match with an organisation's own lists: a client who is only named is recognised, and nothing remembers the name."""
import json
import pathlib
import subprocess

import pytest

from lib.clients import relay
from lib.installation import Installation
from lib.mails import mail_with
from lib.waiting import wait_until

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
ORGANISATION = "huis-ter-linde"

# Of one client and of one member of staff; no other text holds any of them.
SURNAME, GIVEN, BIRTH, DOSSIER, PHONE, MAIL = "Zandbroeckens", "Fientje", "03/11/2009", "LZ-2026-77123", "0470 98 76 54", "fientje@zand.example"
OUTSIDER, COLLEAGUE = "Robrecht Verlorenbosch", "Wannes Duinkerkens"
MARKS = (SURNAME, GIVEN, DOSSIER, "77123", "0470987654", "32470987654", MAIL, "Verlorenbosch", "Duinkerkens")

CLIENTS = (f"naam;voornaam;geboortedatum;dossier;gsm;e-mail\n{SURNAME};{GIVEN};{BIRTH};{DOSSIER};{PHONE};{MAIL}\n")
STAFF = "naam;voornaam;stamnummer\nDuinkerkens;Wannes;90012\nClaes;An;90013\n"


def send(sluis, text, document=None):
    """Sends a mail to another facility, and returns its decision's facts and what it led to."""
    queue_id = relay(sluis, AN, [GRIET], mail_with(document, AN, [GRIET], None, text))
    sluis.wait_delivered(queue_id)
    facts = sluis.value("select facts from message where id = %s", (queue_id,))
    facts = json.loads(facts) if isinstance(facts, str) else facts
    return queue_id, facts, [decision["outcome"] for decision in facts["decisions"]]


def detectors(facts):
    """What the lists know: detector → strength."""
    pieces = facts["subject_evidence"] + [piece for document in facts["documents"] for piece in document["evidence"]]
    return {piece["detector"]: piece["strength"] for piece in pieces if piece["detector"].startswith("list.")}


def import_list(sluis, kind, text, *more):
    return sluis.sluisctl("lists", "import", "--organisation", ORGANISATION, "--kind", kind, "--json", *more, "-", input=text)


@pytest.fixture(scope="module")
def listed():
    installation = Installation()
    try:
        # Before there is a list, a name is a name.
        assert send(installation, f"Dag Griet,\n\n{GIVEN} {SURNAME} komt om drie uur.\n")[2] == ["pass"]
        answer = import_list(installation, "clients", CLIENTS)
        assert answer.returncode == 0, answer.stderr
        imported = json.loads(answer.stdout)
        assert (imported["persons"], imported["skipped_cells"], imported["imported"]) == (1, 0, True)
        assert import_list(installation, "staff", STAFF).returncode == 0
        yield installation
    finally:
        installation.remove()


def test_a_mail_that_only_names_a_client_is_shared(listed):
    since = listed.mailbox.mark()
    queue_id, facts, outcomes = send(listed, f"Dag Griet,\n\n{GIVEN} {SURNAME} komt om drie uur.\n")
    assert outcomes == ["share"]
    assert detectors(facts)["list.client"] == "strong"
    notice = listed.mailbox.wait_to(GRIET, 1, since)[0]
    assert listed.portal_url in notice.text and SURNAME not in notice.text and GIVEN not in notice.text


@pytest.mark.parametrize("text,strength", [
    (f"{SURNAME.upper()} {GIVEN.upper()} komt langs.", "strong"),
    (f"{GIVEN} {SURNAME} (°3 november 2009) komt langs.", "certain"),
    (f"Bel {GIVEN} {SURNAME} op 0470/98.76.54.", "certain"),
    (f"{GIVEN[0]}. {SURNAME}, tel. +32 470 98 76 54", "strong"),
    (f"{GIVEN[0]}. {SURNAME} komt langs.", "weak"),
])
def test_a_client_is_recognised_in_every_way_a_name_is_written(listed, text, strength):
    assert detectors(send(listed, text + "\n")[1])["list.client"] == strength


def test_a_client_in_a_document_is_recognised(listed):
    _, facts, outcomes = send(listed, "Zie bijlage.\n", ("lijst.csv", f"kamer;naam\n4;{SURNAME} {GIVEN}\n".encode()))
    assert outcomes == ["share"] and detectors(facts)["list.client"] == "strong"


def test_a_dossier_number_alone_and_a_stranger_pass(listed):
    _, facts, outcomes = send(listed, f"Graag nieuws over {DOSSIER}.\n")
    assert outcomes == ["pass"] and detectors(facts) == {"list.client.dossier": "weak"}
    _, facts, outcomes = send(listed, f"Dag Griet,\n\n{OUTSIDER} komt om drie uur.\n")
    assert outcomes == ["pass"] and detectors(facts) == {}


def test_staff_are_a_marker_and_the_sender_in_her_own_mail_is_none(listed):
    _, facts, outcomes = send(listed, f"{COLLEAGUE} en ik komen om drie uur.\n\nVriendelijke groeten,\nAn Claes\n")
    assert outcomes == ["pass"] and detectors(facts) == {"list.staff": "weak"}
    _, facts, outcomes = send(listed, "Tot morgen.\n\nVriendelijke groeten,\nAn Claes\n")
    assert outcomes == ["pass"] and detectors(facts) == {}


def test_explain_decides_with_the_same_lists(listed, tmp_path):
    mail = tmp_path / "mail.eml"
    mail.write_bytes(mail_with(None, AN, [GRIET], None, f"{GIVEN} {SURNAME} komt.\n"))
    answer = listed.sluisctl("explain", "--json", "--from", AN, "--to", GRIET, "-", input=mail.read_text(encoding="utf-8"))
    assert answer.returncode == 0, answer.stderr
    explained = json.loads(answer.stdout)
    assert explained["lists_looked_at"] is True
    assert explained["decisions"][0]["outcome"] == "share" and detectors(explained)["list.client"] == "strong"
    assert SURNAME not in answer.stdout


def test_a_mistake_in_a_file_leaves_the_list_as_it_was(listed):
    before = listed.value("select id from person_list where kind = 'clients'")
    answer = import_list(listed, "clients", CLIENTS + "te;weinig\n")
    assert answer.returncode == 65
    problem = json.loads(answer.stdout)["problems"][0]
    assert (problem["line"], problem["column"]) == (3, 3) and SURNAME not in answer.stdout + answer.stderr
    assert import_list(listed, "clients", CLIENTS, "--dry-run").returncode == 0
    assert listed.value("select id from person_list where kind = 'clients'") == before
    unknown = listed.sluisctl("lists", "import", "--organisation", "bestaat-niet", "--kind", "clients", "-", input=CLIENTS)
    assert unknown.returncode == 3


def test_nothing_that_was_written_names_a_listed_person(listed):
    send(listed, f"Dag Griet,\n\n{GIVEN} {SURNAME} ({DOSSIER}), {PHONE}, {MAIL}. {COLLEAGUE} en {OUTSIDER}.\n")
    listed.sql("checkpoint")
    dumped = subprocess.run(["pg_dump", "-h", listed.data / "database/run", "-p", "5432", "-U", "owner", "--inserts", "sluis"],
                            capture_output=True, check=True, timeout=120).stdout
    assert b"person_list_hash" in dumped
    rows = listed.sql("select encode(hash, 'hex') as hash from person_list_hash")
    assert len(rows) > 8 and all(len(row["hash"]) == 32 for row in rows)
    places = {"log": listed.log().encode(), "dump": dumped}
    for path in listed.data.rglob("*"):
        try:
            if path.is_file():
                places[str(path)] = path.read_bytes()
        except FileNotFoundError:
            continue  # One that the database needed for a moment.
    for mail in listed.mailbox.mails():
        if mail.is_automatic or listed.portal_url in mail.text:
            places[f"mail {mail.subject}"] = mail.raw + mail.text.encode()
    assert len(places) > 100
    for place, data in places.items():
        low = data.lower()
        for mark in MARKS:
            assert mark.lower().encode() not in low, (place, mark)


def test_show_and_remove(listed):
    shown = json.loads(listed.sluisctl("lists", "show", "--json").stdout)["lists"]
    assert [(one["kind"], one["persons"], one["stale"]) for one in shown] == [("clients", 1, False), ("staff", 2, False)]
    assert listed.sluisctl("lists", "remove", "--organisation", ORGANISATION, "--kind", "staff").returncode == 64
    assert listed.sluisctl("lists", "remove", "--organisation", ORGANISATION, "--kind", "staff", "--yes").returncode == 0
    assert listed.sluisctl("lists", "remove", "--organisation", ORGANISATION, "--kind", "staff", "--yes").returncode == 3
    events = [row["event"] for row in listed.sql("select event from audit where event like 'list-%%' order by id")]
    assert events[-1] == "list-removed" and events.count("list-imported") == 2
    assert detectors(send(listed, f"{COLLEAGUE} komt.\n")[1]) == {}


def test_a_list_that_grew_old_is_told(listed):
    listed.sql("update person_list set imported_at = imported_at - interval '41 days' where kind = 'clients'")
    checked = json.loads(listed.sluisctl("check", "--json").stdout)["checks"]
    told = [one for one in checked if one["check"] == "list"]
    assert [(one["about"], one["verdict"]) for one in told] == [(f"{ORGANISATION} clients", "warning")]
    assert "lists import" in told[0]["advice"]


def test_without_the_list_key_mail_waits_and_nothing_passes(listed):
    """A list that was imported under a key that is gone would recognise nobody, silently."""
    key = pathlib.Path(listed.data / "keys/list-clients")
    kept = key.read_bytes()
    key.write_bytes(bytes(32))
    try:
        queue_id = relay(listed, AN, [GRIET], mail_with(None, AN, [GRIET], None, f"{GIVEN} {SURNAME} komt.\n"))
        problem = "select last_problem from message where id = %s"
        wait_until(lambda: listed.value(problem, (queue_id,)) == "storage", 60.0)
    finally:
        key.write_bytes(kept)
    listed.sluisctl("queue", "retry", "--all")
    listed.wait_delivered(queue_id)
    facts = listed.value("select facts from message where id = %s", (queue_id,))
    assert "list.client" in (facts if isinstance(facts, str) else json.dumps(facts))

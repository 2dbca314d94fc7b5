"""A new policy against the decisions that real mails got: replay from stored facts, the content gone."""
import json

import pytest

from lib.clients import relay
from lib.installation import Installation
from lib.mails import RRN, clean_mail, mail_with, personal_mail

AN = "an.claes@huisterlinde.example"
LIEVE = "lieve.dewit@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
WIM = "wim.vos@jeugdhulp-agentschap.example"
ELS = "els.verbeke@postvak.example"
DIRECTOR = "pieter.aerts@deregenboog.example"

CHANGES = """
[class.facility]
personal = "hold"

[type.groeipakket]
label = "client-bound"
"""


@pytest.fixture(scope="module")
def decided():
    """An installation with five decided mails; their ids by what they are."""
    installation = Installation()
    growth = ("groeipakket.txt", f"Groeipakket van Lotte, rijksregisternummer {RRN}\n".encode())
    mails = {
        "plan": (AN, [GRIET, ELS], personal_mail(AN, [GRIET, ELS], subject="[dossier:2024-00123] Plan")),
        "clean": (AN, [GRIET], clean_mail(AN, [GRIET])),
        "growth": (LIEVE, [WIM], mail_with(growth, LIEVE, [WIM])),
        "confidential": (AN, [DIRECTOR], personal_mail(AN, [DIRECTOR], subject="[vertrouwelijk] [dagen:4] Nota")),
        "reasoned": (AN, [GRIET], mail_with(None, AN, [GRIET], subject="[geen-pg: roman] RE: Leesclub")),
    }
    ids = {name: relay(installation, sender, recipients, content) for name, (sender, recipients, content) in mails.items()}
    installation.wait_delivered(*[queue_id for queue_id in ids.values()])
    yield installation, ids
    installation.remove()


def replay(installation, text, *arguments):
    policy = installation.folder / "policy.toml"
    fresh = installation.folder / "new.toml"
    fresh.write_text(policy.read_text(encoding="utf-8") + text, encoding="utf-8")
    ran = installation.sluisctl("policy", "replay", fresh, "--json", *arguments)
    assert ran.returncode in (0, 1), ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def test_the_policy_in_force_takes_every_decision_again_as_it_was(decided):
    installation, _ = decided
    status, answer = replay(installation, "# the same\n")
    assert status == 0
    assert answer["mails"] == 5 and answer["decisions"] == 6
    assert answer["differing"] == 0
    assert answer["unexplained"] == 0 and answer["by_earlier_policy"] == 0
    assert answer["not_taken"] == {} and answer["unseen"] == []


def test_a_policy_that_differs_changes_what_it_names_and_says_why(decided):
    installation, ids = decided
    before = installation.sql("select id, state, facts::text from message order by id")
    status, answer = replay(installation, CHANGES, "--days", "1")
    assert status == 1
    differences = {(one["id"], one["recipient"]): one for one in answer["differences"]}
    assert set(differences) == {(ids["plan"], 1), (ids["growth"], 1), (ids["confidential"], 1)}
    plan = differences[ids["plan"], 1]
    assert plan["class"] == "facility"
    assert plan["change"] == "share client-bound → hold client-bound"
    assert (plan["rule_before"], plan["rule_after"]) == ("facility.client-bound", "facility.hold")
    assert "wacht op de afzender" in plan["because"]
    assert differences[ids["confidential"], 1]["change"].startswith("share confidential → hold confidential")
    assert differences[ids["growth"], 1]["change"] == "share confidential → share client-bound"
    assert answer["kinds"]["share client-bound → hold client-bound"] == 1
    assert answer["unexplained"] == 0
    assert installation.sql("select id, state, facts::text from message order by id") == before


def test_the_answer_for_people_names_no_one_and_no_content(decided):
    installation, ids = decided
    fresh = installation.folder / "new.toml"
    fresh.write_text((installation.folder / "policy.toml").read_text(encoding="utf-8") + CHANGES
                     + '[type.groeiplan]\nwords = ["plan"]\n', encoding="utf-8")
    ran = installation.sluisctl("policy", "replay", fresh)
    assert ran.returncode == 1, ran.stderr
    assert "3 decisions in 3 mails" in ran.stdout
    assert ids["plan"] in ran.stdout
    assert "type.groeiplan.words" in ran.stdout and "Not seen" in ran.stdout
    for secret in (GRIET, AN, RRN, "Leesclub", "Handelingsplan.pdf", "2024-00123"):
        assert secret not in ran.stdout


def test_the_policy_tests_beside_the_policy_hold_on_the_running_scan(decided):
    installation, _ = decided
    ran = installation.sluisctl("policy", "test", "--json")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    answer = json.loads(ran.stdout)
    assert answer["passed"] >= 80 and answer["failed"] == 0


def test_a_wrong_new_policy_is_refused_with_its_place(decided):
    installation, _ = decided
    fresh = installation.folder / "wrong.toml"
    fresh.write_text("max_days = 31\n", encoding="utf-8")
    ran = installation.sluisctl("policy", "replay", fresh)
    assert ran.returncode == 78
    assert "wrong.toml:1:12" in ran.stderr

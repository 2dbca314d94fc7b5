"""The policy's layers through the whole program: observing, groups of senders, rules, lists, links and contacts by topic."""
import email
import email.policy

import pytest

from lib.clients import relay
from lib.installation import Installation
from lib.mails import RRN, clean_mail, mail_with, personal_document, personal_mail
from lib.sweep import arrived_by_id, outcomes, split_received

JORIS = "joris.maes@huisterlinde.example"
AN = "an.claes@huisterlinde.example"
LIEVE = "lieve.dewit@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"
WIM = "wim.vos@jeugdhulp-agentschap.example"
LIST = "netwerk@huisterlinde.example"

LAYERS = """
[group.proef]
members = { addresses = ["joris.maes@huisterlinde.example"] }
mode = "observe"

[group.directie]
members = { directory_groups = ["Directie"] }

[topic.groeipakket]
name = "groeipakket"
contact = "Team Groeipakket, groeipakket@agentschap.example"
words = ["groeipakket"]

[[rule]]
name = "groeipakket-door-directie"
when = { class = ["agency"], type = ["groeipakket"], not_group = ["directie"] }
then = "return"
text = "Dit verstuurt alleen de directie."
"""

GROUPS = """
dn: cn=netwerk,o=huis-ter-linde,dc=demo,dc=example
objectClass: groupOfNames
objectClass: sluisList
cn: Netwerk
mail: netwerk@huisterlinde.example
rfc822MailMember: griet.vanhoof@deregenboog.example
rfc822MailMember: mama@thuismail.example
"""


def with_layers(folder):
    policy = folder / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + LAYERS, encoding="utf-8")
    directory = folder / "directory.ldif"
    text = directory.read_text(encoding="utf-8")
    lieve = next(line for record in text.split("\n\n") if LIEVE in record for line in record.splitlines() if line.startswith("dn:"))
    group = "\ndn: cn=directie,o=huis-ter-linde,dc=demo,dc=example\nobjectClass: groupOfNames\ncn: Directie\nmember:" + lieve[3:] + "\n"
    directory.write_text(text.rstrip("\n") + "\n" + GROUPS + group, encoding="utf-8")


@pytest.fixture(scope="module")
def layered():
    installation = Installation(prepare=with_layers)
    yield installation
    installation.remove()


def sent(sluis, sender, recipients, content):
    """(facts, mails that came out) of one mail."""
    since = sluis.mailbox.mark()
    queue_id = relay(sluis, sender, recipients, content)
    sluis.wait_delivered(queue_id)
    return queue_id, outcomes(sluis, [queue_id])[queue_id], sluis.mailbox.mails(since)


def test_an_observed_mail_passes_byte_for_byte_and_nobody_is_told(layered):
    content = personal_mail(JORIS, [GRIET], subject="[vertrouwelijk] [dossier:2024-00123] Plan")
    content = content.replace(b"\r\n\r\n", b"\r\nX-Sluis-Dagen: 3\r\nBcc: iemand@elders.example\r\n\r\n", 1)
    queue_id, facts, mails = sent(layered, JORIS, [GRIET], content)
    assert arrived_by_id(mails, GRIET)[queue_id] == content
    assert len(mails) == 1
    assert facts["decisions"][0]["outcome"] == "pass"
    assert facts["decisions"][0]["rule"] == "observed"
    assert facts["policy"].endswith("+proef")
    audit = layered.sql("select event, detail from audit where message = %s", (queue_id,))
    told = [row["detail"] for row in audit if "observed" in row["detail"]]
    assert told and "observed: share by facility.confidential, group proef" in told[0]
    assert layered.value("select count(*) from share where message = %s", (queue_id,)) == 0


def test_the_policy_acts_on_who_is_not_in_the_observed_group(layered):
    content = personal_mail(AN, [GRIET], subject="[dossier:2024-00123] Plan")
    _, facts, mails = sent(layered, AN, [GRIET], content)
    assert facts["decisions"][0]["outcome"] == "share"
    assert not any(personal_document()[1] in mail.raw for mail in mails)
    assert any(AN in mail.recipients for mail in mails)


def test_a_header_or_a_tag_switches_no_observing_on(layered):
    content = personal_mail(AN, [GRIET], subject="[observe] [mode:observe] Plan")
    content = content.replace(b"\r\n\r\n", b"\r\nX-Sluis-Mode: observe\r\nSender: " + JORIS.encode() + b"\r\n\r\n", 1)
    content = content.replace(b"From: " + AN.encode(), b"From: " + JORIS.encode())
    _, facts, _ = sent(layered, AN, [GRIET], content)
    assert facts["decisions"][0]["outcome"] == "share"


def test_a_rule_returns_what_a_group_alone_may_send_with_its_own_words_and_the_contact(layered):
    document = ("groeipakket.txt", f"Groeipakket van Lotte, rijksregisternummer {RRN}\n".encode())
    _, facts, mails = sent(layered, AN, [WIM], mail_with(document, AN, [WIM]))
    assert facts["decisions"][0]["outcome"] == "return"
    assert facts["decisions"][0]["rule"] == "rule.groeipakket-door-directie.return"
    told = [mail.raw.decode("utf-8", "replace") for mail in mails if AN in mail.recipients]
    assert len(told) == 1 and len(mails) == 1
    text = email.message_from_string(told[0], policy=email.policy.default).get_body(("plain",)).get_content()
    assert "Dit verstuurt alleen de directie." in text
    assert "groeipakket@agentschap.example" in text

    _, facts, _ = sent(layered, LIEVE, [WIM], mail_with(document, LIEVE, [WIM]))
    assert facts["decisions"][0]["outcome"] == "share"
    assert facts["policy"].endswith("+directie")


def test_a_list_with_a_parent_in_it_holds_as_for_the_parent(layered):
    _, facts, mails = sent(layered, AN, [LIST], personal_mail(AN, [LIST]))
    decision = facts["decisions"][0]
    assert decision["outcome"] == "hold"
    assert decision["class"] == "client"
    assert "2 leden" in next(step["because"] for step in decision["path"] if step["question"] == "Q2")
    assert not any(LIST in mail.recipients for mail in mails)


def test_a_link_to_a_file_sharing_service_is_told_and_the_mail_goes_untouched(layered):
    content = mail_with(None, AN, [GRIET], text="Dag\n\nZie https://www.wetransfer.com/downloads/abc\n")
    queue_id, facts, mails = sent(layered, AN, [GRIET], content)
    assert facts["decisions"][0]["outcome"] == "pass"
    assert "banned-link" in facts["decisions"][0]["warnings"]
    assert split_received([mail.raw for mail in mails if GRIET in mail.recipients][0])[1] == content
    assert [mail for mail in mails if AN in mail.recipients]
    _, _, quiet = sent(layered, AN, [GRIET], clean_mail(AN, [GRIET]))
    assert not [mail for mail in quiet if AN in mail.recipients]

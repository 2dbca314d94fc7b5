"""The harness itself: an installation starts, takes a mail, hands it on, and stops."""
from lib.clients import relay, submit
from lib.mails import clean_mail, personal_document, personal_mail

AN = "an.claes@huisterlinde.example"
GRIET = "griet.vanhoof@deregenboog.example"


def test_a_clean_mail_arrives_and_a_care_plan_becomes_a_notice(sluis, mailbox):
    since = mailbox.mark()
    clean = submit(sluis, "an", AN, [GRIET], clean_mail(AN, [GRIET]))
    personal = relay(sluis, AN, [GRIET], personal_mail(AN, [GRIET]))
    sluis.wait_delivered(clean, personal)
    arrived = mailbox.wait_to(GRIET, 2, since)
    links = [mail for mail in arrived if sluis.portal_url in mail.text]
    assert len(links) == 1
    assert personal_document()[0] not in links[0].text


def test_it_stops_in_order_and_starts_again_with_its_data(own_sluis):
    first = submit(own_sluis, "an", AN, [GRIET], clean_mail(AN, [GRIET]))
    own_sluis.wait_delivered(first)
    assert own_sluis.stop() == 0
    own_sluis.start()
    assert own_sluis.value("select count(*) from message where id = %s", (first,)) == 1

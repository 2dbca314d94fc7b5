"""What anybody may read without a login: the explanation, and whom to ask."""
import re
import ssl
import urllib.request

import pytest


@pytest.fixture(scope="module")
def page(sluis):
    """The text of /hulp as a browser shows it."""
    context = ssl.create_default_context(cafile=str(sluis.certificate))
    with urllib.request.urlopen(sluis.portal_url + "/hulp", context=context, timeout=30) as response:
        assert response.status == 200
        html = response.read().decode("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)), html


def test_the_explanation_goes_step_by_step(page):
    text, html = page
    for heading in ("Ik kreeg een link", "Mijn code werkt niet", "Is dit echt?", "Ik verzend documenten", "Wie ziet wat?", "Uw gegevens"):
        assert heading in text
    assert html.count("<ol>") >= 1
    for step in ("Klik op de link in de e-mail", 'Kies "Verder"', 'Kies "Openen" om te lezen'):
        assert step in text
    assert "hoogstens 30 dagen" in text and "geen documentbeheersysteem" in text
    assert "[dossier:nummer]" in text and "[vertrouwelijk]" in text


def test_the_footer_says_whom_to_ask_and_where_the_privacy_page_is(page):
    text, html = page
    assert "helpdesk@demo.example" in text
    assert "dpo@demo.example" in text
    assert 'href="https://www.demo.example/privacy"' in html


def test_who_wants_to_look_into_a_dossier_is_sent_to_their_begeleider(page):
    assert "Wilt u een dossier inkijken? Vraag het aan uw begeleider." in page[0]


def test_professional_secrecy_is_said_where_it_is_explained_who_sees_what(page):
    assert "Het beroepsgeheim en de privacywet blijven gelden" in page[0]

"""What a professional picked: compared in professional words, ready for the record and for a phone."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.eligibility import AgeRule
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    SinglePoint,
    Telling,
    Threshold,
    Wait,
    WaitStage,
)
from directory.store.checks import save_check
from directory.store.database import writing
from tests.public.test_finding_help import a_public_service

PRIVATE = ContactPoint("p", Channel.PHONE, "01632960111", professionals_only=True, consent_recorded=True)
UNAGREED = replace(PRIVATE, id="q", value="01632960222", consent_recorded=False)
PUBLIC = ContactPoint("o", Channel.PHONE, "01632960333")


@pytest.fixture
def clubs(listed, db):
    made = [
        a_public_service("Free club", cost=Cost(CostKind.FREE), contact_points=(PUBLIC, PRIVATE, UNAGREED)),
        a_public_service("Paid club", cost=Cost(CostKind.PAY), age_rules=[AgeRule(11, 17)]),
        *(a_public_service(f"Club {number}") for number in range(3)),
    ]
    listed(*made)
    with writing(db):
        save_check(db, made[0].id, Check(CheckScope.ALL, date(2026, 3, 3), "an editor", CheckMethod.RANG))
    return made


def show(browser, *services):
    return browser.get("professionals.show_list", codes=".".join(one.code for one in services))


def box(page, name):
    """What stands in a box of words to copy."""
    start = page.html.index(f'<textarea id="{name}-text"')
    inside = page.html[page.html.index(">", start) + 1 : page.html.index("</textarea>", start)]
    return inside.removeprefix("\n")


def test_facts_stand_side_by_side_in_professional_words_and_differences_are_marked(browser, listed):
    told = a_public_service(
        "Told",
        threshold=Threshold(for_professional="Moderate distress", not_for_plain="Not at night"),
        routes=frozenset({"self", "gp"}),
        waits=(Wait(WaitStage.HELP_STARTS, 4, 6, "the front desk", date(2026, 1, 1)),),
        confidentiality=Confidentiality(parents=Telling.ONLY_IF_AT_RISK, agrees_alone_from=13),
        single_point=SinglePoint("written requests", "self-harm today", passes_on=False),
        age_rules=[AgeRule(11, 17)],
        languages=("English", "Polish"),
        interpreters=True,
    )
    silent = a_public_service("Silent")
    listed(told, silent)
    page = show(browser, told, silent)

    for words in (
        "Generalised anxiety",
        "Moderate distress",
        "Not at night",
        "Self-referral, GP or health professional referral",
        "To start: not known now",
        "Parents: if at risk",
        "The young person alone from 13",
        "Takes: written requests Does not take: self-harm today Signposts only",
        "English, Polish, interpreters",
        "Ages Differs",
        "Not told us",
        "Waits Not told by all",
    ):
        assert words.lower() in page.text.lower()
    assert "Threshold Differs" not in page.text
    assert "Threshold Not told by all" in page.text


def test_how_to_reach_them_and_when_each_was_checked_are_marked_where_they_differ(browser, listed, db):
    made = [
        a_public_service("One", contact_points=(PUBLIC,)),
        a_public_service("Two", contact_points=(replace(PUBLIC, id="r", value="01632960334"),)),
    ]
    listed(*made)
    with writing(db):
        for number, one in enumerate(made, start=3):
            save_check(db, one.id, Check(CheckScope.ALL, date(2026, 3, number), "an editor", CheckMethod.RANG))
    page = show(browser, *made)

    assert "Contacts Differs" in page.text
    assert "Last checked Differs" in page.text


def test_contacts_for_professionals_stand_here_with_their_providers_consent_only(browser, clubs):
    page = show(browser, clubs[0])

    assert "01632 960111" in page.text
    assert "960222" not in page.html
    assert "960111" not in box(page, "record") + box(page, "message")


def test_the_record_has_three_lines_a_service(browser, clubs):
    page = show(browser, *clubs[:3])
    record = box(page, "record")

    assert len(record.splitlines()) == 9
    assert len(record) < 600
    assert record.startswith("Free club - Harbour Youth")
    assert "checked 3 Mar 2026" in record


def test_the_message_has_the_lists_address_and_one_number(browser, clubs):
    message = box(show(browser, *clubs[:2]), "message")

    assert f"http://localhost/list/{clubs[0].code}.{clubs[1].code}" in message
    assert "Life in danger: 999. Urgent: 111, then press 2" in message
    assert "01632 960333" in message


@pytest.mark.parametrize(
    ("act", "leads_to"),
    [
        ("compare", "/professionals/list/{}"),
        ("copy", "/professionals/list/{}#record"),
        ("text", "/professionals/list/{}#message"),
        ("handout", "/professionals/handout/{}"),
        ("nonsense", "/professionals/list/{}"),
    ],
)
def test_each_button_under_the_ticks_leads_where_it_says(browser, clubs, act, leads_to):
    reply = browser.reply(f"/professionals/list?pick={clubs[0].code}&pick={clubs[1].code}&act={act}")

    assert reply.status_code == 303
    assert reply.location == leads_to.format(f"{clubs[0].code}.{clubs[1].code}")


def test_nothing_ticked_says_what_to_do(browser):
    assert "tick up to four services" in browser.open("/professionals/list?act=copy").text


def test_where_nothing_was_ticked_the_first_of_the_table_are_sent_on(browser, clubs):
    first, ticked = ".".join(club.code for club in clubs[:3]), clubs[4].code
    unticked = browser.reply(f"/professionals/list?first={first}&act=handout").location

    assert unticked == f"/professionals/handout/{first}"
    assert browser.reply(f"/professionals/list?first={first}&pick={ticked}").location == f"/professionals/list/{ticked}"


def test_every_page_leads_on_with_the_profession_that_was_told_and_with_nothing_else(browser, clubs):
    told = "as=social-care&gp_postcode=PO1&age=15"
    codes = f"{clubs[0].code}.{clubs[1].code}"
    leads_to = browser.reply(f"/professionals/list?pick={clubs[0].code}&pick={clubs[1].code}&{told}").location

    assert leads_to == f"/professionals/list/{codes}?as=social-care"
    for page in (
        leads_to,
        f"/professionals/handout/{codes}?{told}",
        f"/professionals/pathway?{told}",
        f"/professionals/gaps?{told}",
    ):
        links = [
            link for link in browser.open(page).links if link.startswith("/professionals") and not link.endswith(".csv")
        ]
        assert "/professionals?as=social-care" in links
        assert not [link for link in links if "PO1" in link or "age" in link]
    assert "?as=" not in "".join(browser.open(f"/professionals/list/{codes}?as=wizard").links)


def test_a_fifth_has_no_room_and_an_unknown_code_is_said_so(browser, clubs):
    page = browser.open("/professionals/list?" + "&".join(f"pick={one.code}" for one in clubs))

    assert "These are the first four" in page.text
    assert page.text.count("Only four can be taken") == 3
    assert "Only four can be taken" in browser.open("/professionals/handout/" + ".".join(one.code for one in clubs)).text
    assert "one code here that we do not know" in browser.open(f"/professionals/list/{clubs[0].code}.zzzzz").text
    assert "nothing on this list" in browser.open("/professionals/list/zzzzz").text


@pytest.mark.parametrize("held_back", [{"published_on": None}, {"suspended": True}])
def test_what_is_not_public_is_not_listed(browser, listed, held_back):
    hidden = listed(replace(a_public_service("Hidden club"), **held_back))

    assert "Hidden club" not in show(browser, hidden).html


def test_the_page_is_for_no_search_engine_and_its_title_says_nothing(browser, clubs):
    page = show(browser, clubs[0])

    assert page.all("meta", name="robots", content="noindex")
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert page.title.startswith("Your list")
    assert "nothing about a patient" in page.text


def test_what_nobody_confirmed_is_marked_side_by_side(browser, listed):
    club = a_public_service("Club", age_rules=[AgeRule(11, 17)], unconfirmed=frozenset({"age_rules", "languages"}))
    listed(club)

    text = browser.open(f"/professionals/list/{club.code}").text
    assert text.count("from their text") == 1
    assert "17 (read from their text, unconfirmed)" in text

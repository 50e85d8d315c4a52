"""What a card says, for the one who asked."""

from datetime import date, time

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.organisations import OrganisationKind
from directory.domain.places import Point
from directory.domain.services import Channel, Confidentiality, ContactPoint, Schedule, Telling, Wait, WaitStage
from tests.builders import a_location, an_organisation
from tests.public.test_finding_help import a_public_service

LONDON, LEEDS = Point(51.5, -0.12), Point(53.8, -1.55)


def a_wait(weeks, need=None, on=date(2026, 3, 1)):
    return Wait(WaitStage.HELP_STARTS, weeks, weeks, "the front desk", on, need)


@pytest.fixture
def today(app):
    """The day the pages believe it is, as a year and a month of waits that hold."""
    return app.extensions["directory"].now().date()


def test_the_wait_is_the_one_for_the_need_that_was_asked(browser, listed, today):
    waits = (a_wait(7, on=today), a_wait(2, "bereavement", on=today))
    listed(a_public_service(needs=frozenset({"bereavement", "sleep"}), waits=waits))

    assert "Wait: about 2 weeks for “someone has died”" in browser.find(need="bereavement", age="13").text
    assert "Wait: about 7 weeks said by" in browser.find(need="sleep", age="13").text


def test_a_wait_that_is_too_old_says_when_it_was_told(browser, listed):
    listed(a_public_service(waits=(a_wait(2, on=date(2025, 5, 6)),)))

    assert "Wait: last told in May" in browser.find(need="worry-anxiety", age="13").text


def test_what_is_far_away_and_works_from_afar_says_how(browser, listed):
    listed(a_public_service(how=frozenset({"phone", "online", "face-to-face"}), locations=(a_location(LEEDS),)))
    page = browser.find(need="worry-anxiety", postcode="PO1", age="13")

    assert "Phone, online" in page.text
    assert "miles away" not in page.text


def test_numbers_on_cards_run_on_and_only_where_there_is_a_pin(browser, listed):
    listed(
        a_public_service("A near", locations=(a_location(),)),
        a_public_service("B online"),
        a_public_service("C far", locations=(a_location(LONDON),)),
        a_public_service("D near", locations=(a_location(),)),
        a_public_service("E for adults", locations=(a_location(),), age_rules=[AgeRule(18)]),
    )
    page = browser.find(need="worry-anxiety", postcode="PO1 2AL", age="13")

    assert "Places over 50 miles away are left out." in page.text
    assert page.html.count('class="pin"') == 2 == page.html.count('<g class="sketch__pin')
    assert '<span class="pin">2</span>' in page.html


@pytest.mark.parametrize(
    ("telling", "asking", "says"),
    [
        (Telling.ALWAYS, "me", "Parents are always told"),
        (Telling.USUALLY, "", "Parents are usually told"),
        (Telling.ALWAYS, "my-child", ""),
        (Telling.ONLY_IF_AT_RISK, "me", ""),
    ],
)
def test_that_parents_are_told_is_said_before_anything_is_pressed(browser, listed, telling, asking, says):
    listed(a_public_service(confidentiality=Confidentiality(parents=telling)))
    text = browser.find(need="worry-anxiety", age="13", asking=asking).text

    assert ("Parents are" in text) is bool(says)
    assert says in text


@pytest.mark.parametrize(("number", "costs"), [("0845 960 0001", True), ("01632 960111", False), ("0800 960 0001", False)])
def test_a_number_that_can_cost_money_says_so(browser, listed, number, costs):
    service = listed(a_public_service(contact_points=(ContactPoint("a", Channel.PHONE, number),)))

    for page in (browser.find(need="worry-anxiety", age="13"), browser.get("public.show_service", slug=service.slug)):
        assert ("This number can cost money" in page.text) is costs


@pytest.mark.parametrize("standing", ["refused", "waiting", "under"])
def test_camhs_is_no_plain_yes_to_whoever_told_how_they_stand_with_it(browser, listed, standing):
    service = listed(a_public_service(nhs_role="core-camhs"))
    results = browser.find(need="worry-anxiety", age="13", camhs=standing)
    page = browser.open(f"{results.response.request.path}/{service.code}")

    assert "You told us" in results.text
    assert "You told us" in page.text
    assert "You told us" not in browser.find(need="worry-anxiety", age="13").text


def test_a_number_for_emergencies_is_not_spoken_of_like_a_club(browser, listed):
    always = Schedule(frozenset(range(7)), time(0), time(0))
    point = ContactPoint("a", Channel.PHONE, "999", schedules=(always,))
    service = listed(a_public_service("Help at once", needs=frozenset(), contact_points=(point,)))
    card = browser.find(text="help at once", age="13")
    page = browser.get("public.show_service", slug=service.slug)

    assert "Help at once" in card.text
    for silly in ("taking new people", "Wait:", "Ask them before", "Words you could use", "While you wait", "not told us"):
        assert silly.lower() not in card.text.lower()
        assert silly.lower() not in page.text.lower()
    assert "Anyone can ring, at any hour." in page.text


def test_who_runs_it_is_not_said_twice(browser, listed):
    nhs = an_organisation("NHS", kind=OrganisationKind.NHS)
    service = listed(a_public_service(organisation_id=nhs.id), organisation=nhs)

    assert "NHS (NHS)" not in browser.get("public.show_service", slug=service.slug).text

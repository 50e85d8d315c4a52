"""Up to four services side by side, at an address that lasts and says nothing about anybody."""

import pytest

from directory.domain.eligibility import AgeRule
from directory.domain.services import Channel, ContactPoint, Cost, CostKind, Status, Threshold
from tests.builders import a_service
from tests.public.test_finding_help import a_public_service


@pytest.fixture
def clubs(listed):
    made = [
        a_public_service("Free club", summary="Drawing", cost=Cost(CostKind.FREE)),
        a_public_service("Paid club", summary="Music", cost=Cost(CostKind.PAY), age_rules=[AgeRule(11, 17)]),
        *(a_public_service(f"Club {number}") for number in range(3)),
    ]
    listed(*made)
    return made


def show(browser, *services):
    return browser.get("public.show_list", codes=".".join(one.code for one in services))


def test_what_is_ticked_among_results_is_a_list_at_a_short_address(browser, clubs):
    page = browser.find(need="worry-anxiety", age="13")
    ticks = page.all("input", name="pick")
    reply = browser.reply("/list?" + "&".join(f"pick={has['value']}" for has in ticks[:2]))

    assert {has["aria-label"] for has in ticks} >= {"Keep Free club", "Keep Paid club"}
    assert all(has["form"] in page.ids for has in ticks)
    assert reply.status_code == 303
    assert reply.location == f"/list/{ticks[0]['value']}.{ticks[1]['value']}"


def test_services_stand_side_by_side_and_what_differs_is_marked_in_words(browser, clubs):
    page = show(browser, *clubs[:2])

    assert "Cost Differs" in page.text
    assert "Ages Differs" in page.text
    assert "What it is Differs" in page.text
    assert "Taking new people? Differs" not in page.text
    assert "Free club" in page.text
    assert "Paid club" in page.text


def test_what_nobody_told_us_is_no_difference(browser, listed):
    told, silent = a_public_service("Told", cost=Cost(CostKind.FREE)), a_public_service("Silent")
    listed(told, silent)
    page = show(browser, told, silent)

    assert "Cost Differs" not in page.text
    assert "Not told us" in page.text


def test_a_list_is_not_for_search_engines_and_its_title_says_nothing(browser, clubs):
    page = show(browser, *clubs[:2])

    assert page.all("meta", name="robots", content="noindex")
    assert page.title.startswith("Your list")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert f"/list/{clubs[0].code}.{clubs[1].code}" in page.text


@pytest.mark.parametrize("between", [".", "-", ",", "%20"])
def test_codes_may_be_joined_in_several_ways(browser, clubs, between):
    page = browser.open(f"/list/{clubs[0].code}{between}{clubs[1].code.upper()}")

    assert len(page.all("th", scope="col")) == 3


def test_a_fifth_is_said_to_have_no_room(browser, clubs):
    page = browser.open("/list?" + "&".join(f"pick={one.code}" for one in clubs))

    assert "A list has room for four" in page.text
    assert len(page.all("th", scope="col")) == 5
    assert not page.all("input", name="pick")


def test_a_code_we_do_not_know_is_explained_and_the_rest_is_shown(browser, clubs):
    page = browser.open(f"/list/{clubs[0].code}.zzzzz")

    assert page.status == 200
    assert "There is one code here that we do not know" in page.text
    assert "zzzzz" not in page.html
    assert "Free club" in page.text


def test_codes_we_do_not_know_are_counted_and_never_sent_on(browser, clubs):
    reply = browser.reply(f"/list?pick={clubs[0].code}&pick=zqx&pick=zqy")
    page = browser.open(f"/list?pick={clubs[0].code}&pick=zqx&pick=zqy")

    assert "Location" not in reply.headers
    assert "There are 2 codes here that we do not know" in page.text
    assert f"/list/{clubs[0].code}" in page.html
    assert "zqx" not in page.html


def test_a_thousand_codes_are_not_all_looked_up(browser):
    page = browser.open("/list?pick=" + ".".join(f"z{number}" for number in range(1000)))

    assert "There are 20 codes here that we do not know" in page.text


@pytest.mark.parametrize("codes", ["zzzzz", "...", "%3Cscript%3E", "x" * 3000, "%F0%9F%98%80"])
def test_a_list_of_nothing_says_how_to_make_one(browser, codes):
    page = browser.open(f"/list/{codes}")

    assert page.status == 200
    assert "There is nothing on this list yet" in page.text
    assert "<script>" not in page.html


def test_nothing_ticked_says_how_to_make_a_list(browser):
    assert "tick up to four services" in browser.open("/list").text


def test_a_retired_service_says_what_to_try_instead(browser, listed, clubs):
    gone = listed(a_public_service("Old club", status=Status.DEFUNCT, threshold=Threshold(try_instead="Free club")))
    page = show(browser, gone, clubs[0])

    assert "Old club has closed. Try instead: Free club" in page.text


@pytest.mark.parametrize("held_back", [{"published_on": None}, {"suspended": True}])
def test_what_is_not_public_is_not_on_a_list(browser, listed, held_back):
    hidden = listed(a_service("Hidden club", **held_back))

    assert "Hidden club" not in show(browser, hidden).html


def test_a_list_shows_no_number_for_professionals_and_no_masked_address(browser, listed):
    points = (ContactPoint("a", Channel.PHONE, "01632 960111", professionals_only=True),
              ContactPoint("b", Channel.TEXT, "07700 900222"))  # fmt: skip
    page = show(browser, listed(a_public_service(contact_points=points)))

    assert "Text 07700 900222" in page.text
    assert "960111" not in page.html


def test_one_can_be_taken_out_or_added_by_its_code(browser, clubs):
    page = show(browser, *clubs[:2])
    added = browser.open(f"/list?pick={clubs[0].code}&pick={clubs[1].code}&pick= {clubs[2].code} ")

    assert f"/list/{clubs[1].code}" in page.links
    assert len(added.all("th", scope="col")) == 4


def test_a_listing_starts_a_list_with_itself(browser, clubs):
    assert f"/list/{clubs[0].code}" in browser.get("public.show_service", slug=clubs[0].slug).links


def test_codes_may_be_run_together_where_an_address_must_be_short(browser, clubs):
    page = browser.open("/l/" + "".join(one.code for one in clubs[:3]))

    assert len(page.all("th", scope="col")) == 4

from datetime import date

import pytest

from directory.domain.eligibility import AgeRule
from tests.builders import a_service
from tests.web.reading_age import grade, own_sentences

WAITING, TOLD_NO = "ask_waiting", "ask_told_no"
TOLD = {"age": "13", "postcode": "PO1"}


def a_listed(listed, name, **facts):
    return listed(a_service(name, **{"published_on": date(2026, 1, 2)} | facts))


PLAIN_STEPS = (
    "If it gets worse",
    "999",
    "text SHOUT to 85258",
    "in writing",
    "PALS",
    "An advocate",
    "personal adviser",
    "Your school or college",
)


@pytest.mark.parametrize("endpoint", ["waiting", "told_no"])
def test_plain_steps_are_there_before_anything_is_told(browser, endpoint):
    text = browser.get(f"public.{endpoint}").text

    assert [step for step in PLAIN_STEPS if step not in text] == []


@pytest.mark.parametrize(
    "reason", ["not serious enough", "nearly too old", "wrong area", "School must try first", "something else"]
)
def test_each_way_of_saying_no_has_its_own_steps(browser, reason):
    page = browser.get("public.told_no")

    assert reason in page.text
    assert len(page.all("details")) == 5


@pytest.mark.parametrize("endpoint", ["waiting", "told_no"])
def test_nothing_is_promised_or_blamed(browser, endpoint):
    text = browser.get(f"public.{endpoint}").text.lower()

    assert "we will help" not in text
    assert "you should have" not in text


@pytest.mark.parametrize(
    ("endpoint", "shown", "not_shown"), [(WAITING, "Meanwhile", "Second try"), (TOLD_NO, "Second try", "Meanwhile")]
)
def test_services_fit_where_somebody_stands(browser, listed, endpoint, shown, not_shown):
    a_listed(listed, "Meanwhile", usable_while_waiting=True)
    a_listed(listed, "Second try", takes_refused=True)
    text = browser.post(f"public.{endpoint}", TOLD).text

    assert shown in text
    assert not_shown not in text


def test_check_ins_stories_and_advocates_are_among_them_each_once(browser, listed):
    a_listed(listed, "Pebble", kinds=frozenset({"check-in"}), usable_while_waiting=True)
    a_listed(listed, "Corridor", kinds=frozenset({"stories"}))
    a_listed(listed, "Tell Three", kinds=frozenset({"advocacy"}))
    page = browser.post(f"public.{WAITING}", TOLD)

    for heading, name in (("checks in with you", "Pebble"), ("stories", "Corridor"), ("on your side", "Tell Three")):
        assert page.html.index(heading) < page.html.index(f">{name}</a>")
    assert page.html.count(">Pebble</a>") == 1


def test_the_schools_own_help_is_the_first_card(browser, listed):
    a_listed(listed, "Meanwhile", usable_while_waiting=True)
    html = browser.post(f"public.{WAITING}", TOLD).html

    assert html.index("Your school or college") < html.index(">Meanwhile</a>")


def test_what_is_not_for_them_is_not_shown(browser, listed):
    a_listed(listed, "Grown up", usable_while_waiting=True, age_rules=[AgeRule(18, 25)])

    assert "Grown up" not in browser.post(f"public.{WAITING}", TOLD).text


def test_told_nothing_shows_what_anyone_can_use_and_still_asks(browser, listed):
    a_listed(listed, "Everyone", usable_while_waiting=True)
    a_listed(listed, "Grown up", usable_while_waiting=True, age_rules=[AgeRule(18, 25)])
    page = browser.post(f"public.{WAITING}", {})

    assert "Everyone" in page.text
    assert "Grown up" not in page.text
    assert page.all("input", name="age")


@pytest.mark.parametrize("endpoint", [WAITING, TOLD_NO])
def test_a_bad_age_is_explained_there(browser, endpoint):
    page = browser.post(f"public.{endpoint}", {"age": "abc"})

    assert page.title.startswith("Error: ")
    assert page.all("input", name="age", value="abc")


@pytest.mark.parametrize("endpoint", [WAITING, TOLD_NO])
def test_age_and_place_end_up_in_a_sealed_address_and_nowhere_else(browser, listed, endpoint):
    reply = browser.reply(browser._address(f"public.{endpoint}", {}), method="POST", data=TOLD)

    assert reply.status_code == 303
    assert reply.location.endswith("#found")
    assert "PO1" not in reply.location
    assert browser.open(reply.location).title.startswith("Your page")


def test_results_of_a_search_lead_on_inside_it(browser, listed):
    a_listed(listed, "Anything")
    links = browser.find(need="any", **TOLD).links

    for start in ("/tonight/", "/waiting/", "/told-no/"):
        assert any(link.startswith(start) for link in links), start


@pytest.mark.parametrize("endpoint", [WAITING, TOLD_NO, "ask_tonight"])
def test_a_reader_of_nine_can_read_them_inside_a_search_too(browser, endpoint):
    page = browser.post(f"public.{endpoint}", TOLD)

    assert grade(own_sentences(page.html, ("CAMHS", "Childline", "Samaritans", "SHOUT"))) <= 6.0


@pytest.mark.parametrize("endpoint", ["ask_waiting", "ask_told_no", "ask_tonight"])
def test_what_this_page_does_not_ask_for_is_said_without_leading_nowhere(browser, endpoint):
    page = browser.post(f"public.{endpoint}", {"gp_postcode": "nowhere", "route": "magic", "age": "old"})

    assert "We don't know “magic”" in page.html.replace("&#39;", "'")
    assert "#age" in page.links
    assert "#route" not in page.links

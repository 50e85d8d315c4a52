from datetime import date, time

import pytest

from directory.application import create_app
from directory.config import Settings
from directory.domain.eligibility import AgeRule
from directory.domain.services import Channel, ContactPoint, Schedule
from tests.builders import a_service
from tests.visitor import Visitor
from tests.web.conftest import SECRET, an_app

ALWAYS = Schedule(frozenset(range(7)), time(0), time(0))
LATE = Schedule(frozenset(range(7)), time(18), time(4))
DAYTIME = Schedule(frozenset(range(7)), time(9), time(17))


@pytest.fixture
def at_hour(db, tmp_path, read_once):
    """A visitor to the same directory with its clock stopped: `at_hour("2026-03-22T03:00")`."""

    def stop(now):
        application = an_app(tmp_path / "data", now=now)
        vars(application.extensions["directory"]).update(read_once)
        return Visitor(application)

    return stop


def a_night_line(listed, name="Night owl", schedule=LATE, **facts):
    point = ContactPoint(f"point-{name}", Channel.TEXT, "07700 900123", schedules=(schedule,))
    return listed(a_service(name, published_on=date(2026, 1, 2), contact_points=(point,), **facts))


def test_at_three_in_the_morning_it_says_what_is_open_and_until_when(at_hour, listed):
    a_night_line(listed)
    a_night_line(listed, name="Daytime", schedule=DAYTIME)
    page = at_hour("2026-03-22T03:00").get("public.tonight")

    assert "It is 3am on Sunday." in page.text
    assert "Text 07700 900123" in page.text
    assert "Open until 4am" in page.text
    assert "Daytime" not in page.text


def test_the_numbers_for_everyone_come_first(at_hour, listed):
    a_night_line(listed)
    html = at_hour("2026-03-22T03:00").get("public.tonight").html

    assert html.index("Open at any hour") < html.index("Night owl")


def test_age_and_place_are_told_by_post_and_seen_inside_a_sealed_address(at_hour, listed):
    a_night_line(listed, age_rules=[AgeRule(11, 18)])
    visitor = at_hour("2026-03-22T03:00")

    assert "Night owl" not in visitor.get("public.tonight").text
    page = visitor.post("public.ask_tonight", {"age": "13", "postcode": "PO1"})
    assert "Night owl" in page.text
    assert page.title.startswith("Your page")
    assert not page.all("input", value="13")
    assert "Night owl" not in visitor.post("public.ask_tonight", {"age": "19", "postcode": "PO1"}).text


def test_a_service_opens_inside_the_search(at_hour, listed):
    service = a_night_line(listed)
    visitor = at_hour("2026-03-22T03:00")
    page = visitor.post("public.ask_tonight", {"age": "13", "postcode": "PO1"})

    within = next(link for link in page.links if link.endswith(f"/{service.code}"))
    assert visitor.open(within).title.startswith("Your page")


def test_what_cannot_be_used_is_explained(at_hour, listed):
    page = at_hour("2026-03-22T03:00").post("public.ask_tonight", {"age": "abc", "postcode": "nowhere"})

    assert page.title.startswith("Error: ")
    assert page.all("input", name="age", value="abc")


def test_when_nothing_else_is_open_it_says_so(at_hour, listed):
    page = at_hour("2026-03-22T12:00").post("public.ask_tonight", {"age": "13", "postcode": "PO1"})

    assert "nothing else that fits" in page.text


def test_danger_in_the_words_is_still_answered_there(at_hour, listed):
    visitor = at_hour("2026-03-22T12:00")
    found = visitor.find(text="i want to kill myself", age="15")
    within = next(link for link in found.links if link.startswith("/tonight/"))

    assert visitor.open(within).all("section", class_="panel")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-03-22T03:00", "Open until 4am"),
        ("2026-03-22T23:00", "Open until 4am"),
        ("2026-03-22T12:00", "Opens 6pm"),
    ],
)
def test_a_listing_says_until_when_it_is_open_or_when_it_opens(at_hour, listed, now, said):
    service = a_night_line(listed)

    assert said in at_hour(now).get("public.show_service", slug=service.slug).text


def test_what_is_open_now_stands_first_on_a_listing(at_hour, listed):
    points = (
        ContactPoint("day", Channel.TEXT, "07700 900111", schedules=(DAYTIME,)),
        ContactPoint("night", Channel.PHONE, "01632 960222", schedules=(LATE,)),
    )
    service = listed(a_service("Both", published_on=date(2026, 1, 2), contact_points=points))
    html = at_hour("2026-03-22T03:00").get("public.show_service", slug=service.slug).html
    reach = html[html.index("How to reach it now") :]

    assert reach.index("01632 960222") < reach.index("07700 900111")
    assert "Opens 9am" in reach


@pytest.mark.parametrize("endpoint", ["home", "urgent", "about"])
def test_every_page_leads_there(browser, endpoint):
    links = browser.get(f"public.{endpoint}").links

    assert {"/tonight", "/waiting", "/told-no"} <= set(links)


@pytest.mark.parametrize("now", ["soon", "2026-13-01", "3am"])
def test_a_clock_stopped_at_no_hour_is_refused_with_an_example(tmp_path, now):
    with pytest.raises(ValueError, match="like 2026-03-24T03:00"):
        create_app(Settings(data=tmp_path, secret_key=SECRET, now=now))


def test_a_live_directory_never_stops_its_clock(tmp_path):
    app = create_app(Settings(data=tmp_path, secret_key=SECRET, now="2020-01-01T00:00", live=True))

    assert app.extensions["directory"].now().year > 2020


def test_a_number_for_some_stands_under_the_one_for_everybody(at_hour, listed, taxonomy):
    points = (
        ContactPoint("a", Channel.PHONE, "111", schedules=(ALWAYS,)),
        ContactPoint("b", Channel.PHONE, "18001 111", "For Deaf people, by text relay", schedules=(ALWAYS,)),
    )
    listed(a_service("NHS line", published_on=date(2026, 1, 2), contact_points=points))
    text = at_hour("2026-03-22T03:00").get("public.tonight").text

    assert text.index("Ring 111 Open") < text.index("For Deaf people, by text relay")


@pytest.mark.parametrize(("postcode", "says"), [("CF10", "In Wales, ring 111"), ("EH1", "In Scotland"), ("BT1", "Lifeline")])
def test_outside_england_it_says_what_to_ring_there(at_hour, postcode, says):
    visitor = at_hour("2026-03-22T03:00")

    assert says in visitor.get("public.tonight").text
    assert says in visitor.post("public.ask_tonight", {"age": "13", "postcode": postcode}).text
    assert says not in visitor.post("public.ask_tonight", {"age": "13", "postcode": "PO1"}).text

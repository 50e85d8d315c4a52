"""What hardly anybody means is asked about before it is sent, and sent when it is told once more."""

import pytest

from directory.store.changes import get_changes
from directory.store.services import get_service

WEEK = {f"day{number}": "" for number in range(7)}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("9am to 5am", "“9am to 5am” goes on past midnight. Do you mean that?"),
        ("9am to 9am", "“9am to 9am” is the whole day and night. Do you mean that?"),
        ("9am to 5pm and 2pm to 6pm", "“9am to 5pm and 2pm to 6pm” tells some hours twice. Do you mean that?"),
        ("2pm to 2am and 10pm to 11pm", "tells some hours twice"),
    ],
)
def test_odd_hours_are_asked_about(browser, pages, db, typed, asked):
    page = browser.send(f"{pages}/hours/line", **WEEK | {"day0": typed})

    assert asked in page.text
    assert not get_changes(db, "teen-talk")


@pytest.mark.parametrize("typed", ["9am to midday and midday to 5pm", "All day", "6pm to midnight"])
def test_hours_that_only_look_odd_are_not(browser, pages, db, typed):
    browser.send(f"{pages}/hours/line", **WEEK | {"day0": typed})

    assert len(get_changes(db, "teen-talk")) == 1


def test_the_same_hour_twice_is_all_day_to_the_clock_and_in_words(browser, pages, db):
    typed = WEEK | {"day0": "9am to 9am"}
    mark = browser.send(f"{pages}/hours/line", **typed).all("input", name="told_twice")[0]["value"]

    assert "Monday, all day and night" in browser.send(f"{pages}/hours/line", **typed, told_twice=mark).text
    (hours,) = get_service(db, "teen-talk").contact_points[0].schedules
    assert hours.opens_at.hour == hours.closes_at.hour == 0


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"minimum": "0", "maximum": "0"}, "for babies who are not 1 yet"),
        ({"minimum": "12", "maximum": "12"}, "for people of 12, and for nobody else"),
        ({"minimum": "40", "maximum": "50"}, "From 40: people come here to find help for somebody young"),
        ({"minimum": "11", "maximum": "18", "minimum1": "0", "maximum1": "0", "condition1": "send"}, "for babies"),
    ],
)
def test_odd_ages_are_asked_about(browser, pages, db, typed, asked):
    page = browser.send(f"{pages}/ages", **typed)

    assert asked in page.text
    assert not get_changes(db, "teen-talk")


def test_ages_for_some_people_alone_are_asked_about(browser, pages, db):
    page = browser.send(f"{pages}/ages", minimum="", maximum="", maximum1="25", condition1="send")

    assert "Do you mean that nobody else may come?" in page.text
    assert "#every_age" in page.links
    assert not get_changes(db, "teen-talk")
    browser.send(f"{pages}/ages", every_age="yes", maximum1="25", condition1="send")
    assert len(get_changes(db, "teen-talk")) == 1


@pytest.mark.parametrize(("age", "is_asked"), [("4", True), ("5", False), ("25", False), ("26", True), ("99", True)])
def test_an_impossible_age_for_agreeing_alone_is_asked_about(browser, pages, db, age, is_asked):
    page = browser.send(f"{pages}/told", agrees_alone_from=age)

    assert ("Do you mean it?" in page.text) is is_asked
    assert bool(get_changes(db, "teen-talk")) is not is_asked

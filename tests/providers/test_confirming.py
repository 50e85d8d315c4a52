"""All still right on the first page, on a listing's own and by a reminder's link: what is asked, and what is thanked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.services import Wait, WaitStage
from directory.publishing.editing import publish_edit
from directory.store.services import get_service
from directory.store.versions import latest_version

TODAY = datetime.now(UTC).date()
OLD = Wait(WaitStage.HELP_STARTS, 2, 4, said_by="the team", said_on=TODAY - timedelta(days=120))


@pytest.fixture
def now_tells(db, service):
    def run(**facts):
        edited = replace(service, **facts)
        publish_edit(db, edited, made_from=latest_version(db, service.id), by="test", now=datetime.now(UTC))

    return run


def press(browser, start, shown_at=""):
    """The page with the box, and the page after its press."""
    page = browser.open(shown_at or start)
    typed = {one["name"]: one["value"] for one in page.all("input", type="hidden") if one["name"] != "form_token"}
    return page, browser.send(f"{start}/right", **typed)


@pytest.fixture(params=["the listing's page", "the first page", "a reminder's link"])
def where(request):
    """The start of the listing's addresses, and the page that has the box."""
    if request.param == "a reminder's link":
        return request.getfixturevalue("reminder"), ""
    return request.getfixturevalue("pages"), "/manage" if request.param == "the first page" else ""


def test_a_hidden_wait_is_asked_about_by_its_weeks_and_the_press_tells_it_again(browser, db, where, now_tells):
    now_tells(waits=(OLD,))

    before, after = press(browser, *where)

    assert "2 to 4 weeks before help starts: is that still so?" in before.text
    assert "the wait are still right today" in after.text
    assert "is that still so?" not in after.text
    told = get_service(db, "teen-talk").waits[0]
    assert (told.weeks_from, told.weeks_to, told.said_by, told.said_on) == (2, 4, "the people who run it", TODAY)
    assert "not known now" not in browser.open("/services/teen-talk").text


def test_several_hidden_waits_are_asked_about_together(browser, pages, now_tells):
    now_tells(waits=(OLD, replace(OLD, stage=WaitStage.FIRST_REPLY, weeks_from=1, weeks_to=1)))

    box = browser.open(pages).text.partition("Is this still so?")[2]

    assert "About 1 week before they first reply 2 to 4 weeks before help starts These were told too long ago" in box
    assert box.count("not known now") == 1


def test_the_box_says_that_taking_new_people_keeps_its_day_and_leads_to_where_it_is_told_again(
    browser, where, db, now_tells
):
    start, _ = where
    assert "keeps its day" not in browser.open(start).text
    now_tells(taking_new_people=True, taking_new_people_on=TODAY - timedelta(days=30))
    page, after = press(browser, *where)
    assert all("“taking new people” keeps its day" in one.text for one in (page, after))
    assert get_service(db, "teen-talk").taking_new_people_on == TODAY - timedelta(days=30)

    assert f"{start}/new-people" in page.links
    browser.send(f"{start}/new-people", taking="yes")

    assert get_service(db, "teen-talk").taking_new_people_on == TODAY
    assert "keeps its day" not in browser.open(start).text


def test_the_thanks_names_what_is_not_told_and_leads_to_its_form(browser, pages, now_tells):
    now_tells(waits=())
    before, after = press(browser, pages, "/manage")

    assert "If how to reach you and your hours are as they are written here" in before.text
    assert "your hours are still right today. How long people wait is not told yet: tell the wait" in after.text
    assert f"{pages}/waits" in after.links


def test_hours_that_nobody_told_are_not_confirmed(browser, pages, service, now_tells):
    now_tells(waits=(), contact_points=tuple(replace(one, schedules=None) for one in service.contact_points))
    before, after = press(browser, pages)

    assert "If how to reach you is as it is written here" in before.text
    assert "how to reach you is still right today. How long people wait is not told yet" in after.text


def test_whoever_came_by_a_letter_and_tells_only_the_wait_is_led_to_sign_in(browser, reminder, now_tells):
    now_tells(contact_points=())
    before, after = press(browser, reminder)

    assert "If the wait is as it is written here" in before.text
    assert "the wait is still right today. How to reach you is not told yet: sign in and add a way." in after.text

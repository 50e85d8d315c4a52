"""The last public way to reach a service: asked twice before it goes, colleagues hear of it, editors see it marked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.keepers import Role
from directory.publishing.editing import publish_edit
from directory.store.database import writing
from directory.store.keepers import add_keeper, save_keeper
from directory.store.services import get_service
from directory.store.versions import latest_version

WARNED = "Then nobody can reach you from here."


@pytest.fixture
def last(db, service, colleague):
    """Only the phone is left, beside one for professionals."""
    phone, text = service.contact_points
    left = replace(service, contact_points=(phone, replace(text, professionals_only=True, consent_recorded=True)))
    publish_edit(db, left, made_from=latest_version(db, service.id), by="test", now=datetime.now(UTC))


@pytest.fixture
def colleague(db, service):
    with writing(db):
        pat = add_keeper(db, email="pat@example.org", role=Role.PROVIDER, now=datetime.now(UTC))
        save_keeper(db, replace(pat, organisations=frozenset({service.organisation_id})))


def told_twice(page):
    return page.all("input", name="told_twice")[0]["value"]


def test_the_last_public_way_is_asked_about_twice_and_colleagues_hear_of_it(browser, reminder, last, db, inbox):
    browser.open(f"{reminder}/dead/line")
    page = browser.send(f"{reminder}/dead/line")

    assert WARNED in page.text
    assert len(get_service(db, "teen-talk").public_contact_points) == 1

    browser.send(f"{reminder}/dead/line", told_twice=told_twice(page))
    assert not get_service(db, "teen-talk").public_contact_points
    assert not inbox.to("sam@example.org")
    assert [one["Subject"] for one in inbox.to("pat@example.org")] == ["Nobody can reach Teen talk from its page now"]


def test_one_of_two_goes_in_one_press_and_nobody_is_troubled(browser, pages, db, inbox):
    browser.open(f"{pages}/dead/line")
    page = browser.send(f"{pages}/dead/line")

    assert WARNED not in page.text
    assert len(get_service(db, "teen-talk").contact_points) == 1
    assert not inbox.all()


def test_an_undo_says_before_it_is_pressed_which_number_comes_back_and_that_its_hours_do(browser, pages, db):
    browser.send(f"{pages}/hours/line", **{f"day{number}": "" for number in range(1, 7)}, day0="10am to midday")
    browser.open(f"{pages}/dead/line")
    page = browser.send(f"{pages}/dead/line")

    assert "Undo puts this back on your listing: phone: 01632 960001, Monday, 10am to midday" in page.text
    assert "It comes back with what was changed of it before" in page.text


def test_an_undo_of_a_number_alone_tells_of_nothing_else(browser, pages):
    browser.open(f"{pages}/dead/line")
    page = browser.send(f"{pages}/dead/line")

    assert "Undo puts this back on your listing: phone: 01632 960001" in page.text
    assert "It comes back with what was changed" not in page.text


def test_a_number_that_is_gone_already_is_said_to_be(browser, pages, db):
    browser.send(f"{pages}/dead/text")
    page = browser.open(f"{pages}/dead/text")

    assert page.status == 404
    assert "This is not on the listing any more" in page.text
    assert "/manage" in page.links

"""Every version of a listing: listed, looked at, two side by side, one put back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.services import Channel, ContactPoint
from directory.publishing.editing import publish_edit
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version
from tests.builders import a_location

VERSIONS = "/editors/listings/teen-talk/versions"
OLD, NEW = ContactPoint("line", Channel.PHONE, "01632 960001"), ContactPoint("line", Channel.PHONE, "01632 960777")
PRIVATE = "Safe house, 4 Quiet Lane"


@pytest.fixture
def edited(db, service, keepers):
    """Two edits: version 1 as it was, 2 with another summary, 3 with another number and a place that became private."""

    def edit(by="editor", **facts):
        changed = replace(get_service(db, service.id), **facts)
        made_from = latest_version(db, service.id)
        publish_edit(db, changed, made_from=made_from, by=keepers[by].known_as, now=datetime(2026, 1, 5, tzinfo=UTC))

    place = a_location(id="place", address=PRIVATE)
    edit(summary="Tea and talk.", contact_points=(OLD,), locations=(place,))
    edit(summary="A sofa and a kettle.", contact_points=(NEW,), locations=(replace(place, masked=True),))
    return edit


def test_versions_are_listed_with_who_and_when_and_why(editor, edited):
    page = editor.open(VERSIONS)

    assert "Version 3 5 January 2026, 00:00 eve@example.org Edited" in page.text
    assert "As it was before it was first edited here" in page.text


def test_two_versions_stand_side_by_side_whichever_is_named_first(editor, edited):
    for query in ("one=2&other=3", "one=3&other=2"):
        page = editor.open(f"{VERSIONS}/compare?{query}")

        assert page.text.index("Tea and talk.") < page.text.index("A sofa and a kettle.")
        assert "01632 960001" in page.text


def test_versions_that_are_not_there_are_not_found(editor, edited):
    for query in ("", "one=1", "one=1&other=9", "one=x&other=1", "one=-1&other=1", "one=1&other=9999999999999"):
        assert editor.open(f"{VERSIONS}/compare?{query}").status == 404, query


def test_a_version_is_looked_at_without_what_is_private_now(editor, edited):
    page = editor.open(f"{VERSIONS}/2")

    assert "Tea and talk." in page.text
    for path in ("/2", "/compare?one=1&other=2", "/compare?one=2&other=3", "/2/put-back"):
        assert PRIVATE not in editor.open(f"{VERSIONS}{path}").html, path


def test_before_one_is_put_back_it_is_said_what_changes_and_that_contact_points_stay(editor, edited, db, service):
    page = editor.open(f"{VERSIONS}/2/put-back")

    assert "A sofa and a kettle." in page.text
    assert "Tea and talk." in page.text
    assert "number or address of 01632 960777: 01632 960777" in page.text
    assert latest_version(db, service.id) == 3

    page = editor.send(f"{VERSIONS}/2/put-back", seen="3")
    assert "That version is back." in page.text
    assert get_service(db, service.id).summary == "Tea and talk."
    assert get_service(db, service.id).contact_points == (NEW,)


def test_nobody_puts_back_over_what_they_have_not_seen(editor, edited, db, service):
    editor.open(f"{VERSIONS}/2/put-back")
    edited(summary="Newer still.")

    page = editor.send(f"{VERSIONS}/2/put-back", seen="3")

    assert "Somebody has changed this listing since you looked." in page.text
    assert "Newer still." in page.text
    assert get_service(db, service.id).summary == "Newer still."


def test_putting_back_what_is_there_already_makes_no_version(editor, edited, db, service):
    assert "Nothing would change" in editor.open(f"{VERSIONS}/3/put-back").text

    assert "Nothing was different" in editor.send(f"{VERSIONS}/3/put-back", seen="3").text
    assert latest_version(db, service.id) == 3


def test_a_listing_that_was_never_edited_has_no_versions_to_show(editor, service):
    assert "It has not been edited here yet" in editor.open(VERSIONS).text


def test_an_old_number_is_put_back_once_it_is_confirmed_and_its_keepers_hear_of_it(editor, edited, db, service, inbox):
    page = editor.open(f"{VERSIONS}/2/put-back")
    field = page.all("input", name="contact")[0]["value"]

    page = editor.send(f"{VERSIONS}/2/put-back", contacts="1", contact=field, seen="3")
    assert "Enter the number or address that we had before" in page.text
    assert get_service(db, service.id).contact_points == (NEW,)

    editor.send(f"{VERSIONS}/2/put-back", contacts="1", contact=field, seen="3", confirmed_through="their website")

    assert get_service(db, service.id).contact_points == (OLD,)
    assert get_service(db, service.id).summary == "A sofa and a kettle."
    reason = get_versions(db, service.id)[-1].reason
    assert reason == "Numbers or addresses of version 2 were put back. Confirmed through: their website"
    assert inbox.to("sam@example.org")

"""A whole organisation is suspended in one press, neutrally, and comes back as it was."""

import pytest

from directory.domain.changes import ReasonNeeded
from directory.publishing.editing import make_public
from directory.publishing.ending import suspend
from directory.publishing.suspending import lift_suspension_of_organisation, suspend_organisation
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.organisations import get_organisation, list_organisations
from directory.store.services import get_service, save_service
from tests.builders import a_service, an_organisation
from tests.publishing.conftest import NOW

WHOLE = an_organisation().id


@pytest.fixture
def two(db, published):
    published(id="first", name="First", contact_points=())
    published(id="second", name="Second", contact_points=())


def shown(db):
    return {one for one in ("first", "second") if not get_service(db, one).suspended}


def test_every_listing_goes_at_once_and_pressed_twice_it_is_done_once(db, two):
    for _ in range(2):
        suspend_organisation(db, WHOLE, reason="A worry", by="keeper 1", now=NOW)

    assert shown(db) == set()
    assert list_organisations(db) == []
    assert len([1 for _, event in list_events(db) if event.action.value == "suspended"]) == 3


def test_a_reason_is_asked_for_and_nobody_else_reads_it(db, two):
    with pytest.raises(ReasonNeeded):
        suspend_organisation(db, WHOLE, reason=" ", by="keeper 1", now=NOW)

    assert shown(db) == {"first", "second"}


def test_one_that_was_suspended_by_itself_stays_so_when_the_whole_comes_back(db, two):
    suspend(db, "first", reason="Its own", by="keeper 1", now=NOW)
    suspend_organisation(db, WHOLE, reason="A worry", by="keeper 1", now=NOW)
    for _ in range(2):
        lift_suspension_of_organisation(db, WHOLE, by="keeper 1", now=NOW)

    assert shown(db) == {"second"}
    assert get_organisation(db, WHOLE).suspended_on is None


def test_what_is_made_public_meanwhile_goes_with_the_whole_and_comes_back_with_it(db, two):
    suspend_organisation(db, WHOLE, reason="A worry", by="keeper 1", now=NOW)
    with writing(db):
        save_service(db, a_service(id="new", name="New"))
    make_public(db, "new", by="keeper 1", now=NOW)

    assert get_service(db, "new").suspended
    lift_suspension_of_organisation(db, WHOLE, by="keeper 1", now=NOW)
    assert not get_service(db, "new").suspended

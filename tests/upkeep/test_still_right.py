"""All still right: two checks and a wait told anew, of what was seen and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.changes import EditConflict
from directory.domain.checks import CheckScope, last_checked
from directory.domain.services import Wait, WaitStage
from directory.publishing.editing import BEFORE_FIRST_EDIT, publish_edit
from directory.store.checks import get_checks
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version
from directory.upkeep.checks import due
from directory.upkeep.still_right import NothingToConfirm, say_still_right
from tests.publishing.conftest import NOW, PHONE

KEEPER, ROLE = "keeper@example.org", "the service"
LATER = NOW + timedelta(days=80)


@pytest.fixture
def still_right(db):
    def run(service, now=LATER):
        newest = latest_version(db, service.id)
        return say_still_right(db, service.id, made_from=newest, by=KEEPER, role=ROLE, now=now)

    return run


def wait_told(days_ago_at_press):
    return Wait(WaitStage.HELP_STARTS, 2, 4, "a leaflet", LATER.date() - timedelta(days=days_ago_at_press))


def test_contact_and_wait_are_checked_and_the_words_keep_their_day(db, published, still_right):
    service = published(waits=(wait_told(80),))

    still_right(service)

    stands, told = get_service(db, service.id), get_checks(db, [service.id])[service.id]
    assert stands.waits == (replace(wait_told(0), said_by=ROLE),)
    assert stands.last_modified == NOW.date()
    assert [last_checked(told, scope).checked_on for scope in (CheckScope.CONTACT, CheckScope.WAIT)] == [LATER.date()] * 2
    assert last_checked(told, CheckScope.ELIGIBILITY) is None
    assert due(db, today=LATER.date() + timedelta(days=60)) == ()


def test_a_wait_too_old_for_the_public_is_told_anew_by_those_whose_page_shows_its_weeks(db, published, still_right):
    service = published(waits=(wait_told(91), replace(wait_told(400), stage=WaitStage.FIRST_REPLY)))

    still_right(service)

    assert {(one.said_by, one.said_on) for one in get_service(db, service.id).waits} == {(ROLE, LATER.date())}


def test_a_wait_of_a_listing_that_nobody_has_edited_here_is_told_anew(db, published):
    service = published(waits=(wait_told(91),))
    with writing(db):
        db.execute("DELETE FROM versions")

    say_still_right(db, service.id, made_from=0, by=KEEPER, role=ROLE, now=LATER)

    assert get_service(db, service.id).waits[0].said_on == LATER.date()
    assert [one.reason for one in get_versions(db, service.id)] == [BEFORE_FIRST_EDIT, "Still right"]


def test_taking_new_people_is_not_asked_about_so_it_keeps_its_day(db, published, still_right):
    service = published(waits=(wait_told(80),), taking_new_people=True, taking_new_people_on=NOW.date())

    still_right(service)

    assert get_service(db, service.id).taking_new_people_on == NOW.date()


def test_only_what_is_told_is_confirmed(published, still_right):
    assert [check.scope for check in still_right(published(waits=()))] == [CheckScope.CONTACT]
    with pytest.raises(NothingToConfirm):
        still_right(published(contact_points=(), waits=(), taking_new_people=True))


def test_nobody_confirms_a_number_they_did_not_see(db, published):
    service = published()
    publish_edit(db, replace(service, contact_points=(replace(PHONE, value="01632 960009"),)), made_from=1, by="x", now=NOW)

    with pytest.raises(EditConflict) as met:
        say_still_right(db, service.id, made_from=1, by=KEEPER, role=ROLE, now=LATER)

    assert met.value.conflicts[0].theirs.after == "01632 960009"
    assert get_checks(db, [service.id])[service.id] == ()


def test_other_words_that_changed_meanwhile_are_no_hindrance(db, published):
    service = published(waits=(wait_told(80),))
    publish_edit(db, replace(service, summary="We listen."), made_from=1, by="x", now=NOW)

    assert len(say_still_right(db, service.id, made_from=1, by=KEEPER, role=ROLE, now=LATER)) == 2

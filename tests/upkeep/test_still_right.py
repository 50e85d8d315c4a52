"""All still right: two checks and a wait told anew, of what was seen and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.changes import EditConflict
from directory.domain.checks import CheckScope, last_checked
from directory.domain.services import Wait, WaitStage
from directory.publishing.editing import publish_edit
from directory.store.checks import get_checks
from directory.store.services import get_service
from directory.store.versions import latest_version
from directory.upkeep.checks import due
from directory.upkeep.still_right import say_still_right
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
    service = published(waits=(wait_told(80),), taking_new_people_on=NOW.date())

    still_right(service)

    stands, told = get_service(db, service.id), get_checks(db, [service.id])[service.id]
    assert stands.waits == (replace(wait_told(0), said_by=ROLE),)
    assert (stands.taking_new_people_on, stands.last_modified) == (LATER.date(), NOW.date())
    assert [last_checked(told, scope).checked_on for scope in (CheckScope.CONTACT, CheckScope.WAIT)] == [LATER.date()] * 2
    assert last_checked(told, CheckScope.ELIGIBILITY) is None
    assert due(db, today=LATER.date() + timedelta(days=60)) == ()


def test_a_wait_too_old_to_be_shown_is_not_told_anew(db, published, still_right):
    service = published(waits=(wait_told(91),))

    still_right(service)

    assert get_service(db, service.id).waits == (wait_told(91),)


def test_nobody_confirms_a_number_they_did_not_see(db, published):
    service = published()
    publish_edit(db, replace(service, contact_points=(replace(PHONE, value="01632 960009"),)), made_from=1, by="x", now=NOW)

    with pytest.raises(EditConflict) as met:
        say_still_right(db, service.id, made_from=1, by=KEEPER, role=ROLE, now=LATER)

    assert met.value.conflicts[0].theirs.after == "01632 960009"
    assert get_checks(db, [service.id])[service.id] == ()


def test_other_words_that_changed_meanwhile_are_no_hindrance(db, published):
    service = published()
    publish_edit(db, replace(service, summary="We listen."), made_from=1, by="x", now=NOW)

    assert len(say_still_right(db, service.id, made_from=1, by=KEEPER, role=ROLE, now=LATER)) == 2

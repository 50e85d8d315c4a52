"""One call, several answers: what is written down, and what nobody can confirm by accident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.changes import EditConflict
from directory.domain.checks import CheckMethod, CheckOutcome, CheckScope
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Wait, WaitStage
from directory.publishing.editing import publish_edit
from directory.store.checks import get_checks
from directory.store.database import writing
from directory.store.listings import ids_out_of_search, leave_search
from directory.store.services import get_service
from directory.store.versions import latest_version
from directory.upkeep.calls import Answers, rang_in_vain, record_answers, record_no_answer
from directory.upkeep.checks import NotInThisCheck, due
from tests.publishing.conftest import NOW, PHONE

EDITOR, ROLE = "keeper 1", "an editor of this directory"
LATER = NOW + timedelta(days=200)
RIGHT, CHANGED = CheckOutcome.CONFIRMED, CheckOutcome.CHANGED
OLD_WAIT = Wait(WaitStage.HELP_STARTS, 2, 4, "a leaflet", NOW.date())


@pytest.fixture
def ring(db):
    def run(service, now=LATER, **facts):
        outcomes = {CheckScope(name): outcome for name, outcome in facts.pop("said", {}).items()}
        given = {"method": CheckMethod.RANG, "made_from": latest_version(db, service.id), **facts}
        record_answers(db, service.id, Answers(outcomes=outcomes, **given), by=EDITOR, role=ROLE, now=now)

    return run


def told(db, service):
    return [(one.scope.value, one.outcome) for one in get_checks(db, [service.id])[service.id]]


def test_each_part_has_its_own_answer_and_what_changed_stays_due(db, published, ring):
    service = published(waits=(OLD_WAIT,))
    ring(service, said={"contact": RIGHT, "wait": CHANGED})

    assert told(db, service) == [("contact", RIGHT), ("wait", CHANGED)]
    assert [one.scope for one in due(db, today=LATER.date())] == [CheckScope.WAIT]


def test_a_wait_that_they_say_is_right_is_told_anew_however_old_it_was(db, published, ring):
    service = published(waits=(OLD_WAIT,))
    ring(service, said={"wait": RIGHT})

    assert get_service(db, service.id).waits == (replace(OLD_WAIT, said_by=THEY_WHO_RUN_IT, said_on=LATER.date()),)
    assert get_service(db, service.id).last_modified == NOW.date()


def test_facts_from_prose_are_confirmed_in_the_same_call(db, published, ring):
    service = published(unconfirmed=frozenset({"age_rules", "cost"}))
    ring(service, said={"eligibility": RIGHT}, confirms=frozenset({"age_rules"}))

    assert get_service(db, service.id).unconfirmed == {"cost"}


def test_nobody_confirms_what_they_did_not_read_out(db, published, ring):
    service = published()
    publish_edit(db, replace(service, contact_points=(replace(PHONE, value="01632 960009"),)), made_from=1, by="x", now=NOW)

    with pytest.raises(EditConflict):
        ring(service, said={"contact": RIGHT}, made_from=1)
    ring(service, said={"eligibility": RIGHT}, made_from=1)
    assert told(db, service) == [("eligibility", RIGHT)]


def test_an_empty_answer_is_none(ring, published):
    with pytest.raises(NotInThisCheck, match="at least one"):
        ring(published())


def test_calls_in_vain_are_counted_until_somebody_answers(db, published, ring):
    service = published()
    for days in (1, 8):
        record_no_answer(db, service.id, by=EDITOR, role=ROLE, now=NOW + timedelta(days=days))

    checks = get_checks(db, [service.id])[service.id]
    assert [day.day for day in rang_in_vain(checks)] == [21, 28]
    ring(service, said={"contact": RIGHT})
    assert rang_in_vain(get_checks(db, [service.id])[service.id]) == ()


def test_an_answer_brings_a_listing_back_into_searches(db, published, ring):
    service = published()
    with writing(db):
        leave_search(db, service.id, NOW.date())
    ring(service, said={"contact": RIGHT})

    assert ids_out_of_search(db) == frozenset()

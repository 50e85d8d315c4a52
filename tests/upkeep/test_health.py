"""How true the directory is kept, in counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope, Cycles
from directory.domain.listing_reports import ListingReport, ReportReason, ReportState
from directory.domain.services import Status, Wait, WaitStage
from directory.store.checks import save_check
from directory.store.corrections import add_report
from directory.store.database import writing
from directory.store.services import save_service
from directory.upkeep.health import ScopeHealth, measure_health
from tests.builders import a_service

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
TODAY = NOW.date()
A_WAIT = Wait(WaitStage.HELP_STARTS, 4, 6, "the front desk", date(2026, 5, 1))


@pytest.fixture
def public(listed):
    def make(name, **facts):
        return listed(a_service(name, slug=name, id=name, **{"published_on": date(2025, 1, 1), **facts}))

    return make


@pytest.fixture
def health(db):
    return lambda: measure_health(db, now=NOW, cycles=Cycles())


def checked(db, service, scope, days_ago, outcome=CheckOutcome.CONFIRMED):
    with writing(db):
        on = TODAY - timedelta(days=days_ago)
        save_check(db, service.id, Check(scope, on, "an editor", CheckMethod.RANG, outcome))


def scope_of(health, scope):
    return next(one for one in health.scopes if one.scope is scope)


def test_nothing_listed_is_nothing_counted(health):
    found = health()

    assert (found.states, found.running, found.median_age, found.corrections.median_days) == ({}, 0, None, None)


@pytest.mark.parametrize(("days_ago", "in_time"), [(182, 1), (183, 0)])
def test_a_check_is_in_time_up_to_the_last_day_of_its_cycle(db, public, health, days_ago, in_time):
    checked(db, public("one"), CheckScope.CONTACT, days_ago)

    assert scope_of(health(), CheckScope.CONTACT) == ScopeHealth(CheckScope.CONTACT, in_time=in_time, late=1 - in_time)
    assert scope_of(health(), CheckScope.ELIGIBILITY).never == 1


def test_a_check_of_everything_counts_for_each_scope_and_a_call_in_vain_for_none(db, public, health):
    checked(db, public("one", waits=(A_WAIT,)), CheckScope.ALL, 10)
    checked(db, public("two", waits=(A_WAIT,)), CheckScope.ALL, 10, CheckOutcome.NO_ANSWER)

    assert all((one.in_time, one.never) == (1, 1) for one in health().scopes)


def test_a_wait_that_is_not_told_is_not_to_be_checked(public, health):
    public("one")

    assert scope_of(health(), CheckScope.WAIT).total == 0


def test_the_median_age_is_of_each_listings_last_check(db, public, health):
    for days_ago, name in ((300, "one"), (30, "two"), (10, "three")):
        checked(db, public(name), CheckScope.CONTACT, days_ago)
    checked(db, public("one"), CheckScope.WAIT, 100)
    public("four")

    assert (health().ever_checked, health().median_age) == (3, 30)


def test_listings_are_counted_by_what_they_are_now(db, public, health):
    public("open")
    public("closed", status=Status.TEMPORARILY_CLOSED)
    public("ended", status=Status.DEFUNCT)
    public("held", published_on=None)
    public("looked-into", suspended=True)

    assert health().states == {"open": 1, "closed for now": 1, "ended": 1, "not public yet": 1, "looked into": 1}
    assert health().running == 2


def test_facts_that_nobody_has_told_are_counted_of_running_listings_only(db, public, health):
    one = public("one", waits=(A_WAIT,))
    public("two")
    public("gone", status=Status.DEFUNCT)
    with writing(db):
        save_service(db, replace(one, languages=("English",)))

    assert (health().not_told["wait"], health().not_told["languages"], health().not_told["cost"]) == (1, 1, 2)


def test_how_fast_reports_of_the_last_year_were_dealt_with(db, public, health):
    one = public("one")
    for number, (came, took) in enumerate(((400, 1), (100, 2), (90, 6), (80, 40), (5, None))):
        received = NOW - timedelta(days=came)
        report = ListingReport(
            id=0, service_id=one.id, reason=ReportReason.NUMBER, text="", is_safeguarding=False, received_at=received,
            state=ReportState.RECEIVED if took is None else ReportState.ANSWERED,
            answered_at=None if took is None else received + timedelta(days=took),
        )  # fmt: skip
        with writing(db):
            add_report(db, report, f"hash {number}")

    found = health().corrections

    assert (found.received, found.answered, found.waiting, found.median_days) == (4, 3, 1, 6)

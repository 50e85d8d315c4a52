"""Checks are events of their own: when they are due, what they confirm, and what happens without them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.config import read_settings
from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope, Cycles, is_due, last_checked, read_cycles
from directory.domain.crisis import CRISIS_LINES
from directory.domain.crisis_checks import CrisisLineCheck
from directory.domain.eligibility import AgeRule, AreaKind, lives_in
from directory.domain.events import Action
from directory.domain.services import Channel, ContactPoint, Wait, WaitStage
from directory.domain.verdicts import Verdict
from directory.publishing.editing import publish_edit
from directory.store.checks import get_checks
from directory.store.crisis_line_checks import save_crisis_line_check
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.services import get_service
from directory.upkeep.checks import NotInThisCheck, due, due_crisis_lines, record_check
from directory.upkeep.staleness import leave_out_stale
from tests.builders import HAVANT, PORTSMOUTH
from tests.publishing.conftest import NOW

EDITOR, ROLE = "editor@example.org", "an editor of this directory"
DAY_ONE = NOW.date()


@pytest.fixture
def check(db):
    """Check a listing some days after it was published: `check(service, days=30, scope=..., outcome=...)`."""

    def run(service, days=0, scope=CheckScope.ALL, outcome=CheckOutcome.CONFIRMED, **facts):
        given = {"method": CheckMethod.RANG, "by": EDITOR, "role": ROLE, "now": NOW + timedelta(days=days), **facts}
        return record_check(db, service_id=service.id, scope=scope, outcome=outcome, **given)

    return run


@pytest.fixture
def due_after(db):
    """What is due some days after publishing, as pairs of name and scope."""
    return lambda days: [(one.name, one.scope.value) for one in due(db, today=DAY_ONE + timedelta(days=days))]


@pytest.fixture
def sweep(db):
    """Leave out what is stale, as the names of what has gone."""

    def run(days):
        gone = leave_out_stale(db, by="upkeep", now=NOW + timedelta(days=days))
        return {get_service(db, one).name for one in gone}

    return run


checks = st.builds(
    Check,
    scope=st.sampled_from(CheckScope),
    checked_on=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    checked_by=st.just(ROLE),
    method=st.sampled_from(CheckMethod),
    outcome=st.sampled_from(CheckOutcome),
)


@given(
    st.lists(checks, max_size=4), st.sampled_from(CheckScope), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.booleans()
)
def test_what_was_confirmed_today_is_not_due_and_what_is_due_stays_due(told, scope, today, is_crisis):
    def asked(some, on):
        return is_due(scope, some, published_on=date(2025, 6, 1), today=on, cycles=Cycles(), is_crisis=is_crisis)

    confirmed = Check(CheckScope.ALL, today, ROLE, CheckMethod.RANG)
    in_vain = replace(confirmed, outcome=CheckOutcome.NO_ANSWER)

    assert not asked([*told, confirmed], today)
    assert asked([*told, in_vain], today) == asked(told, today)
    assert asked(told, today + timedelta(days=1)) >= asked(told, today)


def test_the_clock_of_a_listing_nobody_checked_starts_when_it_is_first_published(published, due_after):
    published(name="Talk")

    assert due_after(182) == []
    assert due_after(183) == [("Talk", "contact")]
    assert due_after(366) == [("Talk", "contact"), ("Talk", "eligibility")]


def test_a_check_of_contacts_says_nothing_of_who_may_come(published, check, due_after):
    service = published(name="Talk")

    check(service, days=360, scope=CheckScope.CONTACT)

    assert due_after(366) == [("Talk", "eligibility")]


def test_no_answer_is_kept_and_leaves_the_check_due(db, published, check, due_after):
    service = published(name="Talk")

    check(service, days=183, scope=CheckScope.CONTACT, outcome=CheckOutcome.NO_ANSWER)

    assert due_after(183) == [("Talk", "contact")]
    assert [one.outcome for one in get_checks(db, [service.id])[service.id]] == [CheckOutcome.NO_ANSWER]


def test_a_wait_is_due_only_where_one_was_told(published, due_after):
    published(name="Talk", contact_points=())
    published(name="Wait", waits=(Wait(WaitStage.HELP_STARTS, 2, 4, "them", DAY_ONE),))

    assert due_after(91) == [("Wait", "wait")]


def test_crisis_help_is_checked_monthly_and_comes_first(published, due_after):
    published(name="A club", contact_points=())
    published(name="Crisis team", nhs_role="crisis-team")

    assert due_after(32) == [("Crisis team", "contact")]
    assert due_after(200)[0] == ("Crisis team", "contact")


def test_the_cycles_are_the_partnership_s_own(db, published):
    published()

    assert due(db, today=DAY_ONE + timedelta(days=11), cycles=Cycles(contact=10))


def test_cycles_are_read_from_the_settings():
    assert read_settings({"DIRECTORY_CHECK_EVERY": "contact 90, crisis 7"}).cycles == Cycles(crisis=7, contact=90)
    assert read_settings({}).cycles == Cycles()


@pytest.mark.parametrize("typed", ["contact", "contact soon", "contact 0", "phone 30", "contact -3"])
def test_a_cycle_that_is_none_is_said_to_be_none(typed):
    with pytest.raises(ValueError, match="must be days, like crisis 31"):
        read_cycles([typed])


def test_an_edit_never_moves_a_check_and_a_check_never_moves_an_edit(db, published, check):
    service = published(age_rules=(AgeRule(11, 18),), unconfirmed=frozenset({"age_rules"}))
    check(service, days=30, confirms=["age_rules"])
    assert get_service(db, service.id).last_modified == DAY_ONE

    edited = replace(get_service(db, service.id), summary="We listen.")
    publish_edit(db, edited, made_from=2, by=EDITOR, now=NOW + timedelta(days=60))

    assert last_checked(get_checks(db, [service.id])[service.id]).checked_on == DAY_ONE + timedelta(days=30)
    assert get_service(db, service.id).last_modified == DAY_ONE + timedelta(days=60)


def test_ages_read_from_prose_are_confirmed_only_where_somebody_says_so(db, published, check, verdict):
    service = published(age_rules=(AgeRule(11, 18),), unconfirmed=frozenset({"age_rules"}))
    check(service, scope=CheckScope.ELIGIBILITY)
    assert verdict(service) is Verdict.ASK_FIRST

    check(service, scope=CheckScope.ELIGIBILITY, confirms=["age_rules"])

    assert verdict(service) is Verdict.CAN_USE
    assert [event.action for _, event in list_events(db)] == [Action.CONFIRMED_FACTS, Action.CHECKED, Action.CHECKED]


@pytest.mark.parametrize(
    ("scope", "outcome"), [(CheckScope.CONTACT, CheckOutcome.CONFIRMED), (CheckScope.ALL, CheckOutcome.NO_ANSWER)]
)
def test_nobody_confirms_ages_they_did_not_ask_about(db, published, check, scope, outcome):
    service = published(unconfirmed=frozenset({"age_rules"}))

    with pytest.raises(NotInThisCheck):
        check(service, scope=scope, outcome=outcome, confirms=["age_rules"])
    assert get_checks(db, [service.id])[service.id] == ()


def in_portsmouth(**facts):
    return {"needs": frozenset({"eating"}), "catchment": lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH), **facts}


def test_after_a_year_and_a_call_in_vain_a_listing_leaves_search_until_it_is_confirmed(published, check, sweep, verdict):
    stale, fresh = published(**in_portsmouth(name="Stale")), published(**in_portsmouth(name="Fresh", contact_points=()))
    check(fresh, days=390)
    assert sweep(400) == set()

    check(stale, days=395, outcome=CheckOutcome.NO_ANSWER)
    assert sweep(364) == set()
    assert sweep(400) == {"Stale"}
    assert sweep(401) == set()
    assert (verdict(stale), verdict(fresh)) == (None, Verdict.CAN_USE)

    check(stale, days=402)
    assert verdict(stale) is Verdict.CAN_USE


def test_the_last_match_for_a_need_and_an_area_stays(published, check, sweep):
    facts = {"contact_points": ()}
    both = frozenset({PORTSMOUTH, HAVANT})
    for name, codes in (("Here", {PORTSMOUTH}), ("Here too", {PORTSMOUTH}), ("Here and there", both)):
        service = published(**in_portsmouth(name=name, catchment=lives_in(AreaKind.LOCAL_AUTHORITY, *codes), **facts))
        check(service, days=380, outcome=CheckOutcome.NO_ANSWER)

    assert sweep(400) == {"Here", "Here too"}


@pytest.mark.parametrize(
    "facts",
    [
        {"nhs_role": "crisis-team"},
        {"nhs_role": "single-point"},
        {"level": frozenset({"risk-support"})},
        {"catchment": None},
        {"contact_points": (ContactPoint("c9", Channel.PHONE, "116 123"),)},
    ],
    ids=["crisis team", "front door", "safety", "area not told", "crisis line"],
)
def test_what_somebody_in_danger_may_need_never_leaves(db, published, check, sweep, facts):
    with writing(db):
        save_crisis_lines(db, CRISIS_LINES)
    published(**in_portsmouth(name="Fresh", contact_points=()))
    service = published(**in_portsmouth(name="Stale", **{"contact_points": (), **facts}))
    check(service, days=380, outcome=CheckOutcome.NO_ANSWER)

    assert sweep(400) == set()


def test_a_crisis_line_is_checked_monthly_and_again_when_its_number_changes(db):
    line = CRISIS_LINES[3]
    with writing(db):
        save_crisis_lines(db, [line])
        save_crisis_line_check(db, CrisisLineCheck(line.slug, line.what_to_do, line.action, "Sam", DAY_ONE))

    assert due_crisis_lines(db, today=DAY_ONE + timedelta(days=31)) == ()
    assert due_crisis_lines(db, today=DAY_ONE + timedelta(days=32)) == (line,)

    with writing(db):
        save_crisis_lines(db, [replace(line, what_to_do="Ring another number", action="tel:01632960009")])
    assert len(due_crisis_lines(db, today=DAY_ONE)) == 1

"""Edits as lists of facts: what they risk, what they narrow, and how two of them meet."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.changes import EditConflict, merge, working_days_between
from directory.domain.eligibility import AgeRule
from directory.domain.facts import Change, difference, fact_of, with_changes
from directory.domain.judging import judge
from directory.domain.narrowing import narrows
from directory.domain.risk import Risk, risk_of, wait_jumps
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import (
    Alert,
    AlertSentence,
    Channel,
    Confidentiality,
    ContactPoint,
    Location,
    Schedule,
    Status,
    Telling,
    Threshold,
    Wait,
    WaitStage,
)
from directory.domain.verdicts import Verdict
from tests.builders import a_service, only_for
from tests.domain.test_judging_properties import age_rules, audience_sets, catchments, locations, seekers, services

PHONE = ContactPoint("c1", Channel.PHONE, "01632 960001")
EMAIL = ContactPoint("c2", Channel.EMAIL, "hello@example.org")
HOURS = (Schedule(frozenset({0, 1}), time(9), time(17)),)
ROOM = Location("l1", address="1 High Street")

contacts = st.lists(
    st.builds(
        ContactPoint,
        id=st.sampled_from(("c1", "c2", "c3")),
        channel=st.sampled_from(Channel),
        value=st.sampled_from(("01632 960001", "01632 960002")),
        professionals_only=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)
told = st.one_of(st.none(), st.sampled_from(("one", "two")))


@st.composite
def states(draw, of=services):
    return replace(
        draw(of),
        id="x",
        slug="x",
        code="x",
        summary=draw(told),
        contact_points=draw(contacts),
        threshold=Threshold(not_for_plain=draw(told)),
        suspended=False,
        may_have_changed=False,
        unconfirmed=frozenset(),
    )


@given(states(), states())
def test_the_difference_of_two_states_made_to_the_one_gives_the_other(before, after):
    assert with_changes(before, difference(before, after)) == after


@given(states(), states(), states())
def test_two_edits_of_one_state_are_both_heard_or_shown_to_meet(base, mine, theirs):
    my_changes, their_changes = difference(base, mine), difference(base, theirs)
    if any(one.overlaps(other) and one != other for one in my_changes for other in their_changes):
        with pytest.raises(EditConflict) as met:
            merge(my_changes, their_changes)
        assert met.value.mine == my_changes
        return

    merged = with_changes(theirs, merge(my_changes, their_changes))

    for change in (*my_changes, *their_changes):
        if not change.field.endswith("/order"):
            assert fact_of(merged, change.field) == change.after


@given(services, seekers, st.lists(age_rules, min_size=1, max_size=3).map(tuple), catchments, audience_sets)
def test_a_change_that_narrows_nothing_takes_nobody_s_yes_away(service, seeker, ages, catchment, audiences):
    changed = replace(service, age_rules=ages, catchment=catchment, audiences=audiences)
    if any(narrows(change, service) for change in difference(service, changed)):
        return

    if judge(service, seeker).can_use:
        assert judge(changed, seeker).verdict is Verdict.CAN_USE


@given(services, seekers, st.lists(age_rules, min_size=1, max_size=2).map(tuple), st.lists(locations, max_size=1).map(tuple))
def test_a_wider_age_or_another_room_that_nothing_is_measured_from_narrows_nothing(service, seeker, more, rooms):
    if not service.age_rules or service.locations or service.catchment is not None:
        return

    wider = replace(service, age_rules=(*service.age_rules, *more), locations=rooms)

    assert not any(narrows(change, service) for change in difference(service, wider))


OWN_WORDS = Wait(WaitStage.HELP_STARTS, 2, 4, "the front desk", date(2026, 11, 1))
LIVE = [
    Change("contact_points/c1/schedules", None, HOURS),
    Change("waits", (), (Wait(WaitStage.HELP_STARTS, 2, 4, THEY_WHO_RUN_IT, date(2026, 11, 1)),)),
    Change("waits", (OWN_WORDS,), (OWN_WORDS, Wait(WaitStage.FIRST_REPLY, 0, 1, THEY_WHO_RUN_IT, date(2026, 11, 1)))),
    Change("status", Status.ACTIVE, Status.TEMPORARILY_CLOSED),
    Change("status", Status.TEMPORARILY_CLOSED, Status.ACTIVE),
    Change("opens_again_on", None, date(2026, 12, 1)),
    Change("taking_new_people", True, False),
    Change("taking_new_people", None, False),
    Change("contact_points/c1", PHONE, None),
    Change("alert", None, Alert(AlertSentence.SLOW_REPLIES, date(2026, 12, 1))),
]
CONFIRMED = [
    Change("contact_points/c1/value", "01632 960001", "01632 960002"),
    Change("contact_points/c2", None, EMAIL),
    Change("url", "https://example.org", "https://example.org/new"),
    Change("locations/l1", None, ROOM),
    Change("locations/l1/address", "1 High Street", "2 High Street"),
    Change("advice_line", None, "01632 960003"),
]
REVIEWED = [
    Change("summary", None, "We listen."),
    Change("age_rules", (AgeRule(11, 18),), (AgeRule(11, 25),)),
    Change("status", Status.ACTIVE, Status.DEFUNCT),
    Change("status", None, Status.TEMPORARILY_CLOSED),
    Change("taking_new_people", None, True),
    Change("contact_points/c2", EMAIL, None),
    Change("contact_points/c1/label", None, "Ask for Sam"),
    Change("contact_points/c1/professionals_only", True, False),
    Change("locations/l1/masked", True, False),
    Change("locations/l1", ROOM, None),
    Change("url", "https://example.org", None),
    Change("waits", (), (OWN_WORDS,)),
    Change("waits", (OWN_WORDS,), (replace(OWN_WORDS, weeks_to=6),)),
]


@pytest.mark.parametrize("change", LIVE, ids=lambda one: one.field)
def test_small_news_is_live_at_once(change):
    assert risk_of(change) is Risk.LIVE


@pytest.mark.parametrize("change", CONFIRMED, ids=lambda one: one.field)
def test_a_new_way_to_reach_somebody_must_be_confirmed(change):
    assert risk_of(change) is Risk.CONFIRMED


@pytest.mark.parametrize("change", REVIEWED, ids=lambda one: one.field)
def test_everything_else_is_reviewed(change):
    assert risk_of(change) is Risk.REVIEWED


@pytest.mark.parametrize(("weeks", "jumps"), [(16, False), (17, True), (1, False), (0, False)])
def test_a_wait_that_jumps_is_more_than_four_times_what_it_was(weeks, jumps):
    def told_to_be(number):
        return (Wait(WaitStage.HELP_STARTS, 0, number, "them", date(2026, 11, 1)),)

    assert wait_jumps(Change("waits", told_to_be(4), told_to_be(weeks))) is jumps


def test_closing_a_way_in_and_telling_parents_more_narrow():
    before = a_service(contact_points=(EMAIL,), confidentiality=Confidentiality(parents=Telling.WITH_YOUR_SAY_SO))
    after = replace(before, contact_points=(), confidentiality=Confidentiality(parents=Telling.USUALLY))

    assert [narrows(change, before) for change in difference(before, after)] == [True, True]
    assert [narrows(change, after) for change in difference(after, before)] == [False, False]


def test_a_new_condition_narrows_and_an_exclusion_taken_away_does_not():
    before = a_service(threshold=Threshold(not_for_plain="Not for emergencies"))
    after = replace(before, audiences=only_for("in-care"), threshold=Threshold())

    assert {change.field: narrows(change, before) for change in difference(before, after)} == {
        "audiences": True,
        "threshold/not_for_plain": False,
    }


def test_five_working_days_leave_out_weekends_and_bank_holidays():
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 29)) == 2  # Christmas Eve, and the Tuesday after

"""Editing by risk, from proposal to answer, and back."""

from dataclasses import replace
from datetime import date, time

import pytest

from directory.domain.changes import (
    ChangeState,
    ContactNotConfirmed,
    EditConflict,
    ReasonNeeded,
    SignInNeeded,
    TellTwice,
    VersionNotFound,
)
from directory.domain.eligibility import AgeRule
from directory.domain.facts import Change
from directory.domain.judging import judge
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Channel, ContactPoint, Location, Schedule, Status, Threshold, Wait, WaitStage
from directory.domain.verdicts import ReasonCode, Verdict
from directory.publishing.editing import make_public, publish_edit
from directory.publishing.ending import lift_suspension, retire, suspend
from directory.publishing.listings import hold
from directory.publishing.proposing import propose, undo
from directory.publishing.queue import live_edits, waiting_edits
from directory.publishing.versions import compare_versions, put_back, view_version
from directory.store.changes import get_change, get_changes, list_changes_in
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version, read_version
from tests.answers import approve, ask_for_change, decline
from tests.publishing.conftest import NOW, PHONE, SOMEONE

KEEPER, OTHER, EDITOR = "keeper@example.org", "other@example.org", "editor@example.org"
HOURS = (Schedule(frozenset({0, 1, 2}), time(10), time(16)),)
NEW_NUMBER = "01632 960002"
NARROWER, WIDE = (AgeRule(16, 18),), (AgeRule(11, 18),)


def wait_of(weeks):
    return (Wait(WaitStage.HELP_STARTS, 0, weeks, THEY_WHO_RUN_IT, date(2026, 11, 20)),)


@pytest.fixture
def sent(db):
    """Propose an edit of a listing as it is now: `sent(service, summary="...")`."""

    def run(service, *, made_from=None, by=KEEPER, keepers=(KEEPER, OTHER), told=None, **facts):
        newest = made_from if made_from is not None else latest_version(db, service.id)
        edited = replace(read_version(db, service.id, newest), **facts)
        return propose(db, edited, made_from=newest, by=by, now=NOW, keepers=keepers, **(told or {}))

    return run


@pytest.fixture
def now_says(db):
    return lambda service: get_service(db, service.id)


def test_new_hours_are_public_at_once_and_an_undo_takes_them_back(db, published, sent, now_says):
    service = published()

    proposed = sent(service, contact_points=(replace(PHONE, schedules=HOURS),))

    assert proposed.live == ("contact_points/c1/schedules",)
    assert now_says(service).contact_points[0].schedules == HOURS
    assert [change.id for change in list_changes_in(db, ChangeState.LIVE)] == [proposed.change.id]

    undo(db, proposed.change.id, by=KEEPER, now=NOW)

    assert now_says(service).contact_points == (PHONE,)
    assert not list_changes_in(db, ChangeState.LIVE)


def test_one_edit_is_split_by_risk(published, sent, now_says):
    service = published(taking_new_people=True)

    proposed = sent(service, taking_new_people=False, summary="We listen.")

    assert (proposed.live, proposed.waiting) == (("taking_new_people",), ("summary",))
    assert (now_says(service).taking_new_people, now_says(service).summary) == (False, None)


def test_an_undo_after_somebody_else_s_edit_overwrites_nothing(db, published, sent, now_says):
    service = published()
    first = sent(service, waits=wait_of(4))
    sent(service, waits=wait_of(6))

    with pytest.raises(EditConflict) as met:
        undo(db, first.change.id, by=KEEPER, now=NOW)

    assert met.value.conflicts[0].theirs.after == wait_of(6)
    assert now_says(service).waits == wait_of(6)


def test_an_undo_does_not_confirm_what_was_read_from_prose(db, published, sent, now_says):
    service = published(unconfirmed=frozenset({"taking_new_people"}))

    proposed = sent(service, taking_new_people=False)
    undo(db, proposed.change.id, by=KEEPER, now=NOW)

    assert now_says(service).taking_new_people
    assert now_says(service).unconfirmed == {"taking_new_people"}


def test_a_wait_that_jumps_must_be_told_twice(published, sent, now_says):
    service = published(waits=wait_of(2))

    with pytest.raises(TellTwice):
        sent(service, waits=wait_of(20))
    assert now_says(service).waits == wait_of(2)

    sent(service, waits=wait_of(20), told={"told_twice": True})
    assert now_says(service).waits == wait_of(20)


def test_a_link_without_signing_in_is_good_for_what_is_live_at_once_only(db, published, sent, now_says):
    service = published()

    with pytest.raises(SignInNeeded):
        sent(service, waits=wait_of(4), summary="We listen.", told={"signed_in": False})
    assert not now_says(service).waits
    assert not get_changes(db, service.id)

    assert sent(service, waits=wait_of(4), told={"signed_in": False}).live == ("waits",)


def test_a_new_number_waits_until_one_we_held_has_confirmed_it_and_the_others_are_to_be_told(db, published, sent, now_says):
    service = published()

    proposed = sent(service, contact_points=(replace(PHONE, value=NEW_NUMBER),))

    assert proposed.to_tell == (OTHER,)
    assert now_says(service).contact_points == (PHONE,)
    for through in (None, "", NEW_NUMBER):
        with pytest.raises(ContactNotConfirmed):
            approve(db, proposed.change.id, by=EDITOR, now=NOW, confirmed_through=through)

    approve(db, proposed.change.id, by=EDITOR, now=NOW, confirmed_through="01632960001")

    assert now_says(service).contact_points[0].value == NEW_NUMBER


def test_nobody_else_is_told_of_new_words(published, sent):
    assert sent(published(), summary="We listen.").to_tell == ()


def test_an_edit_is_answered_fact_by_fact_and_each_no_has_a_reason(db, published, sent, now_says):
    service = published()
    number = sent(service, summary="We listen.", while_you_wait="Draw.", threshold=Threshold(for_plain="You")).change.id

    approve(db, number, by=EDITOR, now=NOW, fields=["summary"])
    decline(db, number, by=EDITOR, now=NOW, fields=["while_you_wait"], reason="Say a little more.")
    ask_for_change(db, number, by=EDITOR, now=NOW, reason="Who is it for?")

    told = {fact.field: (fact.state, fact.reason) for fact in get_change(db, number).facts}
    assert told == {
        "summary": (ChangeState.APPROVED, None),
        "while_you_wait": (ChangeState.DECLINED, "Say a little more."),
        "threshold/for_plain": (ChangeState.ASKED, "Who is it for?"),
    }
    assert (now_says(service).summary, now_says(service).while_you_wait) == ("We listen.", None)
    with pytest.raises(ReasonNeeded):
        decline(db, sent(service, summary="We talk.").change.id, by=EDITOR, now=NOW, reason="  ")


def test_what_the_same_person_sends_again_replaces_what_they_sent_before(db, published, sent):
    service = published()
    first, again = sent(service, summary="We lisen."), sent(service, summary="We listen.")

    assert get_change(db, first.change.id).facts[0].state is ChangeState.REPLACED
    assert [one.id for one in list_changes_in(db, ChangeState.WAITING)] == [again.change.id]


def test_two_people_who_change_different_facts_are_both_heard(db, published, now_says):
    service = published()
    for facts in ({"summary": "We listen."}, {"contact_points": (replace(PHONE, label="Ask for Sam"),)}, {"name": "Talk"}):
        publish_edit(db, replace(service, **facts), made_from=1, by=EDITOR, now=NOW)

    stands = now_says(service)
    assert (stands.summary, stands.contact_points[0].label, stands.name) == ("We listen.", "Ask for Sam", "Talk")
    assert len(get_versions(db, service.id)) == 4


def test_the_second_of_two_people_who_change_the_same_fact_is_shown_both(db, published, now_says):
    service = published()
    publish_edit(db, replace(service, summary="We listen."), made_from=1, by=EDITOR, now=NOW)

    with pytest.raises(EditConflict) as met:
        publish_edit(db, replace(service, summary="We talk.", name="Talk"), made_from=1, by=OTHER, now=NOW)

    assert [(one.mine.after, one.theirs.after) for one in met.value.conflicts] == [("We talk.", "We listen.")]
    assert Change("name", service.name, "Talk") in met.value.mine
    assert now_says(service).name == service.name


def test_changing_a_number_that_somebody_else_took_away_is_a_conflict(db, published, sent):
    service = published()
    waits = sent(service, contact_points=(replace(PHONE, label="Ask for Sam"),)).change.id
    publish_edit(db, replace(service, contact_points=()), made_from=1, by=EDITOR, now=NOW)

    with pytest.raises(EditConflict):
        approve(db, waits, by=EDITOR, now=NOW)


def test_what_has_changed_since_it_was_sent_is_approved_only_by_somebody_who_saw_both(db, published, sent, now_says):
    service = published()
    number = sent(service, summary="We listen.").change.id
    publish_edit(db, replace(service, summary="We talk."), made_from=1, by=EDITOR, now=NOW)

    with pytest.raises(EditConflict):
        approve(db, number, by=EDITOR, now=NOW)
    approve(db, number, by=EDITOR, now=NOW, both_seen=True)

    assert now_says(service).summary == "We listen."


def test_a_narrowed_age_turns_a_yes_into_ask_first_until_it_is_answered(db, published, sent, verdict, now_says):
    service = published(age_rules=WIDE)
    assert verdict(service) is Verdict.CAN_USE

    number = sent(service, age_rules=NARROWER).change.id

    assert verdict(service) is Verdict.ASK_FIRST
    assert judge(now_says(service), SOMEONE).deciding[0].code is ReasonCode.MAY_HAVE_CHANGED
    assert now_says(service).age_rules == WIDE

    decline(db, number, by=EDITOR, now=NOW, reason="They rang: it was a slip.")
    assert verdict(service) is Verdict.CAN_USE


def test_a_narrowed_age_is_public_when_approved_and_put_back_with_a_newer_number_kept(
    db, published, sent, verdict, now_says
):
    service = published(age_rules=WIDE)
    approve(db, sent(service, age_rules=NARROWER).change.id, by=EDITOR, now=NOW)
    assert (now_says(service).age_rules, verdict(service)) == (NARROWER, Verdict.NOT_FOR_YOU)
    new = sent(service, contact_points=(replace(PHONE, value=NEW_NUMBER),)).change.id
    approve(db, new, by=EDITOR, now=NOW, confirmed_through=PHONE.value)

    put_back(db, service.id, 1, by=EDITOR, now=NOW)

    assert (now_says(service).age_rules, verdict(service)) == (WIDE, Verdict.CAN_USE)
    assert now_says(service).contact_points[0].value == NEW_NUMBER
    assert latest_version(db, service.id) == 4
    assert [one.field for one in compare_versions(db, service.id, 1, 4)] == ["contact_points/c1/value"]


def test_a_wider_age_waits_without_turning_anything(published, sent, verdict):
    service = published(age_rules=WIDE)

    assert sent(service, age_rules=(AgeRule(11, 25),)).waiting == ("age_rules",)
    assert verdict(service) is Verdict.CAN_USE


def test_putting_back_shows_no_private_address_and_takes_no_number_away(db, published, now_says):
    room = Location("l1", address="1 High Street")
    service = published(locations=(room,), url=None, summary="Old")
    text = ContactPoint("c2", Channel.TEXT, "07700 900001")
    hidden = replace(
        service,
        locations=(replace(room, masked=True),),
        contact_points=(PHONE, text),
        url="https://example.org",
        summary="New",
    )
    publish_edit(db, hidden, made_from=1, by=EDITOR, now=NOW)

    put_back(db, service.id, 1, by=EDITOR, now=NOW)

    stands = now_says(service)
    assert (stands.locations[0].masked, stands.contact_points, stands.url) == (True, (PHONE, text), "https://example.org")
    assert stands.summary == "Old"


def test_an_older_version_does_not_say_where_a_place_was_that_is_private_now(db, published):
    room = Location("l1", address="1 High Street", postcode="PO1 2AL")
    service = published(locations=(room,))
    publish_edit(db, replace(service, locations=(replace(room, masked=True),)), made_from=1, by=EDITOR, now=NOW)

    assert view_version(db, service.id, 1).locations == (Location("l1", masked=True),)
    assert compare_versions(db, service.id, 1, 2) == ()


def test_new_hours_do_not_confirm_a_number_that_was_read_from_prose(published, sent, now_says):
    service = published(unconfirmed=frozenset({"contact_points", "waits"}))

    sent(service, contact_points=(replace(PHONE, schedules=HOURS),), waits=wait_of(3))

    assert now_says(service).unconfirmed == {"contact_points"}


def test_putting_back_what_was_read_from_prose_leaves_it_unconfirmed(db, published, now_says):
    service = published(age_rules=WIDE, unconfirmed=frozenset({"age_rules"}))
    publish_edit(db, replace(service, age_rules=NARROWER), made_from=1, by=EDITOR, now=NOW)
    assert not now_says(service).unconfirmed

    put_back(db, service.id, 1, by=EDITOR, now=NOW)

    assert now_says(service).unconfirmed == {"age_rules"}


def test_there_is_no_version_that_nobody_made(db, published):
    with pytest.raises(VersionNotFound):
        put_back(db, published().id, 7, by=EDITOR, now=NOW)


def test_an_edit_of_a_listing_held_back_does_not_show_it(db, published, verdict, now_says):
    service = published()
    with writing(db):
        hold(db, service, now=NOW)

    publish_edit(db, replace(now_says(service), summary="We listen."), made_from=1, by=EDITOR, now=NOW)
    assert verdict(service) is None

    make_public(db, service.id, by=EDITOR, now=NOW)
    assert verdict(service) is Verdict.CAN_USE


def test_a_retired_listing_says_what_to_try_instead_and_leaves_searches(db, published, verdict, now_says):
    service = published()
    with pytest.raises(ReasonNeeded):
        retire(db, service.id, try_instead="", by=EDITOR, now=NOW)

    retire(db, service.id, try_instead="Harbour Youth drop-in", by=EDITOR, now=NOW)

    assert verdict(service) is None
    assert now_says(service).status is Status.DEFUNCT
    assert now_says(service).threshold.try_instead == "Harbour Youth drop-in"


def test_a_suspended_listing_leaves_searches_until_that_is_lifted(db, published, verdict):
    service = published()

    suspend(db, service.id, reason="A worry that we are looking into", by=EDITOR, now=NOW)
    assert verdict(service) is None

    lift_suspension(db, service.id, by=EDITOR, now=NOW)
    assert verdict(service) is Verdict.CAN_USE


def test_the_queue_has_late_edits_first_then_those_that_shut_somebody_out(db, published, sent):
    service = published(age_rules=WIDE)
    words = sent(service, summary="We listen.", by="a@example.org").change.id
    ages = sent(service, age_rules=NARROWER, by="b@example.org").change.id
    number = sent(service, contact_points=(replace(PHONE, value=NEW_NUMBER),), by="c@example.org").change.id
    sent(service, waits=wait_of(4))

    queue = waiting_edits(db, today=date(2026, 11, 27))
    assert [(one.change.id, one.working_days) for one in queue] == [(ages, 5), (words, 5), (number, 5)]
    assert [(one.narrows, one.has_new_contact, one.is_late) for one in queue] == [
        (True, False, False),
        (False, False, False),
        (False, True, False),
    ]
    assert all(one.is_late for one in waiting_edits(db, today=date(2026, 11, 30)))
    assert [one.service.id for one in live_edits(db, today=date(2026, 11, 27))] == [service.id]


def test_whether_an_edit_that_waits_narrows_is_judged_against_what_is_public_now(db, published, verdict):
    service = published(age_rules=(AgeRule(None, 17),))
    first, second = (
        propose(db, replace(service, age_rules=(rule,)), made_from=1, by=by, now=NOW).change
        for rule, by in ((AgeRule(12, 16), "sam"), (AgeRule(5, 17), "alex"))
    )
    assert second.facts[0].narrows

    approve(db, first.id, by=EDITOR, now=NOW)

    assert not get_change(db, second.id).facts[0].narrows
    assert not get_service(db, service.id).may_have_changed
    assert verdict(service) is Verdict.CAN_USE

    narrower = replace(get_service(db, service.id), age_rules=(AgeRule(5, 18),))
    publish_edit(db, narrower, made_from=latest_version(db, service.id), by=EDITOR, now=NOW)

    assert get_change(db, second.id).facts[0].narrows
    assert get_service(db, service.id).may_have_changed

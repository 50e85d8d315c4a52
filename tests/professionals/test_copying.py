"""Three lines a service for the record, and never too long for the box they are pasted into."""

import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.checks import Check, CheckMethod, CheckScope, last_checks
from directory.domain.eligibility import AgeRule, AgeUnit, AreaKind, Basis, Catchment, Condition, WhoseAge, lives_in
from directory.domain.eligibility import Area as AreaOf
from directory.domain.judging import judge
from directory.domain.seeker import Seeker
from directory.domain.services import Channel, ContactPoint, Status, Threshold, Wait, WaitStage
from directory.finding.results import Found
from directory.finding.wording import Names
from directory.professionals.copying import record_lines, records_of, share_room, shared_record_text
from directory.professionals.plain_text import plain, shorten, whole_phrases
from directory.professionals.short_words import short_ages, short_area, short_only
from tests.builders import HAVANT, PORTSMOUTH, a_service, an_organisation, only_for

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))
LONG = "The Extraordinarily Long Named Portsmouth and South East Hampshire Partnership for Emotional Wellbeing " * 3


@pytest.fixture(scope="session")
def names(taxonomy):
    return Names({PORTSMOUTH: "Portsmouth", HAVANT: "Havant"}, taxonomy)


def found(provider="Harbour Youth", checked=date(2026, 11, 3), scope=CheckScope.ALL, **facts):
    service = a_service(**facts)
    last = last_checks([Check(scope, checked, "an editor", CheckMethod.RANG)] if checked else [])
    return Found(service, an_organisation(provider), judge(service, Seeker()), None, last.of_all, last_checks=last)


def everything(name="Top Stair counselling", **facts):
    return found(**{
        "name": name,
        "kinds": frozenset({"counselling"}),
        "routes": frozenset({"self", "parent", "gp"}),
        "contact_points": (ContactPoint("a", Channel.FORM, "https://topstair.example.org/hello"),
                           ContactPoint("b", Channel.PHONE, "01632960080")),
        "waits": (Wait(WaitStage.HELP_STARTS, 4, 7, "the front desk", date(2026, 11, 12)),),
        "age_rules": [AgeRule(11, 18), AgeRule(19, 25, condition="send")],
        "catchment": lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH),
        "threshold": Threshold(for_professional="Mild to moderate distress. More words."),
        **facts,
    })  # fmt: skip


def test_three_lines_say_who_how_and_for_whom(names):
    assert record_lines(everything(), names, NOW) == (
        "Top Stair counselling - Harbour Youth - counselling",
        "self/GP/parent referral; 01632 960080; wait 4-7 weeks to start (told 12 Nov)",
        "11-18, some to 25; Portsmouth; Mild to moderate distress. More words; checked 3 Nov 2026",
    )


@pytest.mark.parametrize(
    ("scope", "said"), [(CheckScope.CONTACT, "contact checked"), (CheckScope.ELIGIBILITY, "who for checked")]
)
def test_a_check_of_a_part_is_said_to_be_that(names, scope, said):
    one = everything(name=LONG, scope=scope, checked=date(2026, 9, 22))

    assert record_lines(one, names, NOW)[2].endswith(f"; {said} 22 Sep 2026")
    assert len(shared_record_text([one] * 3, names, NOW).replace("\n", "\r\n")) < 600


def test_what_nobody_told_us_is_said_so(names):
    lines = record_lines(found(age_rules=None, catchment=None, checked=None, name="Teen talk"), names, NOW)

    assert lines == (
        "Teen talk - Harbour Youth",
        "way in not told; contact: see the directory; wait not told",
        "ages not told; area not told; not checked yet",
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": Status.DEFUNCT}, "CLOSED;"),
        ({"status": Status.TEMPORARILY_CLOSED}, "CLOSED FOR NOW;"),
        ({"taking_new_people": False}, "NOT TAKING NEW PEOPLE;"),
        ({"routes": frozenset({"turn-up"})}, "drop in;"),
        ({"waits": (Wait(WaitStage.HELP_STARTS, 4, 7, "them", date(2026, 1, 1)),)}, "wait not known now"),
        ({"contact_points": (ContactPoint("a", Channel.EMAIL, "x" * 60 + "@example.org"),)}, "contact: see the directory"),
        ({"contact_points": (ContactPoint("a", Channel.TEXT, "07700900080"),)}, "text 07700 900080"),
    ],
)
def test_ways_in_that_are_not_open_or_not_known_are_said_so(names, facts, said):
    assert said in record_lines(everything(**facts), names, NOW)[1]


def test_a_contact_for_professionals_only_is_never_written_into_a_record(names):
    private = ContactPoint("p", Channel.PHONE, "01632960999", professionals_only=True, consent_recorded=True)

    assert "960999" not in "".join(records_of(everything(contact_points=(private,)), names, NOW))


def test_three_services_stay_under_six_hundred_characters_whatever_they_are_called(names):
    wordy = everything(
        name=LONG,
        provider=LONG,
        age_rules=[AgeRule(1, 12, AgeUnit.SCHOOL_YEARS), AgeRule(19, None, whose=WhoseAge.PERSON_USING)],
        catchment=Catchment(
            tuple((Condition(Basis.GP_IN, AreaOf(AreaKind.NAMED, frozenset({LONG + str(n)}))),) for n in range(4))
        ),
        contact_points=(ContactPoint("a", Channel.EMAIL, "y" * 22 + "@example.org"),),
        threshold=Threshold(for_professional=LONG),
    )
    text = "\n".join([records_of(wordy, names, NOW)[0]] * 3)

    assert len(text.replace("\n", "\r\n")) < 600
    assert len(text.splitlines()) == 9
    assert text.startswith("The Extraordinarily")
    assert "y" * 22 + "@example.org" in text


def test_with_everything_at_its_longest_three_are_still_short_enough(names):
    waits = (Wait(WaitStage.FIRST_REPLY, 0, 400, "them", date(2026, 11, 12)),)
    wordy = everything(
        name=LONG,
        scope=CheckScope.ELIGIBILITY,
        is_demonstration=True,
        audiences=only_for("ethnic-communities", "gypsy-roma-traveller", "send"),
        age_rules=[AgeRule(10, 12, AgeUnit.SCHOOL_YEARS), AgeRule(19, None, whose=WhoseAge.PERSON_USING)],
        unconfirmed=frozenset({"age_rules", "catchment", "audiences"}),
        routes=frozenset({"youth-justice", "any-professional"}),
        contact_points=(ContactPoint("a", Channel.EMAIL, "y" * 22 + "@example.org"),),
        waits=(*waits, replace(waits[0], need="trauma")),
    )
    text = "\n".join([records_of(wordy, names, NOW)[0]] * 3)

    assert len(text.replace("\n", "\r\n")) < 600
    assert "to first reply, varies (told 12 Nov)" in text
    assert "only some groups: ask; " in text
    assert "unconfirmed" in text


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300), st.integers(0, 400))
def test_no_words_make_it_longer_or_break_its_lines(names, name, provider, threshold, weeks):
    one = everything(
        name=name,
        threshold=Threshold(for_professional=threshold),
        waits=(Wait(WaitStage.HELP_STARTS, 0, weeks, name, date(2026, 11, 12)),),
    )
    one = replace(one, organisation=an_organisation("x", slug="x"))
    for text in ("\n".join([records_of(one, names, NOW)[0]] * 3), shared_record_text([one] * 3, names, NOW)):
        assert len(text) < 600
        assert len(text.splitlines()) == 9


THRESHOLD = "Immediate or imminent risk to life, or serious self-harm in the last day; not for long-standing worry. " * 2


def test_one_or_two_have_the_room_of_three(names):
    one = everything(threshold=Threshold(for_professional=THRESHOLD), audiences=frozenset())

    assert THRESHOLD.strip().rstrip(".") in shared_record_text([one], names, NOW)
    assert "not for long-standing worry" in shared_record_text([one, one], names, NOW)
    assert len(shared_record_text([one, one], names, NOW).replace("\n", "\r\n")) < 600


def test_what_a_short_one_leaves_a_long_one_has(names):
    long = everything(threshold=Threshold(for_professional=THRESHOLD))
    short = found(name="Teen talk")

    assert "not for long-standing worry" in shared_record_text([short, long, short], names, NOW)
    assert share_room([100, 500, 120]) == [100, 368, 120]
    assert share_room([]) == []


def test_nothing_ends_with_a_word_that_leads_on():
    assert whole_phrases("Immediate or imminent risk to self or others", 42) == "Immediate or imminent risk to self..."


@pytest.mark.parametrize(
    ("words", "room"),
    [("Independent, non-instructed advocacy is included", 20), ("Therapeutic support for those who were hurt", 24),
     ("Moderate to severe and lasting difficulties", 28)],
)  # fmt: skip
def test_a_threshold_is_left_out_rather_than_cut_to_words_that_say_nothing(words, room):
    assert whole_phrases(words, room) == ""


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (60, "Immediate or imminent risk to life..."),
        (80, "Immediate or imminent risk to life, or serious self-harm in the last day..."),
    ],
)
def test_a_threshold_is_cut_between_phrases(room, kept):
    assert whole_phrases(THRESHOLD, room) == kept
    assert len(kept) <= room


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ((0, 0), "; no wait to start (told"),
        ((0, 1), "; wait up to 1 week to start (told"),
        ((4, 7), "; wait 4-7 weeks to start ("),
    ],
)
def test_waits_read_as_words(names, weeks, said):
    waits = (Wait(WaitStage.HELP_STARTS, *weeks, "them", date(2026, 11, 12)),)

    assert said in record_lines(everything(waits=waits), names, NOW)[1]


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (WaitStage.FIRST_REPLY, "to first reply"),
        (WaitStage.ASSESSMENT, "to assessment"),
        (WaitStage.HELP_STARTS, "to start"),
    ],
)
def test_a_wait_says_what_it_is_until_beside_two_others_too(names, stage, said):
    one = everything(name=LONG, waits=(Wait(stage, 12, 18, "them", date(2026, 11, 12)),))

    assert re.search(rf"wait 12-18 (weeks|wk) {said} \(told 12 Nov\)", records_of(one, names, NOW)[0])


def test_the_wait_is_the_one_for_the_need_that_was_asked_for(names):
    general = Wait(WaitStage.HELP_STARTS, 12, 18, "them", date(2026, 11, 12))
    one = everything(waits=(general, replace(general, weeks_from=20, weeks_to=40, need="trauma")))

    assert "wait 20-40 weeks to start for " in record_lines(one, names, NOW, needs=("trauma",))[1]
    assert record_lines(one, names, NOW, needs=("sleep",))[1].endswith("wait 12-18 weeks to start (told 12 Nov)")
    assert record_lines(one, names, NOW)[1].endswith("wait 12-18 weeks to start, varies by need (told 12 Nov)")


def test_a_wait_that_is_told_for_another_need_alone_is_not_taken_for_this_one(names):
    one = everything(name=LONG, waits=(Wait(WaitStage.HELP_STARTS, 1, 4, "them", date(2026, 11, 12), need="eating"),))

    assert "to start for worries about food or eating (" in record_lines(one, names, NOW, needs=("trauma",))[1]
    assert "to start, one need (told 12 Nov)" in records_of(one, names, NOW, ("trauma",))[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"age_rules"}, "ages unconfirmed"),
        ({"catchment"}, "area unconfirmed"),
        ({"age_rules", "catchment"}, "ages and area unconfirmed"),
        ({"audiences", "catchment", "languages"}, "groups and area unconfirmed"),
    ],
)
def test_whom_alone_it_is_for_and_what_nobody_confirmed_stay_whatever_gives_way(names, fields, said):
    one = everything(
        name=LONG,
        audiences=only_for("ethnic-communities"),
        threshold=Threshold(for_professional=LONG),
        unconfirmed=frozenset(fields),
    )
    short = records_of(one, names, NOW)[0].splitlines()[2]

    assert record_lines(one, names, NOW)[2].startswith(
        f"only Black/Asian/ethnic minority; 11-18, some to 25; Portsmouth; {said}; "
    )
    assert short.startswith("only Black/Asian/ethnic minority; 11-18, some to 25; ")
    assert f"; {said}; " in short or "; unconfirmed: ask; " in short


@pytest.mark.parametrize("field", ["age_rules", "catchment", "audiences"])
def test_of_what_nobody_told_nothing_is_said_to_be_unconfirmed(names, field):
    one = found(age_rules=None, catchment=None, audiences=None, unconfirmed=frozenset({field}))

    assert "unconfirmed" not in "".join(record_lines(one, names, NOW))


def test_ages_that_are_all_for_one_group_are_those_of_a_service_for_it_alone(names):
    one = everything(age_rules=[AgeRule(14, 25, condition="send")])

    assert record_lines(one, names, NOW)[2].startswith("only EHCP or help at school; 14-25; Portsmouth")


def test_that_it_goes_by_the_gp_stays_where_the_name_of_an_area_is_cut(names):
    board = Condition(Basis.GP_IN, AreaOf(AreaKind.NAMED, frozenset({"Surrey and Sussex " * 4})))

    assert ": GP; " in record_lines(everything(catchment=Catchment(((board,),))), names, NOW)[2]


def test_a_made_up_one_says_so_and_no_name_is_said_twice(names):
    one = everything(is_demonstration=True, name=LONG)

    assert record_lines(everything("Harbour Youth", is_demonstration=True), names, NOW)[0] == (
        "Harbour Youth - MADE UP - counselling"
    )
    assert "MADE UP" in records_of(one, names, NOW)[0]


def test_short_ages():
    assert short_ages([AgeRule(None, None)]) == "any age"
    assert short_ages([AgeRule(16, None)]) == "16+"
    assert short_ages([AgeRule(None, 17)]) == "to 17"
    assert short_ages([AgeRule(7, 11, AgeUnit.SCHOOL_YEARS)]) == "school years 7-11"
    assert short_ages([AgeRule(0, 25, condition="send")]) == "some to 25"


def test_whom_alone_in_a_few_words():
    assert short_only({"deaf"}) == "only Deaf"
    assert short_only(frozenset()) == ""


def test_short_areas(names):
    lives = Condition(Basis.LIVES_IN, AreaOf(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH})))
    gp = Condition(Basis.GP_IN, AreaOf(AreaKind.LOCAL_AUTHORITY, frozenset({HAVANT})))
    near = Condition(Basis.LIVES_IN, AreaOf(AreaKind.MILES, miles=4.0))

    school = replace(lives, basis=Basis.SCHOOL_IN)

    assert short_area(Catchment(((lives,),)), names) == "Portsmouth"
    assert short_area(Catchment(((lives,), (gp,))), names) == "Portsmouth or Havant: GP"
    assert short_area(Catchment(((lives,), (school,))), names) == "Portsmouth: home/school"
    assert short_area(Catchment(((lives, gp),)), names) == "Portsmouth and Havant: GP"
    assert short_area(Catchment(((near,),)), names) == "within 4 miles"


def test_words_are_cut_between_words():
    assert shorten("one two three four", 14) == "one two..."
    assert shorten("unbreakable" * 5, 14) == "unbreakable..."
    assert shorten("short", 5) == "short"
    assert shorten("some words here", 7) == ""


def test_typed_signs_become_plain_ones():
    assert plain("It’s – “all”\n fine…\x00") == 'It\'s - "all" fine...'


def test_with_fewer_beside_it_a_service_says_more(names):
    one = everything(threshold=Threshold(for_professional=THRESHOLD))
    short, of_two, alone = records_of(one, names, NOW)

    assert len(short) < len(of_two) < len(alone)
    assert THRESHOLD.strip().rstrip(".") in alone
    assert records_of(everything(threshold=Threshold()), names, NOW)[1:] == ("", "")

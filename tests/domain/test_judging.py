from dataclasses import replace
from datetime import date

import pytest

from directory.domain.eligibility import (
    AgeRule,
    AgeUnit,
    Area,
    AreaKind,
    Basis,
    Catchment,
    Condition,
    WhoseAge,
    lives_in,
)
from directory.domain.judging import judge
from directory.domain.places import ENGLAND, Point
from directory.domain.seeker import Asking, Seeker
from directory.domain.services import Status
from directory.domain.verdicts import ReasonCode, Verdict
from tests.builders import (
    HAMPSHIRE_BOARD,
    HAVANT,
    PORTSMOUTH,
    a_location,
    a_place,
    a_service,
    only_for,
    welcoming,
)

AT_15 = Seeker(age=15)
PORTSMOUTH_ONLY = lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)


def codes(judgement):
    return [reason.code for reason in judgement.reasons]


@pytest.mark.parametrize(("age", "found"), [(10, False), (11, True), (18, True), (19, False)])
def test_age_rule_includes_both_ends_of_the_range(age, found):
    service = a_service(age_rules=[AgeRule(11, 18)])

    assert judge(service, Seeker(age=age)).can_use is found


@pytest.mark.parametrize(
    ("rule", "age", "verdict"),
    [
        (AgeRule(None, 18), 0, Verdict.CAN_USE),
        (AgeRule(16, None), 120, Verdict.CAN_USE),
        (AgeRule(16, None), 15, Verdict.NOT_FOR_YOU),
        (AgeRule(7, 11, AgeUnit.SCHOOL_YEARS), 13, Verdict.CAN_USE),
        (AgeRule(7, 11, AgeUnit.SCHOOL_YEARS), 11, Verdict.ASK_FIRST),
        (AgeRule(7, 11, AgeUnit.SCHOOL_YEARS), 16, Verdict.ASK_FIRST),
        (AgeRule(7, 11, AgeUnit.SCHOOL_YEARS), 10, Verdict.NOT_FOR_YOU),
    ],
)
def test_open_ends_and_school_years(rule, age, verdict):
    assert judge(a_service(age_rules=[rule]), Seeker(age=age)).verdict is verdict


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (AgeRule(13, 14), Verdict.CAN_USE),
        (AgeRule(14, 18), Verdict.ASK_FIRST),
        (AgeRule(15, 18), Verdict.NOT_FOR_YOU),
        (AgeRule(9, 9, AgeUnit.SCHOOL_YEARS), Verdict.CAN_USE),
    ],
)
def test_year_nine_is_thirteen_or_fourteen(rule, verdict):
    assert judge(a_service(age_rules=[rule]), Seeker(school_year=9)).verdict is verdict


def test_any_of_several_age_rules_will_do():
    service = a_service(age_rules=[AgeRule(11, 13), AgeRule(16, 18)])

    assert [judge(service, Seeker(age=age)).can_use for age in (12, 14, 17)] == [True, False, True]


def test_an_older_age_for_some_is_a_question_until_they_say_who_they_are():
    service = a_service(age_rules=[AgeRule(11, 18), AgeRule(19, 25, condition="send")])

    assert judge(service, Seeker(age=20)).verdict is Verdict.ASK_FIRST
    assert judge(service, Seeker(age=20, circumstances=frozenset({"send"}))).can_use


def test_a_parents_line_asks_for_the_age_of_the_parent_not_the_child():
    service = a_service(age_rules=[AgeRule(18, None, whose=WhoseAge.PERSON_USING)])

    assert judge(service, Seeker(age=9)).verdict is Verdict.ASK_FIRST
    assert judge(service, Seeker(age=9, asking=Asking.MY_CHILD)).can_use
    assert judge(service, Seeker(age=9, asking=Asking.ME)).verdict is Verdict.NOT_FOR_YOU


@pytest.mark.parametrize(
    ("place", "verdict"),
    [
        (a_place(), Verdict.CAN_USE),
        (a_place(ENGLAND, HAVANT, postcode="PO9 1AA"), Verdict.NOT_FOR_YOU),
        (a_place(exact=False, others=[frozenset({ENGLAND, HAVANT})]), Verdict.ASK_FIRST),
        (a_place(exact=False), Verdict.CAN_USE),
        (a_place(ENGLAND, HAVANT, exact=False), Verdict.NOT_FOR_YOU),
        (None, Verdict.ASK_FIRST),
    ],
)
def test_a_place_decides_only_when_all_or_none_of_it_is_covered(place, verdict):
    assert judge(a_service(catchment=PORTSMOUTH_ONLY), Seeker(age=15, home=place)).verdict is verdict


@pytest.mark.parametrize("basis", [Basis.LIVES_IN, Basis.GP_IN, Basis.SCHOOL_IN])
def test_each_tie_to_an_area_looks_only_at_its_own_place(basis):
    area = Area(AreaKind.BOARD, frozenset({HAMPSHIRE_BOARD}))
    service = a_service(catchment=Catchment(((Condition(basis, area),),)))
    told = {Basis.LIVES_IN: "home", Basis.GP_IN: "gp", Basis.SCHOOL_IN: "school"}

    for tie, field in told.items():
        expected = Verdict.CAN_USE if tie is basis else Verdict.ASK_FIRST
        assert judge(service, Seeker(age=15, **{field: a_place()})).verdict is expected


def test_the_council_that_looks_after_somebody_is_its_own_tie():
    area = Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))
    service = a_service(catchment=Catchment(((Condition(Basis.LOOKED_AFTER_BY, area),),)))

    assert judge(service, Seeker(age=15, looked_after_by=PORTSMOUTH, home=a_place(HAVANT))).can_use
    assert judge(service, Seeker(age=15, looked_after_by=HAVANT)).verdict is Verdict.NOT_FOR_YOU
    assert judge(service, Seeker(age=15, home=a_place())).verdict is Verdict.ASK_FIRST


def test_within_a_group_every_condition_must_hold_and_any_group_will_do():
    lives = Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH})))
    gp = Condition(Basis.GP_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH})))
    here, away = a_place(), a_place(ENGLAND, HAVANT)
    both, either = a_service(catchment=Catchment(((lives, gp),))), a_service(catchment=Catchment(((lives,), (gp,))))
    person = Seeker(age=15, home=here, gp=away)

    assert judge(both, person).verdict is Verdict.NOT_FOR_YOU
    assert judge(either, person).can_use


def test_a_named_school_is_never_guessed():
    area = Area(AreaKind.NAMED, frozenset({"Hill School"}))
    service = a_service(catchment=Catchment(((Condition(Basis.SCHOOL_IN, area),),)))

    assert judge(service, Seeker(age=15, school=a_place())).verdict is Verdict.ASK_FIRST


@pytest.mark.parametrize(
    ("miles", "radius", "verdict"),
    [
        (1.0, 0.0, Verdict.CAN_USE),
        (0.4, 0.0, Verdict.NOT_FOR_YOU),
        (1.0, 2.0, Verdict.ASK_FIRST),
        (4.0, 2.0, Verdict.CAN_USE),
    ],
)
def test_miles_are_only_as_sure_as_the_place(miles, radius, verdict):
    centre = a_location(Point(50.7989, -1.0912))
    here = a_place(point=Point(50.8089, -1.0912), radius_miles=radius)  # 0.69 miles north
    area = Area(AreaKind.MILES, miles=miles, location_id=centre.id)
    service = a_service(locations=(centre,), catchment=Catchment(((Condition(Basis.LIVES_IN, area),),)))

    assert judge(service, Seeker(age=15, home=here)).verdict is verdict


def test_a_masked_address_measures_nothing():
    refuge = a_location(masked=True)
    area = Area(AreaKind.MILES, miles=500, location_id=refuge.id)
    service = a_service(locations=(refuge,), catchment=Catchment(((Condition(Basis.LIVES_IN, area),),)))

    assert judge(service, Seeker(age=15, home=a_place())).verdict is Verdict.ASK_FIRST


def test_postcode_districts_are_certain_even_for_a_district():
    service = a_service(catchment=lives_in(AreaKind.DISTRICTS, "PO1", "PO2"))

    assert judge(service, Seeker(age=15, home=a_place(exact=False, postcode="PO1"))).can_use
    assert judge(service, Seeker(age=15, home=a_place(postcode="PO9 1AA"))).verdict is Verdict.NOT_FOR_YOU


@pytest.mark.parametrize(
    ("audiences", "circumstances", "verdict"),
    [
        (frozenset(), (), Verdict.CAN_USE),
        (None, (), Verdict.ASK_FIRST),
        (welcoming("lgbtq"), (), Verdict.CAN_USE),
        (only_for("young-carers"), (), Verdict.ASK_FIRST),
        (only_for("young-carers"), ("young-carers",), Verdict.CAN_USE),
        (only_for("young-carers", "in-care"), ("in-care",), Verdict.CAN_USE),
        (only_for("girls"), ("boys",), Verdict.NOT_FOR_YOU),
        (only_for("girls"), ("boys", "girls"), Verdict.CAN_USE),
    ],
)
def test_only_audiences_are_conditions_and_welcoming_ones_are_not(audiences, circumstances, verdict):
    person = Seeker(age=15, circumstances=frozenset(circumstances))

    assert judge(a_service(audiences=audiences), person).verdict is verdict


@pytest.mark.parametrize(
    ("facts", "verdict", "reason"),
    [
        ({"status": Status.TEMPORARILY_CLOSED}, Verdict.NOT_FOR_YOU, ReasonCode.TEMPORARILY_CLOSED),
        ({"status": Status.DEFUNCT}, Verdict.NOT_FOR_YOU, ReasonCode.CLOSED),
        ({"status": None}, Verdict.ASK_FIRST, ReasonCode.STATUS_NOT_TOLD),
        ({"unconfirmed": frozenset({"status"})}, Verdict.ASK_FIRST, ReasonCode.STATUS_NOT_TOLD),
        ({"taking_new_people": False}, Verdict.NOT_FOR_YOU, ReasonCode.NOT_TAKING_NEW_PEOPLE),
        ({"taking_new_people": None}, Verdict.ASK_FIRST, ReasonCode.TAKING_NOT_TOLD),
        ({"suspended": True}, Verdict.NOT_FOR_YOU, ReasonCode.SUSPENDED),
        ({"age_rules": None}, Verdict.ASK_FIRST, ReasonCode.AGE_NOT_TOLD_BY_SERVICE),
        ({"catchment": None}, Verdict.ASK_FIRST, ReasonCode.AREA_NOT_TOLD_BY_SERVICE),
        ({"unconfirmed": frozenset({"age_rules"})}, Verdict.ASK_FIRST, ReasonCode.AGE_READ_FROM_PROSE),
        ({"unconfirmed": frozenset({"catchment"})}, Verdict.ASK_FIRST, ReasonCode.AREA_READ_FROM_PROSE),
        ({"unconfirmed": frozenset({"needs"})}, Verdict.ASK_FIRST, ReasonCode.NEEDS_READ_FROM_PROSE),
    ],
)
def test_the_reason_that_decides_comes_first(facts, verdict, reason):
    judgement = judge(a_service(**facts), AT_15)

    assert (judgement.verdict, judgement.reasons[0].code) == (verdict, reason)


def test_a_definite_no_wins_over_every_unknown():
    service = a_service(age_rules=[AgeRule(11, 18)], catchment=None, audiences=None)

    judgement = judge(service, Seeker(age=30))

    assert judgement.verdict is Verdict.NOT_FOR_YOU
    assert [reason.code for reason in judgement.deciding] == [ReasonCode.AGE_OUTSIDE]


def test_an_age_read_from_prose_never_rules_anybody_out():
    service = a_service(age_rules=[AgeRule(11, 18)], unconfirmed=frozenset({"age_rules"}))

    assert judge(service, Seeker(age=40)).verdict is Verdict.ASK_FIRST


def test_when_the_place_was_not_told_the_reason_asks_for_it():
    assert ReasonCode.AREA_NOT_TOLD_BY_YOU in codes(judge(a_service(catchment=PORTSMOUTH_ONLY), AT_15))


def test_a_yes_says_how_it_was_reached():
    service = a_service(
        age_rules=[AgeRule(11, 18)],
        catchment=PORTSMOUTH_ONLY,
        audiences=only_for("deaf"),
        taking_new_people_on=date(2026, 11, 3),
    )

    judgement = judge(service, Seeker(age=15, home=a_place(), circumstances=frozenset({"deaf"})))

    assert codes(judgement) == [
        ReasonCode.AGE_FITS,
        ReasonCode.AREA_FITS,
        ReasonCode.AUDIENCE_FITS,
        ReasonCode.TAKING_NEW_PEOPLE,
    ]


@pytest.mark.parametrize(
    ("touched", "verdict"),
    [
        ({"PO1"}, Verdict.CAN_USE),
        ({"PO1", "PO9"}, Verdict.ASK_FIRST),
        ({"BN1"}, Verdict.NOT_FOR_YOU),
        (set(), Verdict.ASK_FIRST),
    ],
)
def test_a_council_is_in_districts_as_far_as_every_district_it_touches_is(touched, verdict):
    service = a_service(catchment=lives_in(AreaKind.DISTRICTS, "PO1", "PO2"))
    council = replace(a_place(exact=False), outcode=None, postcode=None, outcodes=frozenset(touched))

    assert judge(service, Seeker(age=12, home=council)).verdict is verdict

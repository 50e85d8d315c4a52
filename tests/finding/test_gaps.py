"""Gaps, counted from what is listed: every need, audience and language for every age of an area."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.eligibility import AgeRule, Area, AreaKind, Basis, Catchment, Condition, lives_in
from directory.domain.judging import judge
from directory.domain.places import ENGLAND, Place, PlaceSource
from directory.domain.seeker import Asking
from directory.domain.verdicts import Verdict
from directory.finding.gaps import BANDS, Fit, areas_named, count_gaps, resident_of
from directory.finding.snapshot import load_snapshot
from directory.store.database import content_version
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, a_service, only_for, welcoming

LOCAL = lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)
PLACES = {
    PORTSMOUTH: Place("Portsmouth", PlaceSource.COUNCIL, False, (frozenset({ENGLAND, PORTSMOUTH, HAMPSHIRE_BOARD}),)),
    HAVANT: Place("Havant", PlaceSource.COUNCIL, False, (frozenset({ENGLAND, HAVANT, HAMPSHIRE_BOARD}),)),
}


@pytest.fixture
def gaps(db, listed, taxonomy):
    """The gaps of Portsmouth and Havant with these services listed."""

    def count(*services, languages=None):
        listed(*services)
        return count_gaps(load_snapshot(db, content_version(db)), taxonomy, PLACES, languages or {})

    return count


def a_club(**facts):
    return a_service(**{"needs": frozenset({"sleep"}), "catchment": LOCAL, "published_on": date(2026, 1, 2), **facts})


def fits(area, need="sleep"):
    return [cell.fit for cell in area.needs[need]]


def test_a_band_is_only_as_well_off_as_its_worst_age(gaps):
    portsmouth, havant = gaps(a_club(age_rules=[AgeRule(11, 16)]))

    assert fits(portsmouth) == [Fit.NONE, Fit.OPEN, Fit.NONE, Fit.NONE]
    assert portsmouth.needs["sleep"][2].ages == (17,)
    assert fits(havant) == [Fit.NONE] * 4


def test_what_must_be_asked_first_stands_apart_from_none(gaps):
    portsmouth, _ = gaps(a_club(audiences=only_for("young-carers")), a_club(needs=frozenset({"tics"}), age_rules=None))

    assert fits(portsmouth) == fits(portsmouth, "tics") == [Fit.ASK] * 4
    assert fits(portsmouth, "autism") == [Fit.NONE] * 4


def test_nationwide_help_stands_apart_too(gaps):
    everywhere = lives_in(AreaKind.NATION, ENGLAND)
    portsmouth, havant = gaps(a_club(catchment=everywhere), a_club(age_rules=[AgeRule(11, 15)]))

    assert fits(portsmouth) == [Fit.NATIONAL, Fit.OPEN, Fit.NATIONAL, Fit.NATIONAL]
    assert fits(havant) == [Fit.NATIONAL] * 4
    assert (portsmouth.needs["sleep"][1].can_use, portsmouth.needs["sleep"][1].nationwide) == (1, 1)


def test_a_group_named_answers_its_needs_and_help_with_anything_does_not(gaps):
    portsmouth, _ = gaps(a_club(needs=frozenset({"body"})), a_club(needs=frozenset({"any"})))

    assert fits(portsmouth, "sleep") == [Fit.OPEN] * 4
    assert fits(portsmouth, "worry-anxiety") == [Fit.NONE] * 4


@pytest.mark.parametrize("facts", [{"taking_new_people": False}, {"audiences": only_for("professionals")}])
def test_who_takes_nobody_new_or_trains_staff_fills_no_gap(gaps, facts):
    portsmouth, _ = gaps(a_club(**facts))

    assert fits(portsmouth) == [Fit.NONE] * 4


def test_help_for_parents_counts_for_the_youngest_only(gaps):
    portsmouth, _ = gaps(a_club(audiences=only_for("parents-carers")))

    assert fits(portsmouth) == [Fit.OPEN, Fit.NONE, Fit.NONE, Fit.NONE]


def test_audiences_and_languages_are_counted_alike(gaps):
    carers = a_club(audiences=welcoming("young-carers"), age_rules=[AgeRule(11, 17)])
    portsmouth, havant = gaps(carers, languages={"Polish": [carers.id], "Urdu": []})

    assert [cell.fit for cell in portsmouth.audiences["young-carers"]] == [Fit.NONE, Fit.OPEN, Fit.OPEN, Fit.NONE]
    assert [cell.fit for cell in portsmouth.languages["Polish"]] == [Fit.NONE, Fit.OPEN, Fit.OPEN, Fit.NONE]
    assert [cell.fit for cell in portsmouth.languages["Urdu"]] == [Fit.NONE] * 4
    assert [cell.fit for cell in havant.audiences["young-carers"]] == [Fit.NONE] * 4
    assert "parents-carers" not in portsmouth.audiences
    assert (portsmouth.languages_without_local, havant.languages_without_local) == (1, 2)
    assert havant.audiences_without_local == portsmouth.audiences_without_local + 1


def test_a_resident_has_their_gp_and_school_in_the_area(gaps):
    by_school = Catchment(((Condition(Basis.SCHOOL_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),),))
    portsmouth, havant = gaps(a_club(catchment=by_school))

    assert fits(portsmouth) == [Fit.OPEN] * 4
    assert fits(havant) == [Fit.NONE] * 4


def test_the_count_agrees_with_the_verdicts_of_each_person(gaps):
    clubs = [
        a_club(age_rules=[AgeRule(8, 14), AgeRule(15, 25, condition="send")]),
        a_club(audiences=only_for("girls")),
        a_club(catchment=None, age_rules=[AgeRule(16, 17)]),
        a_club(status=None),
    ]
    portsmouth, _ = gaps(*clubs)
    local, (elsewhere,) = [one for one in clubs if one.catchment], [one for one in clubs if one.catchment is None]
    for band, cell in zip(BANDS, portsmouth.needs["sleep"], strict=True):
        verdicts = {age: [judge(club, a_seeker(age, band.asking)).verdict for club in local] for age in band.ages}
        assert cell.can_use == min(some.count(Verdict.CAN_USE) for some in verdicts.values())
        assert cell.ask_first == min(some.count(Verdict.ASK_FIRST) for some in verdicts.values())
        usable = [judge(elsewhere, a_seeker(age, band.asking)).verdict is not Verdict.NOT_FOR_YOU for age in band.ages]
        assert cell.nationwide == min(usable)


def a_seeker(age, asking=Asking.ME):
    place = PLACES[PORTSMOUTH]
    return replace(resident_of(PORTSMOUTH, place), age=age, asking=asking)


def test_a_service_for_a_councils_own_children_is_there_for_those_in_its_care_only(gaps):
    cared_for = Catchment(((Condition(Basis.LOOKED_AFTER_BY, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),),))
    portsmouth, havant = gaps(a_club(catchment=cared_for, audiences=welcoming("in-care")))

    assert fits(portsmouth) == [Fit.NONE] * 4
    assert [cell.fit for cell in portsmouth.audiences["in-care"]] == [Fit.OPEN] * 4
    assert [cell.fit for cell in havant.audiences["in-care"]] == [Fit.NONE] * 4


def test_who_has_not_told_an_area_is_not_counted_as_local(gaps):
    portsmouth, _ = gaps(a_club(catchment=None))

    assert fits(portsmouth) == [Fit.NATIONAL] * 4


def test_areas_are_those_that_services_name(db, listed, gaps):
    gaps(a_club(), a_club(catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH, HAVANT)))

    assert areas_named(load_snapshot(db, content_version(db))) == [PORTSMOUTH, HAVANT]


def test_needs_without_local_help_are_counted(gaps, taxonomy):
    portsmouth, _ = gaps(a_club())

    assert portsmouth.count(1, Fit.OPEN) == 1
    assert portsmouth.count(1, Fit.NATIONAL, Fit.NONE) == len(taxonomy.needs) - 1

from dataclasses import replace
from pathlib import Path

import pytest

from directory.domain.eligibility import AgeRule, WhoseAge
from directory.domain.places import Place, PlaceSource
from directory.domain.seeker import Asking, CamhsStanding, Seeker
from directory.finding.notes import notes_for, read_notes, standing_note, turning_note
from tests.builders import a_place, a_service

NOTES = read_notes(Path(__file__).parents[2] / "seed" / "notes.toml")
IN_WALES = Place("CF10", PlaceSource.DISTRICT, False, (frozenset({"W92000004"}),))


@pytest.mark.parametrize(("age", "said"), [(None, False), (12, True), (13, False)])
def test_under_13_is_said_a_parents_yes_and_that_childline_needs_none(age, said):
    told = notes_for(Seeker(age=age), NOTES)

    assert any("parent or carer" in note and "Childline does not" in note for note in told) is said


def test_a_school_year_counts_when_all_of_it_is_under_13():
    assert notes_for(Seeker(school_year=6), NOTES)
    assert not notes_for(Seeker(school_year=8), NOTES)


@pytest.mark.parametrize(("circumstance", "words"), [("in-care", "advocate"), ("care-leavers", "until you are 25")])
def test_care_is_said_in_england_and_not_in_wales(circumstance, words):
    seeker = Seeker(circumstances=frozenset({circumstance}), home=a_place())

    assert words in " ".join(notes_for(seeker, NOTES))
    assert notes_for(replace(seeker, home=IN_WALES), NOTES) == []


def test_a_parent_is_spoken_to_as_a_parent():
    assert notes_for(Seeker(age=9, asking=Asking.MY_CHILD), NOTES)[0].startswith("Your child")
    assert notes_for(Seeker(age=9, asking=Asking.A_FRIEND), NOTES)[0].startswith("They")


@pytest.mark.parametrize(
    ("age", "rule", "wait", "said"),
    [
        (17, AgeRule(11, 17), "6 to 8 weeks", True),
        (17, AgeRule(11, 18), "6 to 8 weeks", False),
        (17, AgeRule(11, 25), "6 to 8 weeks", False),
        (17, AgeRule(11, None), "6 to 8 weeks", False),
        (17, AgeRule(18, None, whose=WhoseAge.PERSON_USING), "6 to 8 weeks", False),
        (17, AgeRule(11, 17), None, False),
        (16, AgeRule(11, 17), "6 to 8 weeks", False),
        (None, AgeRule(11, 17), "6 to 8 weeks", False),
    ],
)
def test_who_may_turn_18_within_a_known_wait_is_told(age, rule, wait, said):
    note = turning_note(a_service(age_rules=[rule]), wait, Seeker(age=age), NOTES)

    assert bool(note) is said
    assert not said or ("6 to 8 weeks" in note and "turn 18" in note)


def test_a_longer_range_for_care_leavers_counts_only_for_care_leavers():
    service = a_service(age_rules=[AgeRule(11, 17), AgeRule(18, 25, condition="care-leavers")])

    assert turning_note(service, "6 weeks", Seeker(age=17), NOTES)
    assert not turning_note(service, "6 weeks", Seeker(age=17, circumstances=frozenset({"care-leavers"})), NOTES)


def test_a_file_that_says_nothing_for_somebody_is_refused(tmp_path):
    (tmp_path / "notes.toml").write_text("")

    with pytest.raises(ValueError, match=r"says nothing for: camhs-refused, .*care-leavers, in-care"):
        read_notes(tmp_path / "notes.toml")


@pytest.mark.parametrize("role", ["core-camhs", "single-point"])
def test_the_very_team_that_said_no_may_be_asked_again(role):
    refused = Seeker(camhs=CamhsStanding.REFUSED)

    said = "You told us they said no. You can ask again if things have changed."
    assert standing_note(a_service(nhs_role=role), refused, NOTES) == said
    assert standing_note(a_service(nhs_role="none"), refused, NOTES) == ""


@pytest.mark.parametrize(("standing", "says"), [("waiting", "need not ask again"), ("under", "Talk to the people you see")])
def test_who_waits_for_camhs_or_sees_them_is_told_what_to_do_there(standing, says):
    assert says in standing_note(a_service(nhs_role="core-camhs"), Seeker(camhs=CamhsStanding(standing)), NOTES)


@pytest.mark.parametrize("standing", [None, CamhsStanding.NOT_ASKED])
def test_who_has_not_asked_camhs_is_told_nothing_of_it(standing):
    assert standing_note(a_service(nhs_role="core-camhs"), Seeker(camhs=standing), NOTES) == ""

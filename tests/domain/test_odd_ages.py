"""Ages that hardly anybody means are asked about wherever they are told: here as facts, in a sheet."""

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.facts import Change
from directory.domain.odd_ages import warn_of_change
from directory.domain.risk import Risk
from directory.importing.bulk.applying import remarks_on
from directory.importing.bulk.preview import CellChange

ALONE = "confidentiality/agrees_alone_from"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("age_rules", None, (AgeRule(0, 0),)), "for babies"),
        (Change("age_rules", None, (AgeRule(11, 18), AgeRule(26, 40))), "From 26: people come here"),
        (Change("age_rules", None, (AgeRule(0, 99),)), "anyone may come"),
        (Change("age_rules", (AgeRule(12, 12),), (AgeRule(12, 12), AgeRule(11, 18))), ""),
        (
            Change("age_rules", None, (AgeRule(7, 7, AgeUnit.SCHOOL_YEARS), AgeRule(30, None, whose=WhoseAge.PERSON_USING))),
            "",
        ),
        (Change(ALONE, None, 99), "by themselves from 99"),
        (Change(ALONE, 16, None), ""),
    ],
)
def test_odd_ages_are_asked_about_before_a_sheet_changes_them(change, said):
    asked = remarks_on(CellChange("ages", "", "", (change,), Risk.REVIEWED, narrows=False, jumps=False))

    assert said in asked
    assert bool(asked) is bool(said)
    assert asked == " ".join(warn_of_change(change))

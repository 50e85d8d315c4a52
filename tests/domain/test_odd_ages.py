"""Ages that hardly anybody means are asked about, whichever fact tells them."""

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.facts import Change
from directory.domain.odd_ages import warn_of_change

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
def test_odd_ages_are_asked_about(change, said):
    asked = " ".join(warn_of_change(change))

    assert said in asked
    assert bool(asked) is bool(said)

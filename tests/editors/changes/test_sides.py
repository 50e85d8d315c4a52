"""The difference between two texts, and what narrower ages do to people."""

import pytest

from directory.domain.changes import ChangeState, PendingFact
from directory.domain.eligibility import AgeRule, AgeUnit
from directory.domain.facts import Change
from directory.domain.risk import Risk
from directory.domain.services import Channel, ContactPoint
from directory.editors.changes_sides import compared, effect_of, sides_of_change
from tests.builders import a_service


def marked(pieces):
    return "".join(f"[{one.words.strip()}] " if one.differs else one.words for one in pieces).strip()


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("We see all ages.", "We see all ages.", "We see all ages.", "We see all ages."),
        ("We see most ages here.", "We see all ages here.", "We see [most] ages here.", "We see [all] ages here."),
        ("Open on Monday", "Open on Monday and Friday", "Open on Monday", "Open on Monday [and Friday]"),
        ("One thing", "Something else entirely", "[One thing]", "[Something else entirely]"),
        ("", "New", "[]", "[New]"),
    ],
)
def test_only_the_words_that_differ_are_marked(before, after, left, right):
    assert tuple(marked(side) for side in compared(before, after)) == (left, right)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([AgeRule(11, 18)], [AgeRule(13, 17)], "People aged 11 to 12 and 18 could"),
        ([AgeRule(11, 18)], [AgeRule(11, 12), AgeRule(15, 18)], "People aged 13 to 14 could"),
        ([AgeRule(11, None)], [AgeRule(11, 30)], "Ages over 25"),
        ([AgeRule(11, 18)], [], "some ages"),
        ([AgeRule(7, 11, unit=AgeUnit.SCHOOL_YEARS)], [AgeRule(8, 11, unit=AgeUnit.SCHOOL_YEARS)], "some ages"),
    ],
)
def test_narrower_ages_say_who_is_left_out(before, after, said):
    change = Change("age_rules", tuple(before), tuple(after) or None)

    assert said in effect_of(PendingFact(change, Risk.REVIEWED, True, ChangeState.WAITING))


@pytest.mark.parametrize(
    ("number", "said"), [("0909 879 0001", "cost a lot"), ("0845 960 0001", "begin with 084"), ("01632 960001", "")]
)
def test_a_number_that_costs_money_is_shown_to_whoever_approves_it(number, said):
    whole, part = ContactPoint("line", Channel.PHONE, number), Change("contact_points/line/value", "01632 960000", number)

    for change in (Change("contact_points/line", None, whole), part):
        cost = sides_of_change(a_service(), change, None).cost
        assert said in cost
        assert bool(cost) is bool(said)


def test_what_narrows_nothing_does_nothing_to_people():
    change = Change("summary", None, "We listen.")

    assert effect_of(PendingFact(change, Risk.REVIEWED, False, ChangeState.WAITING)) == ""

import pytest

from directory.domain.meaning import About
from tests.understanding.measure import read_facts, told_of

FACTS = [*read_facts("tuning"), *read_facts("test")]


@pytest.mark.parametrize("wanted", FACTS, ids=[fact.text for fact in FACTS])
def test_whom_it_is_about_and_how_old_they_are_is_understood(understanding, wanted):
    assert told_of(understanding.read(wanted.text)) == (wanted.about, wanted.age)


def test_a_school_year_is_no_age(understanding):
    meaning = understanding.read("yr 9 and lonely")

    assert (meaning.age, meaning.school_year) == (None, 9)


def test_a_child_worried_about_a_parent_asks_for_themself(understanding):
    assert understanding.read("worried about my mum she drinks").about is About.SELF


def test_a_parent_and_a_teacher_are_known_as_such(understanding):
    assert "parents-carers" in understanding.read("my son wont go to school").audiences
    assert "professionals" in understanding.read("a pupil in my class self harms").audiences


@pytest.mark.parametrize(
    ("text", "age"),
    [("binge purge, BMI 17", None), ("restricting, bmi is 16", None), ("phq-9 score 16", None), ("anxious, GAD7 15", None),
     ("BMI 17, 15", 15), ("bmi 17, age 16", 16), ("gad 15", 15)],
)  # fmt: skip
def test_what_a_clinic_measures_is_no_age(understanding, text, age):
    assert understanding.read(text).age == age

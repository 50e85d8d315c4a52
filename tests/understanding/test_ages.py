"""An age that is still to come, and what only looks like one."""

import pytest

from directory.understanding.ages import find_age


@pytest.mark.parametrize(
    ("text", "age"),
    [("18 next month and have to leave my placement", 17), ("13 next week cant sleep", 12), ("im 13 soon", 12),
     ("15 tomorrow", 14), ("16 in march", 15), ("im 13 in 2 weeks", 12), ("my son is 13 next week", 12),
     ("its my 18th birthday next month", 17), ("hes 11 on monday", 10), ("turning 18 in 2 months", 17),
     ("im 16 in care", 16), ("im 14, next week i have mocks", 14), ("im 15 tomorrow is my exam", 15),
     ("5 gcses in may", None), ("there were 16 in march", None), ("took 16 in march", None)],
)  # fmt: skip
def test_before_a_birthday_somebody_is_a_year_younger(text, age):
    assert find_age(text).age == age


@pytest.mark.parametrize("text", ["my m8", "m8 cuts", "got no m8", "m8s", "w8", "gr8"])
def test_a_mate_is_no_age(text):
    assert find_age(text).age is None


def test_a_boy_of_fifteen_is(understanding):
    assert understanding.read("m15 lonely").age == 15
    assert understanding.read("my m8 blocked me").age is None


@pytest.mark.parametrize("text", ["im nearly 13", "im 13 soon", "i will be 16 in march", "turning 18 next month"])
def test_a_birthday_to_come_is_no_danger(understanding, text):
    assert understanding.read(text).crisis is None

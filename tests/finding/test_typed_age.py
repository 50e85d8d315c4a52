import pytest

from directory.finding.typed_age import TypedAge, read_age


@pytest.mark.parametrize(
    "typed",
    ["13", " 13 ", "13 years", "13 years old", "13yrs", "13 y/o", "13yo", "aged 13", "age 13", "I'm 13", "im 13", "Thirteen",
     "thirteen years old", "13.", "13 and a half", "13½", "13-year-old", "13.5"],
)  # fmt: skip
def test_an_age_may_be_typed_as_people_say_it(typed):
    assert read_age(typed) == TypedAge(age=13)


@pytest.mark.parametrize("typed", ["year 9", "Yr 9", "yr9", "y9", "in year nine", "school year 9"])
def test_a_school_year_is_kept_as_one(typed):
    assert read_age(typed) == TypedAge(school_year=9)


def test_the_ends_of_what_is_possible():
    assert read_age("0") == TypedAge(age=0)
    assert read_age("twenty-one") == TypedAge(age=21)
    assert read_age("120") == TypedAge(age=120)


@pytest.mark.parametrize("typed", ["reception", "Year R", "yr R", "in Year R"])
def test_the_first_year_of_school_goes_by_its_names(typed):
    assert read_age(typed) == TypedAge(school_year=0)


@pytest.mark.parametrize(
    "typed", ["abc", "-1", "121", "999", "year 14", "13 14", "13 miles", "1e1", "١٣", "13; --", "12 to 14", "  "]
)
def test_what_is_no_age_is_not_guessed(typed):
    assert read_age(typed) is None

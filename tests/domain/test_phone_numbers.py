"""A phone number is taken as people write it, and nothing that is none."""

import pytest

from directory.domain.phone_numbers import read_phone_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("999", "999"), (" (01632)  960-001 ", "(01632) 960-001"), ("18001 01632 960 001", "18001 01632 960 001")],
)
def test_a_number_stays_in_the_groups_people_know_it_by(typed, number):
    assert read_phone_number(typed) == number


@pytest.mark.parametrize("typed", ["", "12", "ring Pat", "01632 960001 ext 2", "0" * 19])
def test_what_cannot_be_rung_is_answered_with_an_example(typed):
    with pytest.raises(ValueError, match="like 01632 960001"):
        read_phone_number(typed)


def test_where_longer_ones_are_asked_for_a_short_one_is_none():
    with pytest.raises(ValueError, match="whole phone number"):
        read_phone_number("101", fewest=9)

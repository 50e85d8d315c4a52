"""Text that came from outside is a number only when any store can hold it."""

import pytest

from directory.domain.numbers import whole_number


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_plain_digits_are_a_number(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", " 7", "-1", "+1", "1.5", "1e3", "٣", "²", "7\n", "1000000000", "9" * 5000])
def test_anything_else_is_none(typed):
    assert whole_number(typed) is None

"""Hours, weeks and days as people type them."""

from datetime import date, time

import pytest

from directory.domain.services import Schedule
from directory.providers.typed import hours_by_day, read_day, read_hours, read_weeks

NINE, FIVE, MIDNIGHT = time(9), time(17), time(0)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("9am to 5pm", ((NINE, FIVE),)),
        ("9 am - 5 p.m.", ((NINE, FIVE),)),
        ("09:00–17:00", ((NINE, FIVE),)),
        ("9am to midday and 1.30pm until 5pm", ((NINE, time(12)), (time(13, 30), FIVE))),
        ("10pm to 2am", ((time(22), time(2)),)),
        ("6pm to midnight", ((time(18), MIDNIGHT),)),
        ("All day", ((MIDNIGHT, MIDNIGHT),)),
        ("9am to 9am", ((MIDNIGHT, MIDNIGHT),)),
        ("closed", ()),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_write_them(typed, hours):
    assert read_hours(typed) == hours


@pytest.mark.parametrize(
    "typed", ["9 to 5", "9:00 to 5:00", "9am", "25:00 to 26:00", "13pm to 5pm", "9am to 5pm to 6pm", "x"]
)
def test_hours_that_could_be_meant_otherwise_are_asked_again(typed):
    with pytest.raises(ValueError, match=r"9am to 5pm"):
        read_hours(typed)


@pytest.mark.parametrize(
    ("opens", "closes"), [(NINE, FIVE), (time(22), time(2, 30)), (MIDNIGHT, MIDNIGHT), (time(18), MIDNIGHT)]
)
def test_hours_that_are_shown_are_read_back_the_same(opens, closes):
    shown = hours_by_day([Schedule(frozenset({2}), opens, closes)])

    assert read_hours(shown[2]) == ((opens, closes),)
    assert shown[0] == ""


@pytest.mark.parametrize("typed", ["27 3 2026", "27/3/2026", "27.03.2026", "2026-03-27", "27 March 2026", "27th Mar 2026"])
def test_a_day_is_read_however_it_is_written(typed):
    assert read_day(typed, date(2027, 1, 2)) == date(2026, 3, 27)


@pytest.mark.parametrize("typed", ["5/1/27", "5 Jan 27", "1 1 0"])
def test_a_year_that_is_cut_short_is_not_taken_for_one_long_ago(typed):
    with pytest.raises(ValueError, match="Write the year in full, like 2 1 2027"):
        read_day(typed, date(2027, 1, 2))


@pytest.mark.parametrize("typed", ["", "31 2 2026", "soon", "27 3", "27 13 2026"])
def test_what_is_no_day_is_answered_with_an_example(typed):
    with pytest.raises(ValueError, match="like 2 1 2027"):
        read_day(typed, date(2027, 1, 2))


@pytest.mark.parametrize(("typed", "weeks"), [("", None), ("0", 0), ("6 weeks", 6), ("1 week", 1), ("260", 260)])
def test_weeks_are_whole_numbers_or_nothing(typed, weeks):
    assert read_weeks(typed) == weeks

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from directory.domain.hours import (
    bank_holidays,
    bank_holidays_are_checked,
    is_always_open,
    is_bank_holiday,
    open_until,
    opens_next,
)
from directory.domain.services import Schedule

LONDON = ZoneInfo("Europe/London")
EVERY_DAY = frozenset(range(7))
TUESDAY = frozenset({1})


def at(day, hour, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [(at(24, 8, 59), False), (at(24, 9), True), (at(24, 16, 59), True), (at(24, 17), False), (at(25, 12), False)],
)
def test_open_from_the_first_minute_until_the_last(now, is_open):
    assert (open_until([Schedule(TUESDAY, time(9), time(17))], now) is not None) is is_open


def test_an_evening_that_runs_past_midnight_belongs_to_the_day_it_began():
    late = [Schedule(TUESDAY, time(18), time(2))]

    assert open_until(late, at(25, 1)) == at(25, 2)
    assert open_until(late, at(24, 1)) is None


def test_equal_times_are_the_whole_day_round():
    assert open_until([Schedule(TUESDAY, time(0), time(0))], at(24, 23, 59)) == at(25, 0)
    assert open_until([Schedule(EVERY_DAY, time(0), time(0))], at(24, 3)) == at(31, 3)
    assert is_always_open([Schedule(EVERY_DAY, time(0), time(0))])
    assert not is_always_open([Schedule(TUESDAY, time(0), time(0))])
    assert not is_always_open(None)


def test_hours_that_end_when_they_begin_are_the_same_day_to_the_clock_and_in_words():
    nine_to_nine = [Schedule(TUESDAY, time(9), time(9))]

    assert open_until(nine_to_nine, at(24, 8)) == at(25, 0)
    assert opens_next(nine_to_nine, at(23, 12)) == at(24, 0)
    assert is_always_open([Schedule(EVERY_DAY, time(9), time(9))])


def test_nobody_said_is_never_open():
    assert open_until(None, at(24, 12)) is None


def test_hours_in_term_time_are_never_sure():
    assert open_until([Schedule(EVERY_DAY, time(9), time(17), term_time=True)], at(24, 12)) is None


@pytest.mark.parametrize(("said", "is_open"), [(None, False), (False, False), (True, True)])
def test_a_bank_holiday_is_only_sure_when_somebody_said_so(said, is_open):
    good_friday = at(3, 12, month=4)

    assert (open_until([Schedule(EVERY_DAY, time(9), time(17), bank_holidays=said)], good_friday) is not None) is is_open


def test_the_bank_holidays_of_a_year_with_christmas_on_a_saturday():
    assert bank_holidays(2027) == {
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 25),
        date(2027, 12, 26),
        date(2027, 12, 27),
        date(2027, 12, 28),
    }


def test_new_year_on_a_sunday_is_kept_on_monday():
    assert is_bank_holiday(date(2028, 1, 3))
    assert is_bank_holiday(date(2023, 1, 2))


def test_one_opening_that_meets_the_next_is_one():
    both = [Schedule(TUESDAY, time(9), time(0)), Schedule(frozenset({2}), time(0), time(2))]

    assert open_until(both, at(24, 12)) == at(25, 2)


def test_weekends_have_hours_of_their_own():
    hours = [Schedule(frozenset(range(5)), time(9), time(17)), Schedule(frozenset({5}), time(10), time(13))]
    saturday, sunday = 28, 29

    assert open_until(hours, at(saturday, 12)) == at(saturday, 13)
    assert open_until(hours, at(saturday, 16)) is None
    assert open_until(hours, at(sunday, 12)) is None


def test_round_the_clock_is_open_on_christmas_day_unless_it_says_otherwise():
    christmas = at(25, 3, month=12)

    assert open_until([Schedule(EVERY_DAY, time(0), time(0))], christmas)
    assert open_until([Schedule(EVERY_DAY, time(0), time(0), bank_holidays=False)], christmas) is None


def test_an_evening_that_began_on_a_bank_holiday_is_not_sure_after_midnight():
    late = [Schedule(EVERY_DAY, time(20), time(2))]

    assert open_until(late, at(26, 1, month=12)) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [(at(24, 8), at(24, 9)), (at(24, 18), at(31, 9)), (at(27, 12), at(31, 9))],
)
def test_when_it_next_opens(now, opens):
    assert opens_next([Schedule(TUESDAY, time(9), time(17))], now) == opens


def test_nobody_can_say_when_hours_in_term_time_come_round_again():
    assert opens_next([Schedule(EVERY_DAY, time(9), time(17), term_time=True)], at(24, 8)) is None


def test_bank_holidays_are_checked_against_the_governments_list_to_the_end_of_a_year():
    assert bank_holidays_are_checked(date(2027, 12, 31))
    assert not bank_holidays_are_checked(date(2028, 1, 1))

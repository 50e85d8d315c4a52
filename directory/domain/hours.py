"""When something is open: one set of hours for each contact point, told in local time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from directory.domain.services import Schedule

A_WEEK = timedelta(days=7)
# The government's list was compared with `bank_holidays` up to the end of this year; `flask doctor` says when it is over.
# https://www.gov.uk/bank-holidays
BANK_HOLIDAYS_CHECKED_TO = 2027


def open_until(schedules: Iterable[Schedule] | None, now: datetime) -> datetime | None:
    """When it shuts, if it is surely open at `now`; None when it is shut or nobody has said.

    One opening that meets the next is one: a line that never shuts is open until a week from now. Hours that hold in
    term time only, and hours on a bank holiday nobody has spoken for, are never sure.
    """
    told = tuple(schedules or ())
    if is_always_open(told):
        return now + A_WEEK
    until = _shuts(told, now)
    while until and until < now + A_WEEK and (later := _shuts(told, until)):
        until = later
    return until


def is_open(schedules: Iterable[Schedule], now: datetime) -> bool:
    """Surely open, as `open_until` has it, without asking until when."""
    told = tuple(schedules)
    return _shuts(told, now) is not None or is_always_open(told)


def opens_next(schedules: Iterable[Schedule] | None, now: datetime) -> datetime | None:
    """When it next surely opens, within a week of `now`; None when nobody can say."""
    told = tuple(schedules or ())
    days = [now.date() + timedelta(days=ahead) for ahead in range(A_WEEK.days + 1)]
    openings = (
        datetime.combine(day, one.opens_at, now.tzinfo)
        for day in days
        for one in told
        if day.weekday() in one.days and _holds_on(one, day)
    )
    return min((opening for opening in openings if opening > now), default=None)


def is_always_open(schedules: Iterable[Schedule] | None) -> bool:
    """Every day the whole day round, and nobody has said that bank holidays are different."""
    round_the_clock = (
        one
        for one in schedules or ()
        if one.opens_at == one.closes_at and not one.term_time and one.bank_holidays is not False
    )
    return len({day for one in round_the_clock for day in one.days}) == A_WEEK.days


def _shuts(schedules: Iterable[Schedule], now: datetime) -> datetime | None:
    return max((end for one in schedules if (end := _ends(one, now))), default=None)


def _ends(schedule: Schedule, now: datetime) -> datetime | None:
    """The end of the opening that `now` falls in, whether it began today or yesterday."""
    for begins_on in (now.date(), now.date() - timedelta(days=1)):
        if begins_on.weekday() not in schedule.days or not _holds_on(schedule, begins_on):
            continue
        opens = datetime.combine(begins_on, schedule.opens_at, now.tzinfo)
        past_midnight = schedule.closes_at <= schedule.opens_at
        closes = datetime.combine(begins_on + timedelta(days=past_midnight), schedule.closes_at, now.tzinfo)
        if opens <= now < closes:
            return closes
    return None


def _holds_on(schedule: Schedule, day: date) -> bool:
    if schedule.term_time:
        return False
    return bool(schedule.bank_holidays) or not is_bank_holiday(day)


def bank_holidays_are_checked(today: date) -> bool:
    """Has the list for this year been compared with the government's?"""
    return today.year <= BANK_HOLIDAYS_CHECKED_TO


def is_bank_holiday(day: date) -> bool:
    """The fixed and moving bank holidays of England; a single extra one for a great occasion is not known here."""
    return day in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """New Year, Easter, May, summer and Christmas, with the weekday that stands in for a weekend."""
    easter = easter_sunday(year)
    christmas = date(year, 12, 25)
    moved = {5: (27, 28), 6: (26, 27), 4: (25, 28)}.get(christmas.weekday(), (25, 26))
    return frozenset(
        {
            _on_a_weekday(date(year, 1, 1)),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _first_monday(year, 5),
            _last_monday(year, 5),
            _last_monday(year, 8),
            *(date(year, 12, on) for on in {25, 26, *moved}),
        }
    )


def easter_sunday(year: int) -> date:
    """Western Easter, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())

"""The short ways of writing ages, hours and days in a hand-written listing: "11 to 18", "mon-fri 09:00-17:00"."""

import re
from datetime import date, time, timedelta

from directory.domain.eligibility import AgeRule, AgeUnit
from directory.domain.services import Schedule

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))
ALWAYS = Schedule(EVERY_DAY, time(0), time(0), term_time=False, bank_holidays=True)
REMARKS = {
    "term time only": {"term_time": True},
    "all year": {"term_time": False},
    "bank holidays too": {"bank_holidays": True},
    "not bank holidays": {"bank_holidays": False},
}

_AGES = re.compile(
    r"(?P<years>school years? )?(?:(?P<low>\d+)(?: to (?P<high>\d+)|(?P<open> and over))?|up to (?P<top>\d+))"
)
_HOURS = re.compile(r"(?P<days>[a-z, -]+?) (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)(?P<remarks>(?:, [a-z ]+)*)")
_DAY = re.compile(r"(?P<ago>\d+) days? ago|in (?P<ahead>\d+) days?|(?P<today>today)")


class NotUnderstood(ValueError):
    """A text that is none of these shorthands; the message says how it could be written."""


def read_ages(text: str) -> AgeRule:
    """Both ends count: "11 to 18", "16 and over", "up to 18", "16", "school years 7 to 11", "any age"."""
    if text == "any age":
        return AgeRule()
    found = _AGES.fullmatch(text)
    if not found:
        raise NotUnderstood(f"“{text}” is not an age. Write “11 to 18”, “16 and over”, “up to 18” or “any age”.")
    unit = AgeUnit.SCHOOL_YEARS if found["years"] else AgeUnit.YEARS
    if found["top"]:
        return AgeRule(None, int(found["top"]), unit)
    low = int(found["low"])
    high = None if found["open"] else int(found["high"] or low)
    if high is not None and high < low:
        raise NotUnderstood(f"“{text}” ends before it begins.")
    return AgeRule(low, high, unit)


def read_hours(text: str) -> Schedule:
    """ "mon-fri 09:00-17:00", "tue, thu 16:00-18:30, term time only, not bank holidays", "daily 18:00-02:00", "always"."""
    if text == "always":
        return ALWAYS
    found = _HOURS.fullmatch(text)
    if not found:
        raise NotUnderstood(f"“{text}” is not hours. Write “mon-fri 09:00-17:00”, “daily 18:00-02:00” or “always”.")
    remarks = [remark for remark in found["remarks"].split(", ") if remark]
    return Schedule(_days(found["days"]), _time(found["opens"]), _time(found["closes"]), **_remarks(remarks))


def read_day(given: object, today: date) -> date:
    """A date as TOML writes it, or counted from today: "20 days ago", "in 60 days", "today"."""
    if type(given) is date:
        return given
    found = _DAY.fullmatch(given) if isinstance(given, str) else None
    if not found:
        raise NotUnderstood(f"“{given}” is not a day. Write 2026-03-27, “20 days ago”, “in 60 days” or “today”.")
    return today + timedelta(days=int(found["ahead"] or 0) - int(found["ago"] or 0))


def _days(text: str) -> frozenset[int]:
    if text == "daily":
        return EVERY_DAY
    days: set[int] = set()
    for part in text.split(", "):
        first, _, last = part.partition("-")
        days |= _run_of_days(_day(first), _day(last or first))
    return frozenset(days)


def _run_of_days(first: int, last: int) -> set[int]:
    """Friday to Monday goes round the end of the week."""
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _day(name: str) -> int:
    if name not in DAYS:
        raise NotUnderstood(f"“{name}” is not a day of the week. Write {', '.join(DAYS)} or daily.")
    return DAYS.index(name)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise NotUnderstood(f"“{text}” is not a time. Write 09:00 or 17:30; midnight is 00:00.") from error


def _remarks(remarks: list[str]) -> dict[str, bool]:
    said: dict[str, bool] = {}
    for remark in remarks:
        if remark not in REMARKS:
            raise NotUnderstood(f"“{remark}” cannot stand after hours. Write {', '.join(REMARKS)}.")
        said |= REMARKS[remark]
    return said

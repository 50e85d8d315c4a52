"""What keepers type, understood: hours of a day, weeks, a date. What is not understood is answered with an example."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time

from directory.domain.errors import DirectoryError
from directory.domain.services import Schedule
from directory.web.filters import MONTHS, clock, typed_day

MOST_WEEKS = 260
OLDEST = 120
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?")
NAMED_HOURS = {"midday": time(12), "noon": time(12), "midnight": time(0)}
ALL_DAY = ("all day", "24 hours", "all day and night")
WHOLE_DAY = (time(0), time(0))
SHUT = ("", "closed", "shut", "-")
HOURS_HINT = "Enter hours like 9am to 5pm, or 9am to 12:30pm and 2pm to 5pm"
DAY_HINT = "Enter a day like {}"
YEAR_HINT = "Write the year in full, like {}"
YEAR_DIGITS = 4
Span = tuple[time, time]
Typed = Mapping[str, str]


class FormNotUnderstood(DirectoryError):
    """Something on a form is to be put right; `errors` are sentences by the name of the field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("Please put this right")
        self.errors = dict(errors)


def read_hours(typed: str) -> tuple[Span, ...]:
    """The openings of one day, none when it is shut, or raise `ValueError` with what to type instead."""
    text = typed.strip().lower()
    if text in SHUT:
        return ()
    if text in ALL_DAY:
        return (WHOLE_DAY,)
    return tuple(_read_span(part) for part in re.split(r"[,;&]|\band\b", text) if part.strip())


def _read_span(text: str) -> Span:
    ends = re.split(r"\s*(?:\bto\b|\buntil\b|\btill\b|[-–—])\s*", text.strip())
    if len(ends) != 2:
        raise ValueError(HOURS_HINT)
    opens, closes = (_read_clock(end.strip()) for end in ends)
    if closes <= opens and not ends[1].strip().endswith(("m", "m.", "midnight")):
        raise ValueError("Say am or pm, like 9am to 5pm")
    return WHOLE_DAY if opens == closes else (opens, closes)


def _read_clock(text: str) -> time:
    """A bare 9 is not taken for the morning: nobody is to stand before a closed door."""
    if text in NAMED_HOURS:
        return NAMED_HOURS[text]
    found = CLOCK.fullmatch(text)
    if not found:
        raise ValueError(HOURS_HINT)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is None and found[2] is None and hour < 13:
        raise ValueError("Say am or pm, like 9am to 5pm")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(HOURS_HINT)
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(HOURS_HINT)
    return time(hour % 24, minute)


def hours_by_day(schedules: Iterable[Schedule] | None) -> list[str]:
    """What was told, day by day, as somebody would type it."""
    told: dict[int, list[Schedule]] = defaultdict(list)
    for one in schedules or ():
        for day in one.days:
            told[day].append(one)
    return [" and ".join(_span_words(one) for one in sorted(told[day], key=lambda one: one.opens_at)) for day in range(7)]


def _span_words(one: Schedule) -> str:
    return ALL_DAY[0] if one.opens_at == one.closes_at else f"{clock(one.opens_at)} to {clock(one.closes_at)}"


def read_weeks(typed: str) -> int | None:
    """A number of weeks, None when nothing was typed, or raise `ValueError`."""
    text = typed.strip().lower().removesuffix("weeks").removesuffix("week").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text[:4]) > MOST_WEEKS:
        raise ValueError(f"Enter weeks as a whole number, 0 to {MOST_WEEKS}")
    return int(text[:4])


def read_age(typed: str) -> int | None:
    """An age in whole years, None when nothing was typed, or raise `ValueError`."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= OLDEST):
        raise ValueError("Enter an age in whole years, like 11")
    return int(typed)


def age_words(told: int | None) -> str:
    return "" if told is None else str(told)


def read_day(typed: str, like: date) -> date:
    """A day in any of the ways people write one, or raise `ValueError` with the day `like` as an example."""
    parts = re.findall(r"\d+|[a-z]+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", typed.lower()))
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    if len(parts) == 3 and parts[2].isdigit() and len(parts[2]) < YEAR_DIGITS:
        raise ValueError(YEAR_HINT.format(typed_day(like)))
    months = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
    try:
        day, month, year = parts
        return date(int(year), months.get(month[:3]) or int(month), int(day))
    except (ValueError, OverflowError) as error:
        raise ValueError(DAY_HINT.format(typed_day(like))) from error

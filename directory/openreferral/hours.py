"""Opening hours of a feed, both shapes: HSDS 3 (`byday`, `freq`) and HSDS 1 (`weekday`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from directory.domain.services import Schedule
from directory.openreferral.text import line_of

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = {name[:2]: number for number, name in enumerate(DAY_NAMES)}

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?(?:Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_TERM_TIME = re.compile(r"\bterm[- ]time\b", re.IGNORECASE)


def read_schedules(given: Iterable[Mapping[str, Any]], today: date) -> tuple[Schedule, ...] | None:
    """Weekly hours that hold today; None when none could be read. Other rhythms (monthly, fortnightly) are left to words."""
    days: dict[tuple[time, time, bool | None], set[int]] = defaultdict(set)
    for one in given:
        opens, closes = read_time(one.get("opens_at")), read_time(one.get("closes_at"))
        if opens is None or closes is None or not _is_weekly(one) or _is_over(one, today):
            continue
        days[opens, closes, _term_time(one)] |= read_days(one)
    found = tuple(
        Schedule(frozenset(some), opens, closes, term_time=term) for (opens, closes, term), some in days.items() if some
    )
    return tuple(sorted(found, key=lambda schedule: (sorted(schedule.days), schedule.opens_at))) or None


def read_time(value: Any) -> time | None:
    """ "9:00am", "10:00", "18:00:00+01:00"; midnight at the end of a day is 00:00."""
    found = _TIME.fullmatch((line_of(value) or "").strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_days(schedule: Mapping[str, Any]) -> set[int]:
    """Monday 0 to Sunday 6, from `byday` ("MO,TU"), a `weekday` by name, or by number with Monday 1."""
    said = line_of(schedule.get("byday")) or line_of(schedule.get("weekday")) or ""
    days: set[int] = set()
    for part in re.split(r"[,; ]+", said.lower()):
        if part.isdigit() and 1 <= int(part) <= 7:
            days.add(int(part) - 1)
        elif part[:2] in SHORT_DAYS and part.isalpha():
            days.add(SHORT_DAYS[part[:2]])
    return days


def words_of(given: Iterable[Mapping[str, Any]]) -> str | None:
    """What a schedule says in words, for people to read."""
    said = (line_of(one.get("description")) or line_of(one.get("original_text")) for one in given)
    return "; ".join(dict.fromkeys(text for text in said if text)) or None


def _is_weekly(schedule: Mapping[str, Any]) -> bool:
    freq = (line_of(schedule.get("freq")) or "WEEKLY").upper()
    return freq in ("WEEKLY", "DAILY") and str(schedule.get("interval") or 1) in ("1", "1.0")


def _is_over(schedule: Mapping[str, Any], today: date) -> bool:
    """A day that has passed for good. One that equals its own beginning is a form left as it was, not an end."""
    until = line_of(schedule.get("valid_to"))
    return bool(until and until[:10] < today.isoformat())


def _term_time(schedule: Mapping[str, Any]) -> bool | None:
    said = " ".join(line_of(schedule.get(name)) or "" for name in ("description", "notes"))
    return True if _TERM_TIME.search(said) else None

"""Which councils hear a worry about a child who is at a place: one, or each that the place may be in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlite_utils import Database

from directory.domain.hours import is_open
from directory.domain.places import COUNTY_PREFIX, LOCAL_AUTHORITY_PREFIXES, CouncilNumber, Place, PlaceSource
from directory.domain.services import Schedule
from directory.store.areas import get_area, get_council_numbers

# How the hours of an office are told, like "Monday to Friday, 9am to 5pm". Others are "at other times".
CLOCK = r"(\d{1,2})(?:[.:]([0-5]\d))?(am|pm)"
OFFICE = re.compile(f"Monday to Friday, {CLOCK} to {CLOCK}", re.IGNORECASE)
WEEKDAYS = frozenset(range(5))
MOST_TOUCHED = 6  # by any postcode district; of a place that may be in more, no more than the nation is known


@dataclass(frozen=True)
class Hearing:
    """A council with its numbers, if we have any. `code` is the county's where there is one, as it is who looks after
    children; `parts` are then the codes of its districts that a postcode's may be in."""

    code: str
    numbers: tuple[CouncilNumber, ...]
    parts: tuple[str, ...] = ()


def councils_hearing(db: Database, place: Place) -> tuple[Hearing, ...]:
    """The likeliest first. More than one where nobody can say which; empty where it may be any."""
    pairs = dict.fromkeys(pair for one in place.possibilities if (pair := _council_and_county(one)))
    numbers = get_council_numbers(db, list({code: None for pair in pairs for code in pair if code})) if pairs else ()
    heard: dict[tuple[str, tuple[CouncilNumber, ...]], list[str]] = {}
    for council, county in pairs:
        theirs = _of(council, numbers) or _of(county, numbers)
        heard.setdefault((county or council, theirs), []).append(council if county else "")
    if len({code for code, _ in heard}) > MOST_TOUCHED:
        return ()
    return tuple(Hearing(code, told, _parts(place, parts)) for (code, told), parts in heard.items())


def open_first(numbers: Iterable[CouncilNumber], now: datetime) -> list[CouncilNumber]:
    """An office that is open before all else; one that is shut, or may be as on a bank holiday, after all others."""
    return sorted(numbers, key=lambda one: {True: 0, None: 1, False: 2}[_is_open(one, now)])


def _is_open(number: CouncilNumber, now: datetime) -> bool | None:
    """None where its hours are told in some other way."""
    told = OFFICE.fullmatch(number.hours.strip())
    if not told:
        return None
    opens, closes = _clock(*told.groups()[:3]), _clock(*told.groups()[3:])
    return is_open([Schedule(WEEKDAYS, opens, closes)], now)


def _clock(hour: str, minute: str | None, half: str) -> time:
    return time(int(hour) % 12 + (12 if half.lower() == "pm" else 0), int(minute or 0))


def hearing_of(db: Database, council: str) -> Hearing:
    """Of one council that was named, with its county's numbers where it has none of its own."""
    area = get_area(db, council)
    county = (area.county if area else "") or ""
    numbers = get_council_numbers(db, [council, county])
    return Hearing(council, _of(council, numbers) or _of(county, numbers))


def _parts(place: Place, districts: list[str]) -> tuple[str, ...]:
    """A county that was named itself needs none."""
    return () if place.source is PlaceSource.COUNCIL else tuple(filter(None, districts))


def _council_and_county(together: frozenset[str]) -> tuple[str, str] | None:
    council = next((code for code in sorted(together) if code.startswith(LOCAL_AUTHORITY_PREFIXES)), None)
    county = next((code for code in together if code.startswith(COUNTY_PREFIX)), "")
    return (council, county) if council else None


def _of(council: str, numbers: tuple[CouncilNumber, ...]) -> tuple[CouncilNumber, ...]:
    """Theirs, told without whose they are: districts of a county share them."""
    return tuple(replace(one, council="") for one in numbers if council and one.council == council)

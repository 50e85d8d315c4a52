"""Which councils hear a worry about a child who is at a place: one, or each that the place may be in."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from directory.domain.places import COUNTY_PREFIX, LOCAL_AUTHORITY_PREFIXES, CouncilNumber, Place, PlaceSource
from directory.store.areas import get_area, get_council_numbers

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

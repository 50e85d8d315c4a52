"""Where a person is, as far as we can tell, and how far that is from somewhere else."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from directory.domain.invented_numbers import is_invented

EARTH_RADIUS_MILES = 3958.7613  # mean radius, IUGG
LOCAL_AUTHORITY_PREFIXES = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")
COUNTY_PREFIX = "E10"
COUNCIL_PREFIXES = (COUNTY_PREFIX, *LOCAL_AUTHORITY_PREFIXES)
BOARD_PREFIX = "E54"
NATION_PREFIXES = ("E92", "W92", "S92", "N92", "L93", "M83")
ENGLAND = "E92000001"


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS84."""

    latitude: float
    longitude: float


def distance_miles(here: Point, there: Point) -> float:
    """Statute miles in a straight line over the ground (haversine)."""
    lat1, lat2 = radians(here.latitude), radians(there.latitude)
    half_dlat = (lat2 - lat1) / 2
    half_dlon = radians(there.longitude - here.longitude) / 2
    chord = sin(half_dlat) ** 2 + cos(lat1) * cos(lat2) * sin(half_dlon) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord)))


class PlaceSource(StrEnum):
    """How we came to know a place; each is worded differently on the page."""

    POSTCODE = "postcode"
    ENDED_POSTCODE = "ended postcode"
    DISTRICT = "district"
    DISTRICT_OF_UNKNOWN_POSTCODE = "district of an unknown postcode"
    COUNCIL = "council"


@dataclass(frozen=True)
class Place:
    """What a postcode, a district or a council's name tells.

    `possibilities` is the heart of it: each one is a set of area codes (nation, council, county, board) that hold
    together. A full postcode has one. A district has one for every council it touches, and then only what is true
    of all of them is known. `outcodes` are the postcode districts that a council touches.
    """

    name: str
    source: PlaceSource
    exact: bool
    possibilities: tuple[frozenset[str], ...]
    postcode: str | None = None
    outcode: str | None = None
    point: Point | None = None
    radius_miles: float = 0.0
    outcodes: frozenset[str] = frozenset()

    @property
    def local_authorities(self) -> tuple[str, ...]:
        return self._codes(LOCAL_AUTHORITY_PREFIXES)

    @property
    def boards(self) -> tuple[str, ...]:
        return self._codes((BOARD_PREFIX,))

    @property
    def nations(self) -> tuple[str, ...]:
        return self._codes(NATION_PREFIXES)

    @property
    def caring_council(self) -> str | None:
        """The one that would look after a child from here: the county where there is one; None where it may be several."""
        upper = (sorted(one, key=lambda code: not code.startswith(COUNTY_PREFIX)) for one in self.possibilities)
        councils = {next((code for code in one if code.startswith(COUNCIL_PREFIXES)), None) for one in upper}
        return councils.pop() if len(councils) == 1 else None

    def is_in(self, codes: frozenset[str]) -> bool | None:
        """Is it in one of these areas? None when some of its possibilities are and some are not."""
        if not self.possibilities:
            return None
        inside = [not codes.isdisjoint(possibility) for possibility in self.possibilities]
        return inside[0] if all(inside) or not any(inside) else None

    def miles_to(self, point: Point | None) -> float | None:
        """Straight-line miles to a point, or None when either end is unknown."""
        if self.point is None or point is None:
            return None
        return distance_miles(self.point, point)

    def _codes(self, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({code for one in self.possibilities for code in one if code.startswith(prefixes)}))


class AreaLevel(StrEnum):
    NATION = "nation"
    COUNTY = "county"
    LOCAL_AUTHORITY = "local authority"
    BOARD = "board"


@dataclass(frozen=True)
class NamedArea:
    """A council, county, health board or nation with its official code and the names people give it."""

    code: str
    level: AreaLevel
    name: str
    short_name: str
    nation: str
    county: str | None = None
    other_names: tuple[str, ...] = ()
    successor: str | None = None


@dataclass(frozen=True)
class CouncilNumber:
    """A council's "worried about a child" number, and for which hours it is the right one."""

    council: str
    label: str
    number: str
    hours: str
    note: str | None = None

    @property
    def is_invented(self) -> bool:
        """Nobody answers it: it stands here to try things out."""
        return is_invented(self.number) or (self.note or "").startswith("Demonstration")

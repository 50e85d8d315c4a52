"""Every public listing, slim and in memory: what is judged, filtered and ordered. One for each content version."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from math import floor
from operator import itemgetter
from typing import Any, TypeVar

from sqlite_utils import Database

from directory.domain.checks import CheckOutcome
from directory.domain.eligibility import AgeRule, Audience, AudienceMode, Catchment
from directory.domain.places import Place, Point
from directory.domain.services import Location, Service, Status
from directory.finding.members import NOBODY, Members, members_at, places_in, union
from directory.store.codec import from_row
from directory.store.services import catchment_from, facets_from, get_services

PUBLIC = (
    "published_on IS NOT NULL AND suspended = 0 AND left_search_on IS NULL "
    "AND coalesce(status, '') NOT IN ('inactive', 'defunct')"
)
REMOTE = frozenset({"phone", "text-chat", "video", "online"})
Shared = TypeVar("Shared", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
PROFILE_KINDS = 4
WHOLE_KEPT = 400
# Degrees of latitude and longitude that are about 17 miles in England.
CELL = (0.25, 0.4)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search needs to know of one service. Equal facts of different listings are one object.

    `locations` are only those a mile rule is measured from; `points` are all that may be known. `profile` numbers the
    listing's age, area, audience and other judged facts: listings with the same number are judged alike.
    `gives_advice` says that there is a line for professionals to ask.
    """

    id: str
    name: str
    organisation_id: str
    sector: str | None
    nhs_role: str | None
    gives_advice: bool
    needs: frozenset[str]
    kinds: frozenset[str]
    how: frozenset[str]
    routes: frozenset[str]
    age_rules: tuple[AgeRule, ...] | None
    catchment: Catchment | None
    audiences: frozenset[Audience] | None
    status: Status | None
    taking_new_people: bool | None
    taking_new_people_on: date | None
    suspended: bool
    may_have_changed: bool
    unconfirmed: frozenset[str]
    locations: tuple[Location, ...]
    points: tuple[Point, ...]
    fresh_on: date
    profile: tuple[int, int, int, int]

    @property
    def is_remote(self) -> bool:
        """Can be used from anywhere: how far away it is does not matter."""
        return bool(self.how & REMOTE)


class Snapshot:
    """The public listings of one content version, with the sets that filters are made of.

    `alike` has, for each kind of a profile's numbers, those who share a number, and one of them to weigh.
    """

    def __init__(self, version: int, listings: Iterable[Listing]) -> None:
        self.version = version
        self._in_order = tuple(listings)
        self._place = {listing.id: place for place, listing in enumerate(self._in_order)}
        self._whole: dict[str, Service] = {}
        self.listings: dict[str, Listing] = {listing.id: listing for listing in self._in_order}
        self.ids = frozenset(self.listings)
        self.everybody: Members = (1 << len(self._in_order)) - 1
        self.by_need = self._members_by(lambda listing: listing.needs)
        self.by_how = self._members_by(lambda listing: listing.how)
        self.by_route = self._members_by(lambda listing: listing.routes)
        self.by_sector = self._members_by(lambda listing: (listing.sector,) if listing.sector else ())
        self.by_role = self._members_by(lambda listing: (listing.nhs_role,) if listing.nhs_role else ())
        self.by_kind = self._members_by(lambda listing: listing.kinds)
        self.giving_advice = self._members_by(lambda listing: (listing.gives_advice,)).get(True, NOBODY)
        self.by_audience = self._members_by(lambda listing: (one.slug for one in listing.audiences or ()))
        self.by_only_audience = self._members_by(lambda listing: _only(listing.audiences) or ())
        self.alike = tuple(self._sharing_number(kind) for kind in range(PROFILE_KINDS))

    def members(self, ids: Iterable[str]) -> Members:
        """The set of these listings; ids that are not public are left out."""
        place = self._place
        return members_at((place[one] for one in ids if one in place), len(self._in_order))

    def listings_of(self, members: Members) -> list[Listing]:
        return [self._in_order[place] for place in places_in(members)]

    @cached_property
    def met_in_person(self) -> Members:
        """Listings with a known place that cannot be used from anywhere else."""
        return self._members_by(lambda one: (bool(one.points) and not one.is_remote,)).get(True, NOBODY)

    @cached_property
    def _by_cell(self) -> dict[tuple[int, int], Members]:
        return self._members_by(lambda listing: (_cell(point) for point in listing.points))

    def around(self, home: Place | None) -> Members:
        """Listings with a known place in the same cell of the map as somebody's home, or in one that touches it.

        These are all within 17 miles and some as far as 35: as far as hardly anyone's GP or school is from home.
        """
        if home is None or home.point is None:
            return NOBODY
        north, east = _cell(home.point)
        beside = (-1, 0, 1)
        return union(self._by_cell.get((north + up, east + along), NOBODY) for up in beside for along in beside)

    def _members_by(self, slugs: Callable[[Listing], Iterable[Key]]) -> dict[Key, Members]:
        places: dict[Key, list[int]] = defaultdict(list)
        for place, listing in enumerate(self._in_order):
            for slug in slugs(listing):
                places[slug].append(place)
        return {slug: members_at(some, len(self._in_order)) for slug, some in places.items()}

    def _sharing_number(self, kind: int) -> tuple[tuple[Members, Listing], ...]:
        sharing = self._members_by(lambda listing: (listing.profile[kind],))
        return tuple((members, self._in_order[(members & -members).bit_length() - 1]) for members in sharing.values())

    def whole(self, db: Database, ids: Sequence[str]) -> dict[str, Service]:
        """Whole services by id. The last few hundred are kept: many people are shown the same few."""
        kept = self._whole
        missing = [service_id for service_id in ids if service_id not in kept]
        found = {service.id: service for service in get_services(db, missing)} if missing else {}
        wanted = {service_id: one for service_id in ids if (one := found.get(service_id) or kept.get(service_id))}
        kept.update(found)
        while len(kept) > WHOLE_KEPT:
            kept.pop(next(iter(kept)), None)
        return wanted


def load_snapshot(db: Database, version: int) -> Snapshot:
    """Read what the public may find, slim: about 15 MB for 5,000 services."""
    parts = _Parts(
        rules=_Alongside(db, "age_rules", "position"),
        conditions=_Alongside(db, "catchment_conditions", "group_number, position"),
        terms=_Alongside(db, "service_terms", "facet, slug"),
        places=_Alongside(db, "locations", "position"),
        checked=_last_checked(db),
    )
    keep = _Shared()
    rows = db.query(f"SELECT * FROM services WHERE {PUBLIC} ORDER BY id")  # noqa: S608  # our own words
    return Snapshot(version, (_listing_from(row, parts, keep) for row in rows))


class _Shared:
    """Keeps one of each, so that thousands of listings with the same rules share them, and numbers them."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}
        self._numbers: dict[Any, int] = {}

    def __call__(self, value: Shared) -> Shared:
        kept: Shared = self._kept.setdefault(value, value)
        return kept

    def number(self, *facts: Any) -> int:
        return self._numbers.setdefault(facts, len(self._numbers))


Rows = list[dict[str, Any]]


class _Alongside:
    """The rows of one table, read beside the services: both come in the order of ids, and neither is held whole."""

    def __init__(self, db: Database, table: str, order: str) -> None:
        rows = db.query(f"SELECT * FROM {table} ORDER BY service_id, {order}")  # noqa: S608  # our own names
        self._groups = groupby(rows, key=itemgetter("service_id"))
        self._at: tuple[str, Rows] | None = None

    def of(self, service_id: str) -> Rows:
        """The rows of this service; ids must be asked for in order."""
        while self._at is None or self._at[0] < service_id:
            group = next(self._groups, None)
            if group is None:
                return []
            self._at = (group[0], list(group[1]))
        return self._at[1] if self._at[0] == service_id else []


@dataclass(frozen=True)
class _Parts:
    """The tables there may be several rows of, by service."""

    rules: _Alongside
    conditions: _Alongside
    terms: _Alongside
    places: _Alongside
    checked: Mapping[str, tuple[str | None, ...]]


def _listing_from(row: Mapping[str, Any], parts: _Parts, keep: _Shared) -> Listing:
    service_id = row["id"]
    conditions = parts.conditions.of(service_id)
    facets = facets_from(row["facets_told"], parts.terms.of(service_id))
    open_places = [from_row(Location, place) for place in parts.places.of(service_id) if not place["masked"]]
    measured_from = {condition["area_location_id"] for condition in conditions}
    judged: dict[str, Any] = {
        "age_rules": keep(tuple(from_row(AgeRule, rule) for rule in parts.rules.of(service_id)) or None),
        "catchment": keep(_sharing(catchment_from(conditions), keep) if row["catchment_told"] else None),
        "audiences": keep(facets["audiences"]),
        "status": Status(row["status"]) if row["status"] else None,
        "taking_new_people": None if row["taking_new_people"] is None else bool(row["taking_new_people"]),
        "taking_new_people_on": _day(row["taking_new_people_on"]),
        "suspended": bool(row["suspended"]),
        "may_have_changed": bool(row["may_have_changed"]),
        "unconfirmed": keep(frozenset(json.loads(row["unconfirmed"]))),
        "locations": tuple(place for place in open_places if place.id in measured_from),
    }
    return Listing(
        id=service_id,
        name=row["name"],
        organisation_id=keep(row["organisation_id"]),
        sector=keep(row["sector"]),
        nhs_role=keep(row["nhs_role"]),
        gives_advice=bool(row["advice_line"]),
        kinds=keep(facets["kinds"] or frozenset()),
        needs=keep(facets["needs"] or frozenset()),
        how=keep(facets["how"] or frozenset()),
        routes=keep(facets["routes"] or frozenset()),
        **judged,
        points=tuple(place.point for place in open_places if place.point),
        fresh_on=_fresh_on(parts.checked.get(service_id, ()), row["published_on"]),
        profile=_profile(judged, keep),
    )


def _sharing(catchment: Catchment, keep: _Shared) -> Catchment:
    return Catchment(tuple(tuple(keep(condition) for condition in group) for group in catchment.groups))


def _profile(judged: Mapping[str, Any], keep: _Shared) -> tuple[int, int, int, int]:
    unconfirmed = judged["unconfirmed"]
    others = ("status", "taking_new_people", "suspended", "may_have_changed")
    return (
        keep.number("age", judged["age_rules"], "age_rules" in unconfirmed),
        keep.number("area", judged["catchment"], "catchment" in unconfirmed, judged["locations"]),
        keep.number("audience", _only(judged["audiences"]), "audiences" in unconfirmed),
        keep.number("rest", *(judged[fact] for fact in others), unconfirmed),
    )


def _only(audiences: frozenset[Audience] | None) -> frozenset[str] | None:
    """The audiences that are a condition; those that are merely welcome judge nobody."""
    if audiences is None:
        return None
    return frozenset(audience.slug for audience in audiences if audience.mode is AudienceMode.ONLY)


def _last_checked(db: Database) -> dict[str, tuple[str | None, ...]]:
    """The last days on which somebody confirmed how each is reached, and whom it is for."""
    sql = """SELECT service_id, max(CASE WHEN scope IN ('contact', 'all') THEN checked_on END),
        max(CASE WHEN scope IN ('eligibility', 'all') THEN checked_on END)
        FROM checks WHERE outcome = ? GROUP BY service_id"""
    rows = db.execute(sql, [CheckOutcome.CONFIRMED.value]).fetchall()
    return {service_id: tuple(days) for service_id, *days in rows}


def _fresh_on(checked: Iterable[str | None], published_on: str) -> date:
    """The oldest day of what matters; what was never checked is as old as the listing."""
    return date.fromisoformat(min((day or published_on for day in checked), default=published_on))


def _cell(point: Point) -> tuple[int, int]:
    return floor(point.latitude / CELL[0]), floor(point.longitude / CELL[1])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

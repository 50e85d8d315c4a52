"""Where nothing fits: needs, audiences and languages, by age and by area.

Counted from what is listed and from nothing else: no search is kept anywhere, so none can be counted.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from directory.domain.eligibility import AreaKind, AudienceMode, Basis, Condition
from directory.domain.judging import GROWN_UPS, PROFESSIONALS
from directory.domain.places import Place
from directory.domain.seeker import Asking, Seeker
from directory.domain.taxonomy import Facet, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.members import NOBODY, Members, union
from directory.finding.snapshot import Listing, Snapshot
from directory.finding.verdicts import Kind, Verdicts, Weighed

# Their services are help for the grown-ups around a child, and no gap in help for children.
# The audiences a council may look after, and the answer of everybody else: no council's code.
IN_CARE = frozenset({"in-care", "care-leavers"})
NOBODYS_CARE = "nobody"


class Fit(StrEnum):
    """The best there is for somebody, best first."""

    OPEN = "open"
    ASK = "ask first"
    NATIONAL = "national only"
    NONE = "none"


@dataclass(frozen=True)
class AgeBand:
    """Ages that are counted together, both ends inside. For the youngest, somebody asks for them."""

    label: str
    youngest: int
    oldest: int
    asking: Asking

    @property
    def ages(self) -> range:
        return range(self.youngest, self.oldest + 1)


BANDS = (
    AgeBand("5 to 10", 5, 10, Asking.MY_CHILD),
    AgeBand("11 to 15", 11, 15, Asking.ME),
    AgeBand("16 to 17", 16, 17, Asking.ME),
    AgeBand("18 to 25", 18, 25, Asking.ME),
)


@dataclass(frozen=True)
class Cell:
    """One question for one age band of one area. A band is only as well off as its worst age: these are `ages`.

    The counts are the fewest at any age of the band: services of the area that can be used, those that must be asked
    first, and those of both kinds that are nationwide or have not told their area.
    """

    fit: Fit
    ages: tuple[int, ...]
    can_use: int
    ask_first: int
    nationwide: int


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class AreaGaps:
    """One area: for every need, audience and language a cell for each age band."""

    code: str
    name: str
    needs: Mapping[str, Row]
    audiences: Mapping[str, Row]
    languages: Mapping[str, Row]

    def count(self, band: int, *fits: Fit) -> int:
        """How many needs are no better off than this at some age of the band."""
        return sum(row[band].fit in fits for row in self.needs.values())

    @property
    def audiences_without_local(self) -> int:
        """Audiences that no local service is made for, whatever their age."""
        return sum(_is_nowhere_local(row) for row in self.audiences.values())

    @property
    def languages_without_local(self) -> int:
        """Languages that no local service says it speaks, whatever the age."""
        return sum(_is_nowhere_local(row) for row in self.languages.values())


def count_gaps(
    snapshot: Snapshot, taxonomy: Taxonomy, places: Mapping[str, Place], languages: Mapping[str, Iterable[str]]
) -> tuple[AreaGaps, ...]:
    """For every area, by its code. `languages` names the ids of the services that speak each.

    Help with any need at all, such as a line to talk to, is not counted for one need.
    """
    counting = _Counting(snapshot)
    needs = {need.slug: _naming(snapshot, taxonomy, need.slug) for need in taxonomy.needs}
    spoken = {language: snapshot.members(ids) for language, ids in languages.items()}
    made_for = {
        term.slug: snapshot.by_audience.get(term.slug, NOBODY)
        for term in taxonomy.of(Facet.AUDIENCE)
        if term.slug not in GROWN_UPS
    }
    return tuple(
        AreaGaps(
            code=code,
            name=place.name,
            needs={slug: counting.row(members, code, place) for slug, members in needs.items()},
            audiences={slug: counting.row(members, code, place, slug) for slug, members in made_for.items()},
            languages={language: counting.row(members, code, place) for language, members in spoken.items()},
        )
        for code, place in places.items()
    )


def areas_named(snapshot: Snapshot) -> list[str]:
    """The councils and counties that services name as theirs, those most often named first."""
    areas = (condition.area for listing in snapshot.listings.values() for condition in _conditions(listing))
    named = Counter(code for area in areas if area and area.kind is AreaKind.LOCAL_AUTHORITY for code in area.codes)
    return sorted(named, key=lambda code: (-named[code], code))


def is_local(listing: Listing) -> bool:
    """Says itself that it is for people of an area smaller than a nation; who has not said is not counted as local."""
    groups = listing.catchment.groups if listing.catchment else ()
    return bool(groups) and not any(all(_is_wide(condition) for condition in group) for group in groups)


def resident_of(code: str, place: Place, *circumstances: str) -> Seeker:
    """Somebody who lives in an area, with their GP and school there; in nobody's care unless that is told."""
    carer = code if IN_CARE.intersection(circumstances) else NOBODYS_CARE
    return Seeker(home=place, gp=place, school=place, looked_after_by=carer, circumstances=frozenset(circumstances))


def too_far(snapshot: Snapshot, members: Members, place: Place | None) -> Members:
    """Those that meet in known places, none of them anywhere near: whether they take somebody of an area is no question."""
    here = snapshot.around(place)
    return snapshot.members(one.id for one in snapshot.listings_of(members & ~here) if one.points)


class _Counting:
    """Counts on the sets of one snapshot; what hangs on the area, and on the person, is weighed once."""

    def __init__(self, snapshot: Snapshot) -> None:
        everyone = snapshot.listings.values()
        self._snapshot = snapshot
        self._local = snapshot.members(one.id for one in everyone if is_local(one))
        self._tied = self._local | snapshot.members(one.id for one in everyone if not one.is_remote)
        self._left_out = {
            Asking.MY_CHILD: snapshot.members(one.id for one in everyone if is_only_for(one, {PROFESSIONALS})),
            Asking.ME: snapshot.members(one.id for one in everyone if is_only_for(one, GROWN_UPS)),
        }
        self._rest = self._weigh(Seeker(), Kind.REST)
        self._weighed = cache(self._weigh)
        self._of_area = cache(self._weigh_area)

    def row(self, members: Members, code: str, place: Place, *circumstances: str) -> Row:
        """One cell for each age band; `circumstances` are told by everybody in them."""
        resident = resident_of(code, place, *circumstances)
        area = self._of_area(replace(resident, circumstances=frozenset())) & self._rest
        return tuple(self._cell(members, area, band, resident.circumstances) for band in BANDS)

    def _weigh_area(self, resident: Seeker) -> Weighed:
        weighed = self._weighed(resident, Kind.AREA)
        return weighed & Weighed(too_far(self._snapshot, weighed.unsure & self._tied, resident.home), NOBODY)

    def _cell(self, members: Members, area: Weighed, band: AgeBand, told: frozenset[str]) -> Cell:
        members &= ~self._left_out[band.asking]
        people = {age: Seeker(age=age, circumstances=told, asking=band.asking) for age in band.ages}
        counts = {
            age: self._counts(members, area & self._weighed(one, Kind.AGE, Kind.AUDIENCE)) for age, one in people.items()
        }
        fits = {age: _fit(*counted) for age, counted in counts.items()}
        worst = max(fits.values(), key=list(Fit).index)
        can_use, ask_first, elsewhere = (min(some) for some in zip(*counts.values(), strict=True))
        return Cell(worst, tuple(age for age in band.ages if fits[age] is worst), can_use, ask_first, elsewhere)

    def _counts(self, members: Members, weighed: Weighed) -> tuple[int, int, int]:
        parted = weighed.part(members)
        can_use, ask_first = parted[Verdict.CAN_USE], parted[Verdict.ASK_FIRST]
        wide = (can_use | ask_first) & ~self._local
        return (can_use & self._local).bit_count(), (ask_first & self._local).bit_count(), wide.bit_count()

    def _weigh(self, seeker: Seeker, *kinds: Kind) -> Weighed:
        return Verdicts(self._snapshot, seeker).weigh(self._snapshot.everybody, kinds)


def _is_nowhere_local(row: Row) -> bool:
    return not any(cell.can_use or cell.ask_first for cell in row)


def _fit(can_use: int, ask_first: int, nationwide: int) -> Fit:
    if can_use:
        return Fit.OPEN
    if ask_first:
        return Fit.ASK
    return Fit.NATIONAL if nationwide else Fit.NONE


def _naming(snapshot: Snapshot, taxonomy: Taxonomy, need: str) -> Members:
    """The listings that name this need or its group."""
    exact, group, _ = taxonomy.answers(need)
    return union(snapshot.by_need.get(slug, NOBODY) for slug in exact | group)


def is_only_for(listing: Listing, slugs: Container[str]) -> bool:
    only = [audience.slug for audience in listing.audiences or () if audience.mode is AudienceMode.ONLY]
    return bool(only) and all(slug in slugs for slug in only)


def _conditions(listing: Listing) -> Iterator[Condition]:
    for group in listing.catchment.groups if listing.catchment else ():
        yield from group


def _is_wide(condition: Condition) -> bool:
    nation = condition.area is not None and condition.area.kind is AreaKind.NATION
    return condition.basis is Basis.ANYONE or nation

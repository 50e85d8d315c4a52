"""The pathway of an area: for every issue and presenting problem, whom to contact. About an area, never about a person."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from directory.domain.judging import PROFESSIONALS, judge_area
from directory.domain.organisations import Organisation
from directory.domain.places import Place
from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.domain.taxonomy import ANY_NEED, SUPPORT_FLAG, Taxonomy, Term
from directory.domain.verdicts import Verdict
from directory.finding.beside import TEAMS_FIRST
from directory.finding.find import Listings
from directory.finding.gaps import is_local, is_only_for, resident_of, too_far
from directory.finding.members import NOBODY
from directory.finding.verdicts import Verdicts
from directory.store.listings import ids_of_role
from directory.store.organisations import get_organisations

LOCAL_SHOWN, NATIONWIDE_SHOWN = 8, 2
SINGLE_POINT, CRISIS_TEAM = "single-point", "crisis-team"


@dataclass(frozen=True)
class Option:
    """One service to contact.

    `sure` is False where its area has to be checked first, `doubtful` where it does not stand near either.
    """

    service: Service
    organisation: Organisation
    sure: bool
    local: bool
    doubtful: bool = False


@dataclass(frozen=True)
class Problem:
    need: Term
    options: tuple[Option, ...]

    @property
    def may_be_urgent(self) -> bool:
        return SUPPORT_FLAG in self.need.flags

    @property
    def has_teams(self) -> bool:
        """Whether NHS teams come for it at once: they stand first."""
        return self.need.slug in TEAMS_FIRST


@dataclass(frozen=True)
class Issue:
    """One group of needs. `whole` are for most of it; each presenting problem has those who name it besides."""

    group: Term
    whole: tuple[Option, ...]
    problems: tuple[Problem, ...]

    @property
    def unnamed(self) -> tuple[Term, ...]:
        """Presenting problems that no listing names, beyond those who take most of the issue."""
        return tuple(problem.need for problem in self.problems if not problem.options)


@dataclass(frozen=True)
class Pathway:
    """`front_doors` are single points of access; `anything` takes any need."""

    place: Place
    front_doors: tuple[Option, ...]
    crisis_teams: tuple[Option, ...]
    anything: tuple[Option, ...]
    issues: tuple[Issue, ...]


def draw_pathway(db: Database, listings: Listings, code: str, place: Place) -> Pathway:
    """Whom to contact for somebody who lives, and has their GP and school, in this area, whatever their age.

    Single points of access are said once: beside every problem they would hide what else there is. A door or a team
    that has not told its area is on no area's sheet.
    """
    choosing, taxonomy = _Choosing(listings, resident_of(code, place)), listings.taxonomy
    single_points = ids_of_role(db, SINGLE_POINT)
    front_doors = choosing.choose(single_points, nationwide=0)
    crisis_teams = choosing.choose(ids_of_role(db, CRISIS_TEAM), nationwide=0)
    anything = choosing.choose(choosing.naming(ANY_NEED) - single_points, nationwide=LOCAL_SHOWN)
    whole = {group.slug: choosing.choose(_mostly(choosing, taxonomy, group) - single_points) for group in taxonomy.groups}
    named = {
        need.slug: choosing.choose(
            choosing.naming(need.slug) - single_points - frozenset(whole[need.parent or ""]),
            first=[
                one
                for role in TEAMS_FIRST.get(need.slug, ())
                for one in choosing.choose(ids_of_role(db, role), nationwide=0)
            ],
        )
        for need in taxonomy.needs
    }
    chosen = {*front_doors, *crisis_teams, *anything}.union(*whole.values(), *named.values())
    loaded = choosing.load(db, chosen)
    return Pathway(
        place=place,
        front_doors=_of(loaded, front_doors),
        crisis_teams=_of(loaded, crisis_teams),
        anything=_of(loaded, anything),
        issues=tuple(
            Issue(
                group,
                _of(loaded, whole[group.slug]),
                tuple(Problem(need, _of(loaded, named[need.slug])) for need in taxonomy.needs_in(group.slug)),
            )
            for group in taxonomy.groups
        ),
    )


class _Choosing:
    """Chooses among the listings that are not ruled out for an area: its own first, the sure ones first."""

    def __init__(self, listings: Listings, seeker: Seeker) -> None:
        snapshot = listings.snapshot
        verdicts = Verdicts(snapshot, seeker)
        parted = verdicts.part(snapshot.everybody)
        ask = parted[Verdict.ASK_FIRST]
        unsure = snapshot.members(one.id for one in snapshot.listings_of(ask) if judge_area(one, seeker).truth is None)
        far = too_far(snapshot, unsure, seeker.home) | verdicts.unlikely(unsure)
        usable = (parted[Verdict.CAN_USE] | ask) & ~far
        near = {one.id for one in snapshot.listings_of(unsure & snapshot.around(seeker.home))}
        self._snapshot = snapshot
        self._doubtful = {one.id for one in snapshot.listings_of(unsure)} - near
        self._order = {
            one.id: (not is_local(one), judge_area(one, seeker).truth is None, one.name)
            for one in snapshot.listings_of(usable)
            if not is_only_for(one, {PROFESSIONALS})
        }

    def naming(self, slug: str) -> frozenset[str]:
        """The ids of the listings that name this need, or this group of needs, itself."""
        return frozenset(one.id for one in self._snapshot.listings_of(self._snapshot.by_need.get(slug, NOBODY)))

    def choose(
        self, ids: Iterable[str], *, nationwide: int = NATIONWIDE_SHOWN, first: Collection[str] = ()
    ) -> tuple[str, ...]:
        """In order, and no more than a sheet has room for; those named `first` before all others."""
        if first:
            return (*first, *self.choose(frozenset(ids).difference(first), nationwide=nationwide))
        in_order = sorted((one for one in ids if one in self._order), key=self._order.__getitem__)
        local = [one for one in in_order if not self._order[one][0]]
        return (*local[:LOCAL_SHOWN], *in_order[len(local) :][:nationwide])

    def load(self, db: Database, ids: Iterable[str]) -> dict[str, Option]:
        """The chosen ones in full, by id."""
        services = self._snapshot.whole(db, sorted(ids))
        organisations = get_organisations(db, (service.organisation_id for service in services.values()))
        return {
            one: Option(
                service,
                organisations[service.organisation_id],
                sure=not unsure,
                local=not wide,
                doubtful=one in self._doubtful,
            )
            for one, service in services.items()
            for wide, unsure, _ in (self._order[one],)
        }


def _mostly(choosing: _Choosing, taxonomy: Taxonomy, group: Term) -> frozenset[str]:
    """Those who name the issue itself, or more than half of its presenting problems."""
    needs = [need.slug for need in taxonomy.needs_in(group.slug)]
    named = Counter(one for need in needs for one in choosing.naming(need))
    return choosing.naming(group.slug) | {one for one, times in named.items() if 2 * times > len(needs)}


def _of(loaded: Mapping[str, Option], ids: Iterable[str]) -> tuple[Option, ...]:
    return tuple(loaded[one] for one in ids)

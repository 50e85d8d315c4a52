"""Everything a professional may weigh for one child: teams and front doors, help after a no, and all that matches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlite_utils import Database

from directory.domain.eligibility import Basis, Condition
from directory.domain.judging import PROFESSIONALS, catchment_covers, condition_holds
from directory.domain.kleene import Truth
from directory.domain.meaning import Danger
from directory.domain.places import Place
from directory.domain.seeker import CamhsStanding, Seeker
from directory.domain.taxonomy import NeedFit, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.find import NOT_FOR_YOU_SHOWN, USABLE, Listings, further_help, load_found, rank_loosening
from directory.finding.matching import Match, Wanted, found_by, rank
from directory.finding.members import Members, union
from directory.finding.refused import come_first, ids_meanwhile, takes_from_anywhere
from directory.finding.results import Found, Loosened, Search
from directory.finding.routes import way_in
from directory.finding.snapshot import Listing
from directory.finding.sorting import BEST, put_in_order
from directory.store.crisis_lines import ids_of_crisis_lines

CRISIS, SINGLE_POINT, CAMHS = "crisis-team", "single-point", "core-camhs"
TRAINING = "training"
# For these needs the teams named stay in the first rows, in this order, whatever else matches better.
TEAMS_FIRST = {
    "suicidal-thoughts": (CRISIS,),
    "self-harm": (CRISIS,),
    "eating": ("eating-team", CRISIS),
    "unusual-experiences": ("early-psychosis", CRISIS),
}
NEED_OF_DANGER = {
    Danger.INJURY: "self-harm",
    Danger.SUICIDE: "suicidal-thoughts",
    Danger.VOICES: "unusual-experiences",
    Danger.MEDICAL_EATING: "eating",
}
FRONT_DOORS = (SINGLE_POINT, CAMHS)
ROLES_THAT_ADVISE = frozenset({*FRONT_DOORS, CRISIS, "eating-team", "early-psychosis", "neurodevelopmental"})
NEEDS_READ = 3
PAGE_SIZE = 60
MOST_SORTED, REFUSED_LOOKED_AT = 300, 100
TEAMS_SHOWN, ADVICE_SHOWN, TRAINING_SHOWN, MEANWHILE_SHOWN = 3, 5, 4, 8
FEW = 3


@dataclass(frozen=True)
class Options:
    """One page of the table and what stands around it. `first`, `meanwhile` and `rest` share no service.

    `total` counts every service that looks open or must be asked first.
    """

    search: Search
    crisis_teams: tuple[Found, ...]
    front_doors: tuple[Found, ...]
    advice: tuple[Found, ...]
    training: tuple[Found, ...]
    first: tuple[Found, ...]
    meanwhile: tuple[Found, ...]
    rest: tuple[Found, ...]
    not_for_you: tuple[Found, ...]
    further_help: tuple[Found, ...]
    total: int
    page: int
    pages: int
    loosened: tuple[Loosened, ...] = ()


def find_options(
    db: Database, listings: Listings, search: Search, today: date, *, sort: str = BEST, page: int = 1
) -> Options:
    """The same matches, verdicts and reasons as anybody's search, set out for someone who decides where to send a child."""
    ranking, loosened, wanted = rank_loosening(listings, search)
    near = Near(search.seeker)
    beside = _Beside(db, listings, search, wanted, near)
    apart = beside.ids_apart
    matching = [one for one in ranking.slice(0, MOST_SORTED, *USABLE) if one.listing.id not in apart]
    not_theirs = ranking.slice(0, REFUSED_LOOKED_AT, Verdict.NOT_FOR_YOU)
    refused = list(islice((one for one in not_theirs if _may_be_asked_about(one.listing, near)), NOT_FOR_YOU_SHOWN))
    further = further_help(listings, search, matching) if len(matching) < FEW else []
    further = [one for one in further if one.listing.id not in apart]
    pages = max(1, -(-len(matching) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    on_page = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    if sort == BEST:
        matching.sort(key=_in_use_order(search, wanted, listings.taxonomy, near, ids_of_crisis_lines(db)))
    else:
        matching = put_in_order(db, listings.snapshot, matching, sort, today)
    shown = matching[on_page]
    loaded = _Loaded(db, listings, search, wanted, [*beside.all, *shown, *refused, *further])
    return Options(
        search=search,
        crisis_teams=loaded.of(beside.crisis_teams),
        front_doors=loaded.of(beside.front_doors),
        advice=loaded.of(beside.advice),
        training=loaded.of(beside.training),
        first=loaded.of(beside.first) if page == 1 else (),
        meanwhile=loaded.of(beside.meanwhile) if page == 1 else (),
        rest=loaded.of(shown),
        not_for_you=loaded.of(refused) if page == pages else (),
        further_help=loaded.of(further),
        total=len(matching) + len(beside.first) + len(beside.meanwhile),
        page=page,
        pages=pages,
        loosened=loosened,
    )


class Near:
    """Would it serve them, if practice and school were where they live? Chooses what is shown; no verdict hangs on it."""

    def __init__(self, seeker: Seeker) -> None:
        self._beside_home, self._place = stand_in(seeker), place_told(seeker)
        # By the number that listings with the same area share.
        self._known: dict[int, Truth] = {}

    def __call__(self, listing: Listing) -> Truth:
        area = listing.profile[1]
        if area not in self._known:
            self._known[area] = self._covers(listing)
        return self._known[area]

    def _covers(self, listing: Listing) -> Truth:
        if listing.catchment is None or not listing.catchment.groups:
            return None
        return catchment_covers(listing.catchment, lambda condition: self._holds(condition, listing))

    def _holds(self, condition: Condition, listing: Listing) -> Truth:
        """A child whose council was not told is looked after, if at all, by the one where they live."""
        untold = condition.basis is Basis.LOOKED_AFTER_BY and self._beside_home.looked_after_by is None
        if untold and self._place and condition.area:
            return self._place.is_in(condition.area.codes)
        return condition_holds(condition, listing, self._beside_home)


def stand_in(seeker: Seeker) -> Seeker:
    """The same person with one place standing for those that were not told."""
    place = place_told(seeker)
    return replace(seeker, home=seeker.home or place, gp=seeker.gp or place, school=seeker.school or place)


def place_told(seeker: Seeker) -> Place | None:
    return seeker.home or seeker.gp or seeker.school


def teams_first(search: Search, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The roles that stay in the first rows for what is needed, or for the danger in the words."""
    asked = [slug for need in search.filters.needs for slug in sorted(taxonomy.answers(need)[0])]
    danger = NEED_OF_DANGER.get(search.meaning.crisis) if search.meaning.crisis else None
    needs = (*asked, *search.meaning.needs[:NEEDS_READ], *([danger] if danger else []))
    return tuple(dict.fromkeys(role for need in needs for role in TEAMS_FIRST.get(need, ())))


class _Beside:
    """Services chosen for what they are rather than for how well they match, each in one place only."""

    def __init__(self, db: Database, listings: Listings, search: Search, wanted: Wanted, near: Near) -> None:
        self._listings, self._search, self._near = listings, search, near
        snapshot = listings.snapshot
        meanwhile = snapshot.members(ids_meanwhile(db, search.seeker.camhs))
        if wanted.needs:
            meanwhile &= found_by(snapshot, wanted, listings.taxonomy)
        training = snapshot.by_kind.get(TRAINING, 0)
        by_role = {role: snapshot.by_role.get(role, 0) for role in ROLES_THAT_ADVISE}
        self._usable = self._rank(union((meanwhile, training, snapshot.giving_advice, *by_role.values())), wanted)
        self.crisis_teams = self._with_role(CRISIS)
        self.front_doors = self._with_role(SINGLE_POINT)
        roles = (*teams_first(search, listings.taxonomy), *FRONT_DOORS)
        self.first = [match for role in roles for match in self._with_role(role)]
        self.training = self._pick(_is_training, TRAINING_SHOWN)
        self.advice = self._pick(lambda one: one.gives_advice and self._advises_on(one, wanted), ADVICE_SHOWN)
        self.meanwhile = self._choose_meanwhile(frozenset(one.id for one in snapshot.listings_of(meanwhile)))
        self.all = [*self.crisis_teams, *self.first, *self.training, *self.advice, *self.meanwhile]

    @property
    def ids_apart(self) -> frozenset[str]:
        """What is not to stand among the other rows again; training for staff never does."""
        training = {one.listing.id for one in self._usable if _is_training(one.listing)}
        return frozenset({one.listing.id for one in (*self.first, *self.meanwhile)} | training)

    def _rank(self, members: Members, wanted: Wanted) -> list[Match]:
        listings, seeker = self._listings, self._search.seeker
        ranking = rank(listings.snapshot, members, wanted, seeker=seeker, taxonomy=listings.taxonomy)
        return ranking.slice(0, len(listings.snapshot.ids), *USABLE)

    def _with_role(self, role: str) -> list[Match]:
        """Only where a place was told: until then nobody can say which team is theirs."""
        if place_told(self._search.seeker) is None:
            return []
        return self._pick(lambda one: one.nhs_role == role and one.catchment is not None, TEAMS_SHOWN)

    def _pick(self, wants: Callable[[Listing], bool], count: int) -> list[Match]:
        """The first that are wanted and near: for sure before perhaps."""
        local = [(self._near(one.listing), one) for one in self._usable if wants(one.listing)]
        near = [one for truth, one in local if truth] + [one for truth, one in local if truth is None]
        return near[:count]

    def _advises_on(self, listing: Listing, wanted: Wanted) -> bool:
        taxonomy = self._listings.taxonomy
        fits = (taxonomy.fit(listing.needs, need) for need in wanted.needs)
        return listing.nhs_role in ROLES_THAT_ADVISE or NeedFit.EXACT in fits

    def _choose_meanwhile(self, ids: frozenset[str]) -> list[Match]:
        seeker, first = self._search.seeker, {one.listing.id for one in self.first}
        if seeker.camhs in (None, CamhsStanding.NOT_ASKED):
            return []
        chosen = self._pick(lambda one: one.id in ids - first and not _is_training(one), len(ids))
        return come_first(chosen, seeker)[:MEANWHILE_SHOWN]


class _Loaded:
    """Whole services by id, each loaded and judged once."""

    def __init__(self, db: Database, listings: Listings, search: Search, wanted: Wanted, matches: Iterable[Match]) -> None:
        once = list({match.listing.id: match for match in matches}.values())
        self._found = {found.service.id: found for found in load_found(db, listings, search, once, wanted, explain=False)}

    def of(self, matches: Iterable[Match]) -> tuple[Found, ...]:
        return tuple(self._found[one.listing.id] for one in matches if one.listing.id in self._found)


def _is_training(listing: Listing) -> bool:
    made_for = {audience.slug for audience in listing.audiences or ()}
    return listing.kinds == {TRAINING} and PROFESSIONALS in made_for


def _may_be_asked_about(listing: Listing, near: Near) -> bool:
    """Of what is not for them, only what somebody here might think of: other areas' services go without saying."""
    return not _is_training(listing) and near(listing) is not False


def _in_use_order(
    search: Search, wanted: Wanted, taxonomy: Taxonomy, near: Near, on_every_page: frozenset[str]
) -> Callable[[Match], tuple[int, ...]]:
    """The order of a search; but last comes what is far off, on every page anyway, closed to this profession, nationwide."""
    answers = [taxonomy.answers(need) for need in wanted.needs[: max(wanted.equally_best, 1)]]

    def tier(listing: Listing) -> int:
        fits = (fit for fits in answers for fit, slugs in enumerate(fits) if not listing.needs.isdisjoint(slugs))
        return min(fits, default=NeedFit.NONE if answers else NeedFit.EXACT)

    def order(match: Match) -> tuple[int, ...]:
        listing = match.listing
        far_off = match.verdict is Verdict.ASK_FIRST and near(listing) is False
        known = listing.id in on_every_page
        named = listing.id in wanted.named
        way = way_in(listing.routes, search.working_as)
        return (USABLE.index(match.verdict), far_off, known, not named, tier(listing), way, takes_from_anywhere(listing))

    return order

"""Everything a professional may weigh for one child, as one table: the matches of a search and what stands beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from sqlite_utils import Database

from directory.domain.seeker import Seeker
from directory.domain.taxonomy import ANY_NEED, NeedFit, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.beside import Beside, is_for_others, is_training
from directory.finding.find import NOT_FOR_YOU_SHOWN, USABLE, Listings, further_help, load_found, rank_loosening
from directory.finding.matching import Match, Ranking, Wanted
from directory.finding.near import Near, place_told
from directory.finding.refused import takes_from_anywhere
from directory.finding.results import Found, Loosened, Search
from directory.finding.routes import way_in
from directory.finding.snapshot import Listing, Snapshot
from directory.finding.sorting import BEST, put_in_order
from directory.finding.verdicts import Kind, Verdicts
from directory.store.crisis_lines import ids_of_crisis_lines

PAGE_SIZE = 60
REFUSED_LOOKED_AT = 100
FEW = 3


@dataclass(frozen=True)
class Options:
    """One page of the table and what stands around it. `first`, `meanwhile`, `rest`, `unlikely` and `already_asked` share
    none.

    `unlikely` are far off or of a doubtful area or age, or only for people the child was not said to be one of.
    `already_asked` are CAMHS and its front door for a child whom they refused, have waiting or see. `total` counts every
    other service that looks open or must be asked first, these too; `naming`, those of them that name the best need, None
    where no need was told. `hanging` says of each place that was not told, by its name in `Seeker`, how many of them would
    look open if it were where the child is known to be. In another order than the best, all but `unlikely` are in `rest`.
    """

    search: Search
    crisis_teams: tuple[Found, ...]
    front_doors: tuple[Found, ...]
    advice: tuple[Found, ...]
    training: tuple[Found, ...]
    first: tuple[Found, ...]
    meanwhile: tuple[Found, ...]
    rest: tuple[Found, ...]
    unlikely: tuple[Found, ...]
    already_asked: tuple[Found, ...]
    not_for_you: tuple[Found, ...]
    further_help: tuple[Found, ...]
    total: int
    naming: int | None
    page: int
    pages: int
    loosened: tuple[Loosened, ...] = ()
    hanging: Mapping[str, int] = field(default_factory=dict)


def find_options(
    db: Database, listings: Listings, search: Search, today: date, *, sort: str = BEST, page: int = 1
) -> Options:
    """The same matches, verdicts and reasons as anybody's search, set out for someone who decides where to send a child."""
    ranking, loosened, wanted = rank_loosening(listings, search)
    near = Near(search.seeker)
    beside = Beside(db, listings, search, wanted, near)
    usable = ranking.slice(0, len(listings.snapshot.ids), *USABLE)
    matching = [one for one in usable if one.listing.id not in beside.ids_apart]
    doubtful = _unlikely(listings, search, matching)
    likely = [*beside.in_table, *(one for one in matching if one.listing.id not in doubtful)]
    if sort == BEST:
        matching.sort(key=_in_use_order(search, wanted, listings.taxonomy, near, (beside.last, ids_of_crisis_lines(db))))
    else:
        matching = put_in_order(db, [*beside.in_table, *matching], sort, today, search.needs)
    matching.sort(key=lambda one: one.listing.id in doubtful)
    shown, page, pages = _page_of(matching, page)
    refused = _not_theirs(ranking, near) if page == pages else []
    further = _further(listings, search, likely, beside)
    loaded = _Loaded(db, listings, search, wanted, [*beside.all, *shown, *refused, *further])
    grouped = sort == BEST
    return Options(
        search=search,
        crisis_teams=loaded.of(beside.crisis_teams),
        front_doors=loaded.of(beside.front_doors),
        advice=loaded.of(beside.advice),
        training=loaded.of(beside.training),
        first=loaded.of(beside.first) if grouped and page == 1 else (),
        meanwhile=loaded.of(beside.meanwhile) if grouped and page == 1 else (),
        rest=loaded.of(one for one in shown if one.listing.id not in doubtful),
        unlikely=loaded.of(one for one in shown if one.listing.id in doubtful),
        already_asked=loaded.of(beside.already_asked) if grouped and page == pages else (),
        not_for_you=loaded.of(refused),
        further_help=loaded.of(further),
        total=len(likely),
        naming=_naming(wanted, listings.taxonomy, likely),
        page=page,
        pages=pages,
        loosened=loosened,
        hanging=_hanging(listings.snapshot, search.seeker, likely),
    )


def _unlikely(listings: Listings, search: Search, matching: Sequence[Match]) -> frozenset[str]:
    """Ids of those to think of last."""
    snapshot, seeker = listings.snapshot, search.seeker
    unsure = snapshot.members(one.listing.id for one in matching if one.verdict is Verdict.ASK_FIRST)
    doubtful = Verdicts(snapshot, seeker).unlikely(unsure)
    others = {one.listing.id for one in matching if is_for_others(one.listing, search)}
    return frozenset({one.id for one in snapshot.listings_of(doubtful)} | others)


def _hanging(snapshot: Snapshot, seeker: Seeker, likely: Sequence[Match]) -> dict[str, int]:
    place, verdicts = place_told(seeker), Verdicts(snapshot, seeker)
    if place is None:
        return {}
    unsure = snapshot.members(one.listing.id for one in likely if one.verdict is Verdict.ASK_FIRST)
    unsure &= ~verdicts.weigh(unsure, [kind for kind in Kind if kind is not Kind.AREA]).unsure
    if_told = {
        "home": replace(seeker, home=seeker.home or place),
        "gp": replace(seeker, gp=seeker.gp or place),
        "school": replace(seeker, school=seeker.school or place),
        "looked_after_by": replace(seeker, looked_after_by=seeker.looked_after_by or place.caring_council),
    }
    hanging = {}
    for untold in (name for name in if_told if getattr(seeker, name) is None):
        told = Verdicts(snapshot, if_told[untold])
        hanging[untold] = told.weigh(unsure, (Kind.AREA,)).part(unsure)[Verdict.CAN_USE].bit_count()
    return {name: count for name, count in hanging.items() if count}


def _naming(wanted: Wanted, taxonomy: Taxonomy, matches: Iterable[Match]) -> int | None:
    asked = [need for need in wanted.needs if need != ANY_NEED][: max(wanted.equally_best, 1)]
    exact = frozenset().union(*(taxonomy.answers(need)[NeedFit.EXACT] for need in asked))
    return sum(not one.listing.needs.isdisjoint(exact) for one in matches) if asked else None


class _Loaded:
    """Whole services by id, each loaded and judged once."""

    def __init__(self, db: Database, listings: Listings, search: Search, wanted: Wanted, matches: Iterable[Match]) -> None:
        once = list({match.listing.id: match for match in matches}.values())
        self._found = {found.service.id: found for found in load_found(db, listings, search, once, wanted, explain=False)}

    def of(self, matches: Iterable[Match]) -> tuple[Found, ...]:
        return tuple(self._found[one.listing.id] for one in matches if one.listing.id in self._found)


def _page_of(matching: Sequence[Match], page: int) -> tuple[Sequence[Match], int, int]:
    """What is on the page that is nearest to the one asked for, its number, and how many there are."""
    pages = max(1, -(-len(matching) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    return matching[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], page, pages


def _not_theirs(ranking: Ranking, near: Near) -> list[Match]:
    """Of what is not for them, only what somebody here might think of: other areas' services go without saying."""
    refused = ranking.slice(0, REFUSED_LOOKED_AT, Verdict.NOT_FOR_YOU)
    local = (one for one in refused if not is_training(one.listing) and near(one.listing) is not False)
    return list(islice(local, NOT_FOR_YOU_SHOWN))


def _further(listings: Listings, search: Search, matching: Sequence[Match], beside: Beside) -> list[Match]:
    """Help from anywhere, where little else was found."""
    if len(matching) >= FEW:
        return []
    return [one for one in further_help(listings, search, matching) if one.listing.id not in beside.ids_apart]


def _in_use_order(
    search: Search, wanted: Wanted, taxonomy: Taxonomy, near: Near, later: Sequence[frozenset[str]]
) -> Callable[[Match], tuple[int, ...]]:
    """The order of a search; but last comes what is far off, in `later`, closed to this profession, nationwide.

    `later` are those who would say the same no again, then what stands on every page anyway.
    """
    answers = [taxonomy.answers(need) for need in wanted.needs[: max(wanted.equally_best, 1)]]

    def tier(listing: Listing) -> int:
        fits = (fit for fits in answers for fit, slugs in enumerate(fits) if not listing.needs.isdisjoint(slugs))
        return min(fits, default=NeedFit.NONE if answers else NeedFit.EXACT)

    def order(match: Match) -> tuple[int, ...]:
        listing = match.listing
        far_off = match.verdict is Verdict.ASK_FIRST and near(listing) is False
        known = [listing.id in some for some in later]
        named = listing.id in wanted.named
        way = way_in(listing.routes, search.working_as)
        return (USABLE.index(match.verdict), far_off, *known, not named, tier(listing), way, takes_from_anywhere(listing))

    return order

"""Everything a professional may weigh for one child, as one table: the matches of a search and what stands beside them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlite_utils import Database

from directory.domain.taxonomy import NeedFit, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.beside import Beside, is_training
from directory.finding.find import NOT_FOR_YOU_SHOWN, USABLE, Listings, further_help, load_found, rank_loosening
from directory.finding.matching import Match, Ranking, Wanted
from directory.finding.near import Near
from directory.finding.refused import takes_from_anywhere
from directory.finding.results import Found, Loosened, Search
from directory.finding.routes import way_in
from directory.finding.snapshot import Listing
from directory.finding.sorting import BEST, put_in_order
from directory.store.crisis_lines import ids_of_crisis_lines

PAGE_SIZE = 60
MOST_SORTED, REFUSED_LOOKED_AT = 300, 100
FEW = 3


@dataclass(frozen=True)
class Options:
    """One page of the table and what stands around it. `first`, `meanwhile` and `rest` share no service.

    `total` counts every service that looks open or must be asked first; `left_out`, those of them beyond the most that
    are put in order.
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
    left_out: int
    page: int
    pages: int
    loosened: tuple[Loosened, ...] = ()


def find_options(
    db: Database, listings: Listings, search: Search, today: date, *, sort: str = BEST, page: int = 1
) -> Options:
    """The same matches, verdicts and reasons as anybody's search, set out for someone who decides where to send a child."""
    ranking, loosened, wanted = rank_loosening(listings, search)
    near = Near(search.seeker)
    beside = Beside(db, listings, search, wanted, near)
    usable = ranking.slice(0, MOST_SORTED, *USABLE)
    matching = [one for one in usable if one.listing.id not in beside.ids_apart]
    if sort == BEST:
        matching.sort(key=_in_use_order(search, wanted, listings.taxonomy, near, ids_of_crisis_lines(db)))
    else:
        matching = put_in_order(db, listings.snapshot, matching, sort, today)
    shown, page, pages = _page_of(matching, page)
    refused = _not_theirs(ranking, near) if page == pages else []
    further = _further(listings, search, matching, beside)
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
        not_for_you=loaded.of(refused),
        further_help=loaded.of(further),
        total=len(matching) + len(beside.first) + len(beside.meanwhile),
        left_out=ranking.count(*USABLE) - len(usable),
        page=page,
        pages=pages,
        loosened=loosened,
    )


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

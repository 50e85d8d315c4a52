"""Help for whoever waits for CAMHS or was told no: usable meanwhile, check-ins, stories, and somebody on your side."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from directory.domain.seeker import CamhsStanding
from directory.domain.verdicts import Verdict
from directory.finding.find import Listings, load_found, wanted_of
from directory.finding.matching import rank
from directory.finding.results import Found, Search
from directory.finding.tonight import for_anyone
from directory.finding.verdicts import Verdicts
from directory.store.listings import ids_of_kind, ids_that_take_refused, ids_usable_while_waiting

Ids = frozenset[str]
FITTING_SHOWN = 8
OTHERS_SHOWN = 3
# Of those that must be asked first, a few: what is sure comes before what may be.
ASK_FIRST_SHOWN = 3
FITTING: dict[CamhsStanding, Callable[[Database], Ids]] = {
    CamhsStanding.WAITING: ids_usable_while_waiting,
    CamhsStanding.REFUSED: ids_that_take_refused,
}


@dataclass(frozen=True)
class OnwardHelp:
    """Each service once: what fits first, then the kinds that help meanwhile."""

    fitting: tuple[Found, ...]
    check_ins: tuple[Found, ...]
    stories: tuple[Found, ...]
    advocates: tuple[Found, ...]


def find_onward(db: Database, listings: Listings, search: Search, standing: CamhsStanding) -> OnwardHelp:
    """Found in the order of a search; who has told nothing sees what anyone of any age, anywhere in England, can use."""
    search = replace(search, seeker=replace(search.seeker, camhs=standing))
    finder = _Finder(db, listings, search)
    check_ins = finder.take(ids_of_kind(db, "check-in"), OTHERS_SHOWN)
    stories = finder.take(ids_of_kind(db, "stories"), OTHERS_SHOWN)
    advocates = finder.take(ids_of_kind(db, "advocacy"), OTHERS_SHOWN)
    fitting = finder.take(FITTING[standing](db), FITTING_SHOWN)
    return OnwardHelp(fitting, check_ins, stories, advocates)


class _Finder:
    """Takes services out of what may be shown, so that none is shown twice."""

    def __init__(self, db: Database, listings: Listings, search: Search) -> None:
        self._db, self._listings, self._search = db, listings, search
        self._wanted = wanted_of(listings, search)
        self._left = listings.snapshot.ids

    def take(self, ids: Ids, count: int) -> tuple[Found, ...]:
        listings, search = self._listings, self._search
        members = listings.snapshot.members(ids & self._left)
        if not search.seeker.has_told_anything:
            members = for_anyone(listings.snapshot, members)
        members &= ~Verdicts(listings.snapshot, search.seeker).unlikely(members)
        ranking = rank(listings.snapshot, members, self._wanted, seeker=search.seeker, taxonomy=listings.taxonomy)
        matches = ranking.slice(0, count, Verdict.CAN_USE)
        matches += ranking.slice(0, min(ASK_FIRST_SHOWN, count - len(matches)), Verdict.ASK_FIRST)
        self._left -= {match.listing.id for match in matches}
        return tuple(load_found(self._db, listings, search, matches, self._wanted))

"""The read path of a search: match, judge, order; when nothing answers, give up one condition at a time and say so."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from directory.domain.checks import last_checks
from directory.domain.judging import PARENTS, PROFESSIONALS, judge
from directory.domain.seeker import Asking, Filters
from directory.domain.taxonomy import ANY_NEED, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.matching import FAIR_SHARE, Match, Ranking, Wanted, found_by, passing, rank
from directory.finding.results import Found, Loosened, Results, Search
from directory.finding.snapshot import Snapshot
from directory.finding.why import why_found
from directory.search.index import ServiceIndex
from directory.store.checks import get_checks
from directory.store.organisations import get_organisations

PAGE_SIZE = 20
NOT_FOR_YOU_SHOWN = 10
FURTHER_HELP_SHOWN = 5
# With fewer answers than this, online and national help is added underneath.
FEW = 3
USABLE = (Verdict.CAN_USE, Verdict.ASK_FIRST)
# Who asks for a child finds what is made for the one asking as well as what is made for the child.
OWN_SERVICES: dict[Asking | None, tuple[str, ...]] = {
    Asking.MY_CHILD: (PARENTS,),
    Asking.SOMEONE_I_WORK_WITH: (PROFESSIONALS,),
}


@dataclass(frozen=True)
class Listings:
    """The copies a search reads: the word index and the snapshot, both of one content version."""

    index: ServiceIndex
    snapshot: Snapshot
    taxonomy: Taxonomy


def find_services(db: Database, listings: Listings, search: Search, page: int = 1, page_size: int = PAGE_SIZE) -> Results:
    """Judge and order on the slim snapshot; load in full only the page that is shown.

    `total` counts "can use" and "ask first"; up to ten "not for you" follow on the last page.
    """
    ranking, loosened, wanted = rank_loosening(listings, search)
    total = ranking.count(*USABLE)
    pages = max(1, -(-total // page_size))
    page = min(max(page, 1), pages)
    shown = ranking.slice((page - 1) * page_size, page * page_size, *USABLE)
    refused = ranking.slice(0, NOT_FOR_YOU_SHOWN, Verdict.NOT_FOR_YOU) if page == pages else []
    further = further_help(listings, search, shown) if total < FEW else []
    found = load_found(db, listings, search, [*shown, *refused, *further], wanted)
    return Results(
        search=search,
        found=tuple(found[: len(shown)]),
        not_for_you=tuple(found[len(shown) : len(shown) + len(refused)]),
        total=total,
        page=page,
        pages=pages,
        judged=search.seeker.has_told_anything,
        loosened=loosened,
        further_help=tuple(found[len(shown) + len(refused) :]),
    )


def rank_loosening(listings: Listings, search: Search) -> tuple[Ranking, tuple[Loosened, ...], Wanted]:
    """Every match in order; when none is usable, one condition is given up, or as few as it takes, in a fixed order.

    Words are given up first, but only if they match nothing anywhere: what somebody said they need is not lost
    to a filter.
    """
    wanted = wanted_of(listings, search)
    ranking = rank_search(listings, search, wanted)
    if ranking.count(*USABLE):
        return ranking, (), wanted
    for given_up in _ways_to_loosen(listings, search, wanted):
        easier = search
        for condition in given_up:
            easier = LOOSENING[condition](easier)
        easier_wanted = wanted_of(listings, easier)
        loosened = rank_search(listings, easier, easier_wanted)
        if loosened.count(*USABLE):
            return loosened, given_up, easier_wanted
    return ranking, (), wanted


def _ways_to_loosen(listings: Listings, search: Search, wanted: Wanted) -> list[tuple[Loosened, ...]]:
    """Each condition alone, then the first two, the first three and so on, of those that this search has."""
    has = [condition for condition, loosen in LOOSENING.items() if loosen(search) != search]
    if Loosened.WORDS in has and found_by(listings.snapshot, wanted, listings.taxonomy):
        has = [*(one for one in has if one is not Loosened.WORDS), Loosened.WORDS]
    return [(one,) for one in has] + [tuple(has[:count]) for count in range(2, len(has) + 1)]


def rank_search(listings: Listings, search: Search, wanted: Wanted) -> Ranking:
    """The search core: membership, verdict and order, for exactly these conditions."""
    snapshot, taxonomy = listings.snapshot, listings.taxonomy
    members = passing(snapshot, search.filters, search.seeker.home, taxonomy)
    if search.meaning.text.strip():
        members &= found_by(snapshot, wanted, taxonomy)
    return rank(snapshot, members, wanted, seeker=search.seeker, taxonomy=taxonomy)


def wanted_of(listings: Listings, search: Search) -> Wanted:
    """What ranks: what was ticked, then what the words were understood to mean, then the words themselves.

    Beside a need, words that only ask for help put in order what others found.
    """
    meaning, filters = search.meaning, search.filters
    read_as = {word: listings.index.nearest_word(word) or word for word in meaning.words}
    words = list(read_as.values())
    said = [need for need in meaning.needs if need != ANY_NEED]
    telling = [read for word, read in read_as.items() if word not in meaning.help_words] if said else words
    scores = listings.index.score(words)
    needs, audiences = dict.fromkeys((*filters.needs, *(said or meaning.needs))), {*filters.audiences, *meaning.audiences}
    # Of words that tell nothing, who asks is no answer.
    own = OWN_SERVICES.get(search.seeker.asking, ()) if needs or audiences or scores else ()
    return Wanted(
        needs=tuple(needs),
        audiences=frozenset((*audiences, *own)),
        scores=scores,
        spoken_of=_spoken_of(scores if len(telling) == len(words) else listings.index.score(telling), said),
        named=listings.index.named(words),
        named_in_part=listings.index.named_in_part(words),
        equally_best=max(1, len(filters.needs)),
    )


def _spoken_of(scores: Mapping[str, float], said: Sequence[str]) -> Collection[str]:
    """Whom the words alone find. Beside a need that was understood they must answer fairly: a stray word in the
    listing of a rape crisis centre is no reason to show it to somebody who cannot eat."""
    least = FAIR_SHARE * max(scores.values(), default=0.0) if said else 0.0
    return {service_id for service_id, score in scores.items() if score >= least}


def further_help(listings: Listings, search: Search, already: Iterable[Match]) -> list[Match]:
    """Never empty: online services open to the place, then national lines, that the person's age does not rule out."""
    seen = {match.listing.id for match in already}
    wanted_needs = search.filters.needs if search.filters.needs or search.meaning.needs else (ANY_NEED,)
    everything = replace(search, filters=Filters(needs=wanted_needs), meaning=replace(search.meaning, text=""))
    ranking = rank_search(listings, everything, wanted_of(listings, everything))
    usable = ranking.slice(0, len(listings.snapshot.ids), *USABLE)
    return [one for one in usable if one.listing.is_remote and one.listing.id not in seen][:FURTHER_HELP_SHOWN]


def load_found(
    db: Database, listings: Listings, search: Search, matches: Sequence[Match], wanted: Wanted, *, explain: bool = True
) -> list[Found]:
    """The whole services behind some matches, judged again in full, so that every reason can be given.

    `explain` says to find out as well what of the search each one answers.
    """
    ids = [one.listing.id for one in matches]
    services = listings.snapshot.whole(db, ids)
    organisations = get_organisations(db, (service.organisation_id for service in services.values()))
    checks = get_checks(db, ids)
    return [
        Found(
            service=(service := services[one.listing.id]),
            organisation=organisations[service.organisation_id],
            judgement=judge(service, search.seeker),
            distance_miles=one.miles,
            last_check=(checked := last_checks(checks[service.id])).of_all,
            last_checks=checked,
            why=why_found(service, wanted, listings.taxonomy) if explain else (),
        )
        for one in matches
        if one.listing.id in services
    ]


def _without_words(search: Search) -> Search:
    """Whoever nobody understood does best with those who listen to any worry: these come first."""
    if not search.meaning.text.strip():
        return search
    return replace(search, meaning=replace(search.meaning, text="", words=(), needs=(ANY_NEED,), audiences=()))


def _without(field: str) -> Callable[[Search], Search]:
    empty = getattr(Filters(), field)
    return lambda search: replace(search, filters=replace(search.filters, **{field: empty}))


# In the order they are given up. Age, sex and exclusions never are: they judge.
LOOSENING: dict[Loosened, Callable[[Search], Search]] = {
    Loosened.WORDS: _without_words,
    Loosened.DISTANCE: _without("within_miles"),
    Loosened.HOW: _without("how"),
    Loosened.ROUTE: _without("routes"),
    Loosened.AUDIENCE: _without("audiences"),
}

"""Who is in and in which order: filters leave out, words and needs find, verdict and nearness order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from directory.domain.judging import Verdict
from directory.domain.places import Place
from directory.domain.seeker import Filters
from directory.domain.taxonomy import NeedFit, Taxonomy
from directory.finding.snapshot import Listing, Snapshot
from directory.finding.verdicts import Verdicts

VERDICT_ORDER = {Verdict.CAN_USE: 0, Verdict.ASK_FIRST: 1, Verdict.NOT_FOR_YOU: 2}
FAR_AWAY = 99_999.0
# A word score this share of the best one is a strong or a fair answer; below it, a weak one.
STRONG_SHARE, FAIR_SHARE = 0.5, 0.2


class NeedTier(IntEnum):
    """How well a listing's needs answer what is wanted, the best first."""

    BEST_NEED = 0
    OTHER_NEED = 1
    GROUP = 2
    ANY = 3
    WORDS_ONLY = 4


class WordTier(IntEnum):
    STRONG = 0
    FAIR = 1
    WEAK = 2


@dataclass(frozen=True)
class Wanted:
    """What ranks: needs best first, audiences, and the words' scores by service.

    The first `equally_best` needs are as good as each other: those that were ticked rather than read from words.
    """

    needs: tuple[str, ...]
    audiences: frozenset[str]
    scores: Mapping[str, float]
    named: frozenset[str] = frozenset()
    equally_best: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """One listing with what it is ordered by. `miles` is None when either end is not known."""

    listing: Listing
    verdict: Verdict
    miles: float | None
    key: tuple[int, int, int, int, float, int, str]


def passing(snapshot: Snapshot, filters: Filters, home: Place | None, taxonomy: Taxonomy) -> frozenset[str]:
    """The listings that pass every filter; within one filter any choice will do."""
    chosen = (
        (snapshot.by_need, frozenset().union(*(_answering(taxonomy, need) for need in filters.needs))),
        (snapshot.by_how, frozenset(filters.how)),
        (snapshot.by_route, frozenset(filters.routes)),
        (snapshot.by_sector, frozenset(filters.sectors)),
        (snapshot.by_audience, frozenset(filters.audiences)),
    )
    ids = snapshot.ids
    for by_slug, slugs in chosen:
        if slugs:
            ids &= _union(by_slug, slugs)
    return _near_enough(snapshot, ids, filters.within_miles, home)


def found_by(snapshot: Snapshot, wanted: Wanted, taxonomy: Taxonomy) -> frozenset[str]:
    """The listings that match any of the words, needs or audiences wanted."""
    answering = (_answering(taxonomy, need) for need in wanted.needs)
    by_need = _union(snapshot.by_need, frozenset().union(*answering))
    return by_need | _union(snapshot.by_audience, wanted.audiences) | (snapshot.ids & wanted.scores.keys())


def ordered(
    snapshot: Snapshot, ids: Iterable[str], wanted: Wanted, *, verdicts: Verdicts, home: Place | None, taxonomy: Taxonomy
) -> list[Match]:
    """Verdict first; then the closer need, an audience it is made for, the better words; then nearness, freshness, name."""
    tiers = _need_tiers(snapshot, wanted, taxonomy)
    audience = _union(snapshot.by_audience, wanted.audiences)
    best = max(wanted.scores.values(), default=0.0)
    matches = []
    for service_id in ids:
        listing = snapshot.listings[service_id]
        verdict = verdicts.of(listing)
        miles = miles_to(listing, home)
        named = service_id in wanted.named
        key = (
            VERDICT_ORDER[verdict],
            NeedTier.BEST_NEED if named else tiers.get(service_id, NeedTier.WORDS_ONLY),
            0 if named or service_id in audience else 1,
            WordTier.STRONG if named else _word_tier(wanted.scores.get(service_id, 0.0), best),
            0.0 if listing.is_remote else FAR_AWAY if miles is None else miles,
            -listing.fresh_on.toordinal(),
            listing.name,
        )
        matches.append(Match(listing, verdict, miles, key))
    matches.sort(key=lambda match: match.key)
    return matches


def miles_to(listing: Listing, home: Place | None) -> float | None:
    """Straight-line miles to the nearest place that may be known, or None."""
    if home is None or home.point is None or not listing.points:
        return None
    return min(miles for point in listing.points if (miles := home.miles_to(point)) is not None)


def _answering(taxonomy: Taxonomy, need: str) -> frozenset[str]:
    return frozenset().union(*taxonomy.answers(need))


def _union(by_slug: Mapping[str, frozenset[str]], slugs: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(by_slug.get(slug, frozenset()) for slug in slugs))


def _near_enough(snapshot: Snapshot, ids: frozenset[str], within: float | None, home: Place | None) -> frozenset[str]:
    """Leaves out only what happens in a known, unmasked place farther away and nowhere else."""
    if within is None or home is None or home.point is None:
        return ids
    far = (
        service_id
        for service_id in ids
        if not (listing := snapshot.listings[service_id]).is_remote
        and (miles := miles_to(listing, home)) is not None
        and miles > within
    )
    return ids - frozenset(far)


def _need_tiers(snapshot: Snapshot, wanted: Wanted, taxonomy: Taxonomy) -> dict[str, NeedTier]:
    """The best tier each listing reaches: written from the worst to the best, so that the best stands."""
    tiers: dict[str, NeedTier] = {}
    answers = [taxonomy.answers(need) for need in wanted.needs]
    layers = [
        (NeedTier.ANY, [fits[NeedFit.ANY] for fits in answers]),
        (NeedTier.GROUP, [fits[NeedFit.GROUP] for fits in answers]),
        (NeedTier.OTHER_NEED, [fits[NeedFit.EXACT] for fits in answers[wanted.equally_best :]]),
        (NeedTier.BEST_NEED, [fits[NeedFit.EXACT] for fits in answers[: wanted.equally_best]]),
    ]
    if not wanted.needs:
        return dict.fromkeys(_union(snapshot.by_audience, wanted.audiences), NeedTier.BEST_NEED)
    for tier, slug_sets in layers:
        tiers |= dict.fromkeys(_union(snapshot.by_need, frozenset().union(*slug_sets)), tier)
    return tiers


def _word_tier(score: float, best: float) -> WordTier:
    if best <= 0 or score >= STRONG_SHARE * best:
        return WordTier.STRONG
    return WordTier.FAIR if score >= FAIR_SHARE * best else WordTier.WEAK

"""Who is in and in which order: filters leave out, words and needs find, verdict and nearness order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.domain.judging import GROWN_UPS
from directory.domain.places import Place
from directory.domain.seeker import Filters, Seeker
from directory.domain.taxonomy import NeedFit, Taxonomy
from directory.domain.verdicts import Verdict
from directory.finding.members import NOBODY, Members, union
from directory.finding.snapshot import Listing, Snapshot
from directory.finding.verdicts import Verdicts

FAR_AWAY = 99_999.0
# A word score this share of the best one is a strong or a fair answer; below it, a weak one.
STRONG_SHARE, FAIR_SHARE = 0.5, 0.2


@dataclass(frozen=True)
class Wanted:
    """What ranks: needs best first, audiences, and the words' scores by service. `spoken_of` are found by their words.

    The first `equally_best` needs are as good as each other: those that were ticked rather than read from words.
    """

    needs: tuple[str, ...]
    audiences: frozenset[str]
    scores: Mapping[str, float]
    spoken_of: Collection[str] = ()
    named: frozenset[str] = frozenset()
    named_in_part: frozenset[str] = frozenset()
    equally_best: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """One listing with its verdict. `miles` is None when either end is not known."""

    listing: Listing
    verdict: Verdict
    miles: float | None


def passing(snapshot: Snapshot, filters: Filters, home: Place | None, taxonomy: Taxonomy) -> Members:
    """The listings that pass every filter; within one filter any choice will do."""
    chosen = (
        (snapshot.by_need, frozenset().union(*(_answering(taxonomy, need) for need in filters.needs))),
        (snapshot.by_how, filters.how),
        (snapshot.by_route, filters.routes),
        (snapshot.by_sector, filters.sectors),
        (snapshot.by_audience, filters.audiences),
    )
    members = snapshot.everybody
    for by_slug, slugs in chosen:
        if slugs:
            members &= _union(by_slug, slugs)
    return _near_enough(snapshot, members, filters.within_miles, home)


def found_by(snapshot: Snapshot, wanted: Wanted, taxonomy: Taxonomy) -> Members:
    """The listings that match any of the words, needs or audiences wanted.

    Those who ask for a child are many: what only welcomes them must answer a need as well.
    """
    by_need = _union(snapshot.by_need, frozenset().union(*(_answering(taxonomy, need) for need in wanted.needs)))
    grown_ups = GROWN_UPS if wanted.needs else frozenset()
    made_for = _union(snapshot.by_audience, wanted.audiences - grown_ups)
    made_for |= _union(snapshot.by_only_audience, wanted.audiences & grown_ups)
    return by_need | made_for | snapshot.members(wanted.spoken_of)


class Ranking:
    """Matches in order: verdict first; then the closer need, an audience it is made for, the better words.

    Listings that are alike in all of these stand together and are put in order, by nearness, freshness and name, only
    when somebody looks at them: most of a long list is never looked at.
    """

    def __init__(self, snapshot: Snapshot, alike: Mapping[Verdict, Sequence[Members]], home: Place | None) -> None:
        self._snapshot = snapshot
        self._alike = alike
        self._home = home

    def count(self, *verdicts: Verdict) -> int:
        return sum(members.bit_count() for verdict in verdicts for members in self._alike[verdict])

    def slice(self, start: int, stop: int, *verdicts: Verdict) -> list[Match]:
        """The matches from `start` up to `stop` among those with one of these verdicts."""
        found: list[Match] = []
        passed = 0
        for verdict in verdicts:
            for members in self._alike[verdict]:
                size = members.bit_count()
                first, last = max(start - passed, 0), min(stop - passed, size)
                if first < last:
                    found += self._in_order(verdict, members)[first:last]
                passed += size
        return found

    def _in_order(self, verdict: Verdict, members: Members) -> list[Match]:
        matches = (Match(one, verdict, miles_to(one, self._home)) for one in self._snapshot.listings_of(members))
        return sorted(matches, key=_nearness)


def rank(snapshot: Snapshot, members: Members, wanted: Wanted, *, seeker: Seeker, taxonomy: Taxonomy) -> Ranking:
    """Put every one of these listings beside those that are ordered alike."""
    named = snapshot.members(wanted.named)
    verdicts = Verdicts(snapshot, seeker)
    steps = (
        (named, *_need_tiers(snapshot, wanted, taxonomy)),
        (named | _union(snapshot.by_audience, wanted.audiences),),
        (verdicts.read_as_fitting(),),
        _strong_and_fair(snapshot, wanted.scores),
    )
    alike = {}
    for verdict, some in verdicts.part(members).items():
        last = verdicts.unlikely(some) if verdict is Verdict.ASK_FIRST else NOBODY
        if not some & named & ~last:
            last &= ~named  # whoever asks for one by its name is not told of others first
        groups = [some & ~last, last]
        for step in steps:
            groups = [part for group in groups for part in _parted(group, step) if part]
        alike[verdict] = groups
    return Ranking(snapshot, alike, seeker.home)


def _parted(members: Members, sets: Iterable[Members]) -> Iterator[Members]:
    """Those in the first set, then those in the second that are left, and so on; the rest last."""
    for one in sets:
        yield members & one
        members &= ~one
    yield members


def _strong_and_fair(snapshot: Snapshot, scores: Mapping[str, float]) -> tuple[Members, Members]:
    """Whose words answer well, and fairly or better, by their share of the best score."""
    best = max(scores.values(), default=0.0)
    strong, fair = STRONG_SHARE * best, FAIR_SHARE * best
    return (
        snapshot.members(service_id for service_id, score in scores.items() if score >= strong),
        snapshot.members(service_id for service_id, score in scores.items() if score >= fair),
    )


def _nearness(match: Match) -> tuple[float, int, str]:
    """Online counts as near, an unknown or masked place as farther than any."""
    listing = match.listing
    miles = 0.0 if listing.is_remote else FAR_AWAY if match.miles is None else match.miles
    return (miles, -listing.fresh_on.toordinal(), listing.name)


def miles_to(listing: Listing, home: Place | None) -> float | None:
    """Straight-line miles to the nearest place that may be known, or None."""
    if home is None or home.point is None or not listing.points:
        return None
    return min(miles for point in listing.points if (miles := home.miles_to(point)) is not None)


def _answering(taxonomy: Taxonomy, need: str) -> frozenset[str]:
    return frozenset().union(*taxonomy.answers(need))


def _union(by_slug: Mapping[str, Members], slugs: Iterable[str]) -> Members:
    return union(by_slug.get(slug, NOBODY) for slug in slugs)


def _near_enough(snapshot: Snapshot, members: Members, within: float | None, home: Place | None) -> Members:
    """Leaves out only what happens in a known, unmasked place farther away and nowhere else."""
    if within is None or home is None or home.point is None:
        return members
    far = (
        listing.id
        for listing in snapshot.listings_of(members)
        if not listing.is_remote and (miles := miles_to(listing, home)) is not None and miles > within
    )
    return members & ~snapshot.members(far)


def _need_tiers(snapshot: Snapshot, wanted: Wanted, taxonomy: Taxonomy) -> list[Members]:
    """Who answers the best need exactly, has a rare word of theirs for a name, answers another need exactly, by its
    group, by help with anything; the best first."""
    answers = [taxonomy.answers(need) for need in wanted.needs]
    if not answers:
        return [_union(snapshot.by_audience, wanted.audiences), snapshot.members(wanted.named_in_part)]
    best, others = answers[: wanted.equally_best], answers[wanted.equally_best :]
    layers = (
        [fits[NeedFit.EXACT] for fits in best],
        [fits[NeedFit.EXACT] for fits in others],
        [fits[NeedFit.GROUP] for fits in answers],
        [fits[NeedFit.ANY] for fits in answers],
    )
    exact, *further = (_union(snapshot.by_need, frozenset().union(*slugs)) for slugs in layers)
    return [exact, snapshot.members(wanted.named_in_part), *further]

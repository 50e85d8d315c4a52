"""Verdicts for thousands of listings and one person: the rules of `judge`, each distinct set of facts weighed once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from directory.domain.eligibility import AreaKind, Condition
from directory.domain.judging import (
    GROWN_UPS,
    age_as_read,
    age_truth,
    audience_truth,
    catchment_covers,
    condition_holds,
    judge_others,
)
from directory.domain.kleene import Truth, all_of
from directory.domain.seeker import Seeker
from directory.domain.verdicts import Verdict
from directory.finding.members import NOBODY, Members, union
from directory.finding.near import Near
from directory.finding.snapshot import Listing, Snapshot

Holds = Callable[[Condition, Listing], Truth]


class Kind(IntEnum):
    """The kinds of facts a verdict hangs on, in the order of a listing's profile."""

    AGE = 0
    AREA = 1
    AUDIENCE = 2
    REST = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """Who is ruled out and who must be asked, on some kinds of facts; both together with `&`."""

    ruled_out: Members
    unsure: Members

    def __and__(self, other: "Weighed") -> "Weighed":
        return Weighed(self.ruled_out | other.ruled_out, self.unsure | other.unsure)

    def part(self, members: Members) -> dict[Verdict, Members]:
        """One definite no rules out, then any unknown asks first."""
        usable = members & ~self.ruled_out
        return {
            Verdict.CAN_USE: usable & ~self.unsure,
            Verdict.ASK_FIRST: usable & self.unsure,
            Verdict.NOT_FOR_YOU: members & self.ruled_out,
        }


class Verdicts:
    """Parts listings by the verdict that `judge` would give each of them.

    `holds` is who says whether a condition of a catchment holds, where it is not to be what the person told.
    """

    def __init__(self, snapshot: Snapshot, seeker: Seeker, holds: Holds | None = None) -> None:
        self._snapshot = snapshot
        self._seeker = seeker
        self._condition_holds = holds or (lambda condition, listing: condition_holds(condition, listing, seeker))
        # By identity: equal conditions of a snapshot are one object.
        self._conditions: dict[int, Truth] = {}
        self._weighed: dict[Kind, tuple[Members, Weighed]] = {}

    def part(self, members: Members) -> dict[Verdict, Members]:
        """The same listings by verdict."""
        return self.weigh(members).part(members)

    def weigh(self, members: Members, kinds: Iterable[Kind] = tuple(Kind)) -> Weighed:
        """These listings on these kinds of facts: whom one definite no rules out, and who must be asked."""
        weighed = Weighed(NOBODY, NOBODY)
        for kind in kinds:
            weighed &= self._weigh_kind(members, kind)
        return weighed

    def _weigh_kind(self, members: Members, kind: Kind) -> Weighed:
        """On one kind of facts; what was weighed for more listings already serves for some of them."""
        known, weighed = self._weighed.get(kind, (NOBODY, Weighed(NOBODY, NOBODY)))
        if members & ~known:
            weigh = self._kinds()[kind]
            ruled_out = unsure = NOBODY
            for sharing, one in self._snapshot.alike[kind]:
                if members & sharing:
                    truth = weigh(one)
                    if truth is False:
                        ruled_out |= sharing
                    elif truth is None:
                        unsure |= sharing
            weighed = Weighed(ruled_out, unsure)
            self._weighed[kind] = (members, weighed)
        return weighed

    def read_as_fitting(self) -> Members:
        """Listings whose age range, read from their own words and not confirmed, has this person in it."""
        return self._ages_read_as(True)

    def unlikely(self, members: Members) -> Members:
        """Those of some listings to ask last: their own words leave this age out; they are only for grown-ups, and
        nobody has said that one is asking; or whom they are for is not sure, and they are met a long way off, or for
        people of an area that nothing ties this person to."""
        snapshot, home = self._snapshot, self._seeker.home
        last = members & (self._ages_read_as(False) | self._for_grown_ups())
        if home is None:
            return last
        unsure = self.weigh(members, (Kind.AREA,)).unsure & members & ~snapshot.around(home)
        elsewhere = Verdicts(snapshot, self._seeker, Near(self._seeker).holds).weigh(unsure, (Kind.AREA,)).ruled_out
        return unsure & (elsewhere | snapshot.met_in_person) | last

    def _for_grown_ups(self) -> Members:
        if self._seeker.asking is not None:
            return NOBODY
        for_them = (self._snapshot.by_only_audience.get(slug, NOBODY) for slug in GROWN_UPS)
        return union(for_them) & ~union(
            some for slug, some in self._snapshot.by_only_audience.items() if slug not in GROWN_UPS
        )

    def _ages_read_as(self, truth: Truth) -> Members:
        return union(
            sharing
            for sharing, one in self._snapshot.alike[Kind.AGE]
            if "age_rules" in one.unconfirmed and age_as_read(one, self._seeker) is truth
        )

    def _kinds(self) -> tuple[Callable[[Listing], Truth], ...]:
        """One for each number of a listing's profile, in its order."""
        seeker = self._seeker
        return (
            lambda listing: age_truth(listing, seeker),
            self._area_truth,
            lambda listing: audience_truth(listing, seeker),
            lambda listing: all_of(reason.truth for reason in judge_others(listing, seeker)),
        )

    def _area_truth(self, listing: Listing) -> Truth:
        """As `judge_area`, but a condition that many catchments share is weighed once."""
        if listing.catchment is None or "catchment" in listing.unconfirmed:
            return None
        return catchment_covers(listing.catchment, lambda condition: self._holds(condition, listing))

    def _holds(self, condition: Condition, listing: Listing) -> Truth:
        if condition.area is not None and condition.area.kind is AreaKind.MILES:
            return self._condition_holds(condition, listing)
        key = id(condition)
        if key not in self._conditions:
            self._conditions[key] = self._condition_holds(condition, listing)
        return self._conditions[key]

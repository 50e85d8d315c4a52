"""Verdicts for thousands of listings and one person: the rules of `judge`, each distinct set of facts weighed once."""

from collections.abc import Callable

from directory.domain.eligibility import AreaKind, Condition
from directory.domain.judging import age_truth, audience_truth, catchment_covers, condition_holds, judge_others
from directory.domain.kleene import Truth, all_of
from directory.domain.seeker import Seeker
from directory.domain.verdicts import Verdict
from directory.finding.members import NOBODY, Members
from directory.finding.snapshot import Listing, Snapshot


class Verdicts:
    """Parts listings by the verdict that `judge` would give each of them."""

    def __init__(self, snapshot: Snapshot, seeker: Seeker) -> None:
        self._snapshot = snapshot
        self._seeker = seeker
        # By identity: equal conditions of a snapshot are one object.
        self._conditions: dict[int, Truth] = {}

    def part(self, members: Members) -> dict[Verdict, Members]:
        """The same listings by verdict: one definite no rules out, then any unknown asks first."""
        ruled_out = unsure = NOBODY
        for weigh, alike in zip(self._kinds(), self._snapshot.alike, strict=True):
            for sharing, one in alike:
                if not members & sharing:
                    continue
                truth = weigh(one)
                if truth is False:
                    ruled_out |= sharing
                elif truth is None:
                    unsure |= sharing
        usable = members & ~ruled_out
        return {
            Verdict.CAN_USE: usable & ~unsure,
            Verdict.ASK_FIRST: usable & unsure,
            Verdict.NOT_FOR_YOU: members & ruled_out,
        }

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
            return condition_holds(condition, listing, self._seeker)
        key = id(condition)
        if key not in self._conditions:
            self._conditions[key] = condition_holds(condition, listing, self._seeker)
        return self._conditions[key]

"""Verdicts for thousands of listings and one person: the rules of `judge`, each distinct set weighed once."""

from directory.domain.judging import VERDICT_OF, Verdict, judge_age, judge_area, judge_others
from directory.domain.kleene import Truth, all_of
from directory.domain.seeker import Seeker
from directory.finding.snapshot import Listing


class Verdicts:
    """Gives the verdict that `judge` would give, from the listing's profile."""

    def __init__(self, seeker: Seeker) -> None:
        self._seeker = seeker
        self._truths: dict[int, Truth] = {}
        self._verdicts: dict[tuple[int, int, int], Verdict] = {}

    def of(self, listing: Listing) -> Verdict:
        verdict = self._verdicts.get(listing.profile)
        return verdict or self._weigh(listing)

    def _weigh(self, listing: Listing) -> Verdict:
        age, area, rest = listing.profile
        truths = self._truths
        if age not in truths:
            truths[age] = judge_age(listing, self._seeker).truth
        if area not in truths:
            truths[area] = judge_area(listing, self._seeker).truth
        if rest not in truths:
            truths[rest] = all_of(reason.truth for reason in judge_others(listing, self._seeker))
        verdict = VERDICT_OF[all_of((truths[age], truths[area], truths[rest]))]
        self._verdicts[listing.profile] = verdict
        return verdict

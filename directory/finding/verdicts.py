"""Verdicts for thousands of listings and one person: the rules of `judge`, each distinct set weighed once."""

from directory.domain.eligibility import Condition
from directory.domain.judging import (
    Verdict,
    catchment_covers,
    condition_holds,
    judge_age,
    judge_area,
    judge_audience,
    judge_others,
)
from directory.domain.kleene import Truth, all_of
from directory.domain.seeker import Seeker
from directory.finding.snapshot import Listing

# The order verdicts are shown in. A later one wins when kinds of rules meet, as Kleene's AND has it.
VERDICTS = (Verdict.CAN_USE, Verdict.ASK_FIRST, Verdict.NOT_FOR_YOU)
RANK_OF: dict[Truth, int] = {True: 0, None: 1, False: 2}


class Verdicts:
    """Gives the verdict that `judge` would give, from the listing's profile."""

    def __init__(self, seeker: Seeker) -> None:
        self._seeker = seeker
        self._ranks: dict[int, int] = {}
        self._conditions: dict[Condition, Truth] = {}

    def of(self, listing: Listing) -> Verdict:
        return VERDICTS[self.rank_of(listing)]

    def rank_of(self, listing: Listing) -> int:
        """The place of its verdict in `VERDICTS`."""
        age, area, audience, rest = listing.profile
        ranks = self._ranks
        try:
            return max(ranks[age], ranks[area], ranks[audience], ranks[rest])
        except KeyError:
            self._weigh(listing)
            return self.rank_of(listing)

    def _weigh(self, listing: Listing) -> None:
        age, area, audience, rest = listing.profile
        ranks, seeker = self._ranks, self._seeker
        if age not in ranks:
            ranks[age] = RANK_OF[judge_age(listing, seeker).truth]
        if area not in ranks:
            ranks[area] = RANK_OF[self._area_truth(listing)]
        if audience not in ranks:
            ranks[audience] = RANK_OF[judge_audience(listing, seeker).truth]
        if rest not in ranks:
            ranks[rest] = RANK_OF[all_of(reason.truth for reason in judge_others(listing, seeker))]

    def _area_truth(self, listing: Listing) -> Truth:
        """As `judge_area`, but a condition that many catchments share is weighed once."""
        if listing.catchment is None or listing.locations or "catchment" in listing.unconfirmed:
            return judge_area(listing, self._seeker).truth
        return catchment_covers(listing.catchment, lambda condition: self._holds(condition, listing))

    def _holds(self, condition: Condition, listing: Listing) -> Truth:
        if condition not in self._conditions:
            self._conditions[condition] = condition_holds(condition, listing, self._seeker)
        return self._conditions[condition]

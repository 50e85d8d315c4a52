"""What is near a child of whom only some places were told."""

from dataclasses import replace

from directory.domain.eligibility import Basis, Condition
from directory.domain.judging import catchment_covers, condition_holds
from directory.domain.kleene import Truth
from directory.domain.places import Place
from directory.domain.seeker import Seeker
from directory.finding.snapshot import Listing


class Near:
    """Would it serve them, if practice and school were where they live? Chooses what is shown; no verdict hangs on it."""

    def __init__(self, seeker: Seeker) -> None:
        self._beside_home, self._place = stand_in(seeker), place_told(seeker)
        # By the number that listings with the same area share.
        self._known: dict[int, Truth] = {}

    def __call__(self, listing: Listing) -> Truth:
        area = listing.profile[1]
        if area not in self._known:
            self._known[area] = self._covers(listing)
        return self._known[area]

    def _covers(self, listing: Listing) -> Truth:
        if listing.catchment is None or not listing.catchment.groups:
            return None
        return catchment_covers(listing.catchment, lambda condition: self.holds(condition, listing))

    def holds(self, condition: Condition, listing: Listing) -> Truth:
        """A child whose council was not told is looked after, if at all, by the one where they live."""
        untold = condition.basis is Basis.LOOKED_AFTER_BY and self._beside_home.looked_after_by is None
        if untold and self._place and condition.area:
            return self._place.is_in(condition.area.codes)
        return condition_holds(condition, listing, self._beside_home)


def stand_in(seeker: Seeker) -> Seeker:
    """The same person with one place standing for those that were not told."""
    place = place_told(seeker)
    return replace(seeker, home=seeker.home or place, gp=seeker.gp or place, school=seeker.school or place)


def place_told(seeker: Seeker) -> Place | None:
    return seeker.home or seeker.gp or seeker.school

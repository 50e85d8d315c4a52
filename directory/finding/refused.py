"""Help for a child CAMHS said no to, or who waits for it: which services, and which of them first for the reason given."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from sqlite_utils import Database

from directory.domain.eligibility import Basis
from directory.domain.judging import age_truth
from directory.domain.school_first import expects_school_first
from directory.domain.seeker import CamhsStanding, Refusal, Seeker
from directory.finding.matching import Match
from directory.finding.snapshot import Listing
from directory.store.listings import ids_that_take_refused, ids_usable_while_waiting, thresholds_about

SCHOOL_TEAM, AT_SCHOOL = "school-team", "at-school"


def ids_meanwhile(db: Database, standing: CamhsStanding | None) -> frozenset[str]:
    """After a no: what takes those who were refused or can be used meanwhile. Before or under CAMHS: the latter."""
    if standing in (None, CamhsStanding.NOT_ASKED):
        return frozenset()
    usable = ids_usable_while_waiting(db)
    return usable | ids_that_take_refused(db) if standing is CamhsStanding.REFUSED else usable


def ids_asking_the_same(db: Database, refusal: Refusal | None) -> frozenset[str]:
    """What would say the same no again: after "try school first", those whose own words expect that too."""
    if refusal is not Refusal.SCHOOL_FIRST:
        return frozenset()
    return frozenset(one for one, threshold in thresholds_about(db, "school").items() if expects_school_first(threshold))


def come_first(matches: Sequence[Match], seeker: Seeker, last: Collection[str] = ()) -> list[Match]:
    """What the reason for the no makes the better answer, before the others; otherwise as they were, but for the `last`."""
    is_better = BETTER_FOR.get(seeker.refusal) if seeker.refusal else None
    return sorted(
        matches,
        key=lambda match: (match.listing.id in last, is_better is not None and not is_better(match.listing, seeker)),
    )


def _lasts_another_year(listing: Listing, seeker: Seeker) -> bool:
    if seeker.age is None:
        return False
    return age_truth(listing, replace(seeker, age=seeker.age + 1)) is True


def takes_from_anywhere(listing: Listing) -> bool:
    groups = listing.catchment.groups if listing.catchment else ()
    return any(all(condition.basis is Basis.ANYONE for condition in group) for group in groups)


def _is_at_school(listing: Listing, seeker: Seeker) -> bool:
    return listing.nhs_role == SCHOOL_TEAM or AT_SCHOOL in listing.how


BETTER_FOR: dict[Refusal, Callable[[Listing, Seeker], bool]] = {
    Refusal.AGE: _lasts_another_year,
    Refusal.AREA: lambda listing, seeker: takes_from_anywhere(listing),
    Refusal.SCHOOL_FIRST: _is_at_school,
}

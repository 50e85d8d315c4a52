"""Who can open the door of a service: the one asking, the family, or only somebody else."""

from collections.abc import Set as AbstractSet
from enum import IntEnum

from directory.domain.seeker import Profession

ANY_PROFESSIONAL = "any-professional"
BY_THEMSELVES = frozenset({"self", "parent", "turn-up"})


class WayIn(IntEnum):
    """Lower is easier for the one asking."""

    OPEN = 0
    NOT_TOLD = 1
    THROUGH_OTHERS = 2


def way_in(routes: AbstractSet[str] | None, profession: Profession | None) -> WayIn:
    """Can this profession, or the family, ask for it? Who has not said what they are may be anyone."""
    if not routes:
        return WayIn.NOT_TOLD
    if profession is None or routes & BY_THEMSELVES or may_refer(routes, profession):
        return WayIn.OPEN
    return WayIn.THROUGH_OTHERS


def may_refer(routes: AbstractSet[str], profession: Profession) -> bool:
    """A profession has the name of the way in that is its own; a charity has only the one for all."""
    return not routes.isdisjoint({profession.value, ANY_PROFESSIONAL})

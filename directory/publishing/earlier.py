"""What becomes public again beside what is taken back: edits of a number from before it was said to be dead."""

from collections.abc import Iterable

from directory.domain.changes import ChangeState, PendingChange
from directory.domain.facts import PARTS


def comes_back_with(undone: PendingChange, others: Iterable[PendingChange]) -> tuple[PendingChange, ...]:
    """Other edits that are still live, of a contact point that is on the listing again, or would be."""
    back = undone.in_state(ChangeState.LIVE, ChangeState.UNDONE)
    places = [fact.change.place for fact in back if fact.change.after is None]
    parts = {place for place in places if place[0] in PARTS and len(place) == 2}
    return tuple(
        one
        for one in others
        if one.id != undone.id and any(fact.change.place[:2] in parts for fact in one.in_state(ChangeState.LIVE))
    )

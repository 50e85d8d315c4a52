"""How much harm a wrong fact may do, and so whether it is public at once, after review, or after it was confirmed."""

from enum import StrEnum

from directory.domain.facts import Change
from directory.domain.said_by import said_in_own_words
from directory.domain.services import Channel, Status, Wait

A_JUMP = 4
NUMBERS = frozenset({Channel.PHONE, Channel.TEXT})
CLOSING = frozenset({Status.ACTIVE, Status.TEMPORARILY_CLOSED})
ALWAYS_LIVE = frozenset({"alert", "taking_new_people_on", "opens_again_on"})
WAYS_TO_REACH = frozenset({"url", "advice_line"})
PART_OF_ADDRESS = {
    "contact_points": frozenset({"value", "channel"}),
    "locations": frozenset({"address", "city", "postcode", "point"}),
}


class Risk(StrEnum):
    LIVE = "live at once"
    REVIEWED = "reviewed"
    CONFIRMED = "confirmed contact"


def risk_of(change: Change) -> Risk:
    """Hours, waits, alerts, a closure for a while, no room for new people and dead numbers are live at once, and so is the
    end of such a closure; a new way to reach somebody must be confirmed; everything else is reviewed. A wait said by other
    words than those for whoever runs the service is reviewed as well: nothing that is live at once has words of its own."""
    if _is_live(change):
        return Risk.LIVE
    return Risk.CONFIRMED if _is_new_contact(change) else Risk.REVIEWED


def wait_jumps(change: Change) -> bool:
    """A wait that is told to be more than four times as long, or as short, as it was."""
    if change.field != "waits":
        return False
    before = {(one.stage, one.need): one for one in change.before}
    return any(_jumps(before[wait.stage, wait.need], wait) for wait in change.after if (wait.stage, wait.need) in before)


def _is_live(change: Change) -> bool:
    name, *rest = change.place
    if name == "contact_points":
        return rest[1:] == ["schedules"] or _is_dead_number(change)
    if name == "status":
        return {change.before, change.after} <= CLOSING
    if name == "taking_new_people":
        return change.after is False or (change.before is False and change.after is True)
    if name == "waits":
        return not said_in_own_words(change.before, change.after)
    return name in ALWAYS_LIVE


def _is_dead_number(change: Change) -> bool:
    """A phone or text number that is taken away and not replaced."""
    return len(change.place) == 2 and change.after is None and change.before.channel in NUMBERS


def _is_new_contact(change: Change) -> bool:
    name, *rest = change.place
    if name in WAYS_TO_REACH:
        return change.after is not None
    if name not in PART_OF_ADDRESS or rest == ["order"]:
        return False
    return rest[1] in PART_OF_ADDRESS[name] if len(rest) > 1 else change.after is not None


def _jumps(before: Wait, after: Wait) -> bool:
    shorter, longer = sorted((max(before.weeks_to, 1), max(after.weeks_to, 1)))
    return longer > A_JUMP * shorter

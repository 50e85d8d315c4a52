"""An edit that somebody made to a listing, fact by fact, and what has become of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from directory.domain.errors import DirectoryError, NotFound
from directory.domain.facts import Change
from directory.domain.hours import is_bank_holiday
from directory.domain.risk import Risk

REVIEW_WITHIN_WORKING_DAYS = 5


class ChangeState(StrEnum):
    """Where one changed fact stands. `REPLACED`: the same person has proposed something else since.
    `WITHDRAWN`: those who keep the listing took it back before an editor had answered. `TAKEN_OUT`: an admin took
    something out for good while it waited, and nothing was left to publish."""

    LIVE = "live at once"
    WAITING = "waiting"
    ASKED = "a change was asked for"
    APPROVED = "approved"
    DECLINED = "declined"
    UNDONE = "undone"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    TAKEN_OUT = "taken out"


OPEN = frozenset({ChangeState.WAITING, ChangeState.ASKED})


@dataclass(frozen=True)
class PendingFact:
    """One fact of an edit. `confirmed_through` is the number or address we held, by which a new one was confirmed."""

    change: Change
    risk: Risk
    narrows: bool
    state: ChangeState
    reason: str | None = None
    confirmed_through: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None

    @property
    def field(self) -> str:
        return self.change.field


@dataclass(frozen=True, kw_only=True)
class PendingChange:
    """One edit: who made it and when, from which version of the listing, and its facts.

    `version` is the one its live facts were published as; None when it had none.
    """

    id: int
    service_id: str
    made_from: int
    made_by: str
    made_at: datetime
    facts: tuple[PendingFact, ...]
    note: str | None = None
    version: int | None = None

    def in_state(self, *states: ChangeState) -> tuple[PendingFact, ...]:
        return tuple(fact for fact in self.facts if fact.state in states)

    @property
    def is_open(self) -> bool:
        return bool(self.in_state(*OPEN))

    def is_late(self, today: date) -> bool:
        """It has waited for more than five working days: a second editor is to look at it."""
        return bool(self.in_state(ChangeState.WAITING)) and (
            working_days_between(self.made_at.date(), today) > REVIEW_WITHIN_WORKING_DAYS
        )


@dataclass(frozen=True)
class Owner:
    """The editor who answers an edit, by number. `handed_on_at`: when it last went to another because it was late."""

    change_id: int
    keeper_id: int
    since: datetime
    handed_on_at: datetime | None = None


@dataclass(frozen=True)
class Conflict:
    """One fact that two people have changed: as both found it, as the one has it now, as the other wants it."""

    field: str
    mine: Change
    theirs: Change


class EditConflict(DirectoryError):
    """Somebody else has changed the same facts meanwhile. Nothing was stored; `mine` has every word of the edit."""

    def __init__(self, mine: Sequence[Change], conflicts: Sequence[Conflict]) -> None:
        super().__init__("Somebody else has changed the same thing while you were writing. Please look at both.")
        self.mine = tuple(mine)
        self.conflicts = tuple(conflicts)


class SentMeanwhile(EditConflict):
    """Somebody else has sent an edit of the same facts since the form was opened, and it waits. Nothing was stored."""


class ChangeNotFound(NotFound):
    """No edit has this number."""


class VersionNotFound(NotFound):
    """The listing has no version of this number."""


class SignInNeeded(DirectoryError):
    """Facts that are not published at once can only be sent by somebody who has signed in."""


class TellTwice(DirectoryError):
    """A wait has become more than four times as long or as short: it must be told a second time."""


class ContactNotConfirmed(DirectoryError):
    """A new number or address must first be confirmed by one that we already hold."""


class AnsweredMeanwhile(DirectoryError):
    """Another editor has answered some of the same facts, or they were sent again. Nothing was stored."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__("Somebody else has answered a part of this meanwhile. Please look at what is left.")
        self.fields = tuple(fields)


class DoneMeanwhile(DirectoryError):
    """Somebody else has done the same while this was being typed. Nothing of it was stored."""


class ReasonNeeded(DirectoryError):
    """Who sent this must be told why."""


def merge(mine: Iterable[Change], theirs: Iterable[Change]) -> tuple[Change, ...]:
    """What of mine is still to be made after theirs, or raise `EditConflict`.

    Both are measured from the same state. What both changed to the same is made already.
    """
    wanted, made = tuple(mine), tuple(theirs)
    if conflicts := conflicts_between(wanted, made):
        raise EditConflict(wanted, conflicts)
    return tuple(one for one in wanted if one not in made)


def conflicts_between(mine: Iterable[Change], theirs: Iterable[Change]) -> list[Conflict]:
    """Each fact of mine beside what of theirs says something else of it."""
    others = tuple(theirs)
    return [Conflict(one.field, one, other) for one in mine for other in others if _collide(one, other)]


def working_days_between(start: date, end: date) -> int:
    """The working days after `start`, up to and with `end`."""
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and not is_bank_holiday(day) for day in days)


def _collide(one: Change, other: Change) -> bool:
    return one.overlaps(other) and (one.field, one.after) != (other.field, other.after)

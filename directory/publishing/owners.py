"""Who answers which edit: taken, handed over, and handed on to a second editor when it is late."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.changes import REVIEW_WITHIN_WORKING_DAYS, Owner, PendingChange, working_days_between
from directory.domain.events import Action
from directory.domain.keepers import Keeper
from directory.domain.services import Service
from directory.mail.letters import Letter, Letters
from directory.publishing.editing import record
from directory.publishing.queue import Queued, waiting_edits
from directory.store.changes import get_change, get_owners, save_owner
from directory.store.database import writing
from directory.store.keepers import get_second_step, list_keepers

BY_ITSELF = "the directory"


@dataclass(frozen=True)
class HandedOn:
    """An edit that has gone to another editor, and how many working days it has waited."""

    change: PendingChange
    service: Service
    to: Keeper
    working_days: int

    @property
    def path(self) -> str:
        """The page where it is answered."""
        return f"/editors/changes/{self.change.id}"


def present_editors(db: Database) -> list[Keeper]:
    """Everyone who may answer an edit and has not left."""
    return [one for one in list_keepers(db) if one.role.is_editor]


def able_editors(db: Database) -> list[Keeper]:
    """Those of them who can sign in: their second step is set up."""
    return [one for one in present_editors(db) if get_second_step(db, one.id)]


def give(db: Database, number: int, to: Keeper, *, held_by: int | None, by: str, now: datetime) -> bool:
    """Name who answers an edit. Nothing is changed, and False returned, when `held_by` does not have it any more."""
    with writing(db):
        change, owner = get_change(db, number), get_owners(db, [number]).get(number)
        if held_by != (owner.keeper_id if owner else None):
            return False
        save_owner(db, Owner(number, to.id, now, owner.handed_on_at if owner else None))
        action = Action.TOOK_EDIT if by == to.known_as else Action.HANDED_OVER_EDIT
        record(db, action, change.service_id, by=by, now=now, facts=(to.known_as,))
    return True


def hand_on_late(db: Database, *, now: datetime) -> tuple[HandedOn, ...]:
    """Give every late edit to an editor who can sign in and has not had it, the one with the fewest, and say which.

    Safe to run twice. It goes on once more after as many working days again. Where there is no other editor it stays
    where it is.
    """
    with writing(db):
        editors, today = able_editors(db), now.date()
        waiting = waiting_edits(db, today=today)
        load = Counter(one.owner.keeper_id for one in waiting if one.owner)
        handed = []
        for one in (one for one in waiting if _is_to_go_on(one, today)):
            to = _next_of(editors, one, load)
            if to:
                _hand_on(db, one, to, now)
                load.update([to.id])
                load.subtract([one.owner.keeper_id] if one.owner else [])
                handed.append(HandedOn(one.change, one.service, to, one.working_days))
    return tuple(handed)


def write_handed_on(letters: Letters, handed: Iterable[HandedOn], *, by: str = "") -> tuple[Letter, ...]:
    """One letter to each editor who has got edits; `by` is who handed them over, if somebody did."""
    of_each: dict[str, list[HandedOn]] = {}
    for one in handed:
        of_each.setdefault(one.to.email, []).append(one)
    return tuple(letters.write("handed-on", email, edits=edits, by=by) for email, edits in of_each.items())


def _is_to_go_on(one: Queued, today: date) -> bool:
    since = one.owner.handed_on_at if one.owner else None
    return one.is_late and (since is None or working_days_between(since.date(), today) > REVIEW_WITHIN_WORKING_DAYS)


def _next_of(editors: Sequence[Keeper], one: Queued, load: Counter[int]) -> Keeper | None:
    """Not whoever has it or sent it; somebody of the same organisation only where there is nobody else."""
    present = one.owner.keeper_id if one.owner else None
    others = [editor for editor in editors if editor.id != present and editor.known_as != one.change.made_by]
    organisation = one.service.organisation_id
    return min(others, key=lambda editor: (organisation in editor.organisations, load[editor.id], editor.id), default=None)


def _hand_on(db: Database, one: Queued, to: Keeper, now: datetime) -> None:
    save_owner(db, Owner(one.change.id, to.id, now, handed_on_at=now))
    record(db, Action.HANDED_ON_EDIT, one.service.id, by=BY_ITSELF, now=now, facts=(to.known_as,))

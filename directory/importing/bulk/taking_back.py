"""A sheet that was wrong: every listing it changed as it was before, unless the same facts were changed again since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import NotFound
from directory.domain.events import Action, Event, Subject
from directory.domain.facts import Change, difference, fact_of, with_changes
from directory.domain.risk import Risk, risk_of
from directory.domain.services import Service
from directory.importing.bulk.applying import REASON, how_many
from directory.publishing.editing import names, record
from directory.publishing.listings import keep
from directory.publishing.proposing import met
from directory.store.database import writing
from directory.store.events import add_event, list_events
from directory.store.services import get_services
from directory.store.sheets import read_versions, versions_because

TAKEN_BACK = "Sheet {} was taken back"


class SheetNotFound(NotFound):
    """No sheet of this number has changed anything."""


@dataclass(frozen=True)
class AppliedSheet:
    """A sheet whose changes were made: by whom, when and in how many listings; and who took it back, and when."""

    number: int
    by: str
    at: datetime
    listings: str
    taken_back_by: str = ""
    taken_back_at: datetime | None = None


@dataclass(frozen=True)
class Back:
    """One listing as it is now, and what in it goes back. `marks` are facts that were not confirmed before the sheet."""

    service: Service
    changes: tuple[Change, ...]
    marks: frozenset[str]

    @property
    def has_contacts(self) -> bool:
        return any(risk_of(one) is Risk.CONFIRMED for one in self.changes)


@dataclass(frozen=True)
class SheetWayBack:
    """What taking a sheet back does; `left` are listings in which the same facts were changed again since."""

    back: tuple[Back, ...]
    left: tuple[Service, ...]


def applied_sheets(db: Database) -> tuple[AppliedSheet, ...]:
    """The newest first."""
    events = [event for _, event in list_events(db, subject=Subject.SHEET)]
    taken = {event.subject_id: event for event in events if event.action is Action.SHEET_TAKEN_BACK}
    return tuple(_applied(event, taken.get(event.subject_id)) for event in events if event.action is Action.SHEET_APPLIED)


def applied_sheet(db: Database, number: int) -> AppliedSheet:
    """One of them, or raise `SheetNotFound`."""
    events = [event for _, event in list_events(db, subject=Subject.SHEET, subject_id=str(number))]
    taken = next((event for event in events if event.action is Action.SHEET_TAKEN_BACK), None)
    for event in events:
        if event.action is Action.SHEET_APPLIED:
            return _applied(event, taken)
    raise SheetNotFound("No sheet of this number has changed anything here.")


def way_back_of_sheet(db: Database, number: int) -> SheetWayBack:
    """What `take_sheet_back` would do at this moment."""
    made = versions_because(db, REASON.format(number))
    states = dict(read_versions(db, [(one, n - before) for one, n in made.items() for before in (0, 1)]))
    back, left = [], []
    for service in get_services(db, list(made)):
        after, before = (states[service.id, made[service.id] - step] for step in (0, 1))
        changes = difference(after, before)
        if met(service, changes):
            left.append(service)
        elif missing := tuple(one for one in changes if fact_of(service, one.field) != one.after):
            back.append(Back(service, missing, before.unconfirmed & {one.place[0] for one in missing}))
    return SheetWayBack(tuple(back), tuple(left))


def take_sheet_back(db: Database, number: int, *, by: str, now: datetime) -> SheetWayBack:
    """Undo what a sheet changed, as new versions, and say what was done; or raise `SheetNotFound`."""
    with writing(db):
        applied_sheet(db, number)
        way = way_back_of_sheet(db, number)
        for one in way.back:
            _put_back(db, one, TAKEN_BACK.format(number), by=by, now=now)
        if way.back:
            told = _told(way.back, way.left)
            add_event(db, Event(Action.SHEET_TAKEN_BACK, by, now, Subject.SHEET, str(number), told))
    return way


def _put_back(db: Database, one: Back, reason: str, *, by: str, now: datetime) -> None:
    undone = with_changes(one.service, one.changes)
    undone = replace(undone, unconfirmed=undone.unconfirmed | one.marks)
    keep(db, undone, by=by, reason=reason, now=now)
    record(db, Action.UNDONE, undone.id, by=by, now=now, facts=names(one.changes))


def _told(back: Sequence[Back], left: Sequence[Service]) -> tuple[str, ...]:
    return (how_many(len(back)), f"{how_many(len(left))} left") if left else (how_many(len(back)),)


def _applied(event: Event, taken: Event | None) -> AppliedSheet:
    told = ", ".join(event.facts)
    number = int(event.subject_id)
    if taken is None:
        return AppliedSheet(number, event.by, event.at, told)
    return AppliedSheet(number, event.by, event.at, told, taken.by, taken.at)

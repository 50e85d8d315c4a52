"""What waits for an editor, what waits for who sent it, and what went live without an editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from directory.domain.changes import ChangeState, Owner, PendingChange, working_days_between
from directory.domain.risk import Risk
from directory.domain.services import Service
from directory.store.changes import count_changes_in, get_owners, list_changes_in
from directory.store.services import get_services

LIVE_DAYS = 14


@dataclass(frozen=True)
class Queued:
    """An edit with its listing. `is_late`: it has waited five working days, and goes to a second editor."""

    change: PendingChange
    service: Service
    working_days: int
    is_late: bool
    owner: Owner | None = None

    @property
    def narrows(self) -> bool:
        return any(fact.narrows for fact in self.change.in_state(ChangeState.WAITING))

    @property
    def has_new_contact(self) -> bool:
        return any(fact.risk is Risk.CONFIRMED for fact in self.change.in_state(ChangeState.WAITING))


def waiting_edits(db: Database, *, today: date) -> tuple[Queued, ...]:
    """Every edit an editor has to answer: late ones first, then those that turn a yes into ask first, then the oldest."""
    queued = _queued(db, list_changes_in(db, ChangeState.WAITING), today)
    return tuple(sorted(queued, key=lambda one: (not one.is_late, not one.narrows, one.change.made_at, one.change.id)))


def asked_back(db: Database, *, today: date) -> tuple[Queued, ...]:
    """Edits of which nothing waits for us: somebody was asked to send something again. The oldest first."""
    asked = (one for one in list_changes_in(db, ChangeState.ASKED) if not one.in_state(ChangeState.WAITING))
    return _queued(db, asked, today)


def live_edits(db: Database, *, today: date, days: int = LIVE_DAYS) -> tuple[Queued, ...]:
    """What went live by itself in the last days, newest first: for editors to glance at, and to take back."""
    changes = list_changes_in(db, ChangeState.LIVE, since=today - timedelta(days=days))
    return tuple(reversed(_queued(db, changes, today)))


def count_waiting(db: Database) -> int:
    return count_changes_in(db, ChangeState.WAITING)


def count_live(db: Database, *, today: date, days: int = LIVE_DAYS) -> int:
    return count_changes_in(db, ChangeState.LIVE, since=today - timedelta(days=days))


def _queued(db: Database, changes: Iterable[PendingChange], today: date) -> tuple[Queued, ...]:
    listed = tuple(changes)
    services = {one.id: one for one in get_services(db, list({change.service_id for change in listed}))}
    owners = get_owners(db, [change.id for change in listed])
    return tuple(
        Queued(
            change,
            services[change.service_id],
            working_days_between(change.made_at.date(), today),
            change.is_late(today),
            owners.get(change.id),
        )
        for change in listed
    )

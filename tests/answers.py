"""One answer to the open facts of an edit, to those named or to all, as an editor gives it on the page of an edit."""

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import OPEN, ChangeState, PendingChange
from directory.publishing.reviewing import Answer, answer, mark_of
from directory.store.changes import get_change
from directory.store.services import get_service


def approve(
    db: Database, number: int, *, by: str, now: datetime, fields: Collection[str] | None = None,
    confirmed_through: str | None = None, both_seen: bool = False,
) -> PendingChange:  # fmt: skip
    """`both_seen`: the editor has seen what has become public since it was sent."""
    change = get_change(db, number)
    service = get_service(db, change.service_id)
    answers = {
        field: Answer(
            ChangeState.APPROVED,
            confirmed_through=confirmed_through,
            seen=mark_of(service, field) if both_seen else "",
        )
        for field in _open(change, fields)
    }
    return answer(db, number, answers, by=by, now=now)


def ask_for_change(
    db: Database, number: int, *, reason: str, by: str, now: datetime, fields: Collection[str] | None = None
) -> PendingChange:
    told = Answer(ChangeState.ASKED, reason)
    return answer(db, number, dict.fromkeys(_open(get_change(db, number), fields), told), by=by, now=now)


def decline(
    db: Database, number: int, *, reason: str, by: str, now: datetime, fields: Collection[str] | None = None
) -> PendingChange:
    told = Answer(ChangeState.DECLINED, reason)
    return answer(db, number, dict.fromkeys(_open(get_change(db, number), fields), told), by=by, now=now)


def _open(change: PendingChange, fields: Collection[str] | None) -> list[str]:
    return [fact.field for fact in change.in_state(*OPEN) if fields is None or fact.field in fields]

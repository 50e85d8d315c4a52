"""What waits for an editor, taken back by those who keep the listing."""

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import OPEN, AnsweredMeanwhile, ChangeState, PendingChange
from directory.domain.events import Action
from directory.publishing.editing import record
from directory.publishing.listings import mark_waiting
from directory.publishing.proposing import decided
from directory.store.changes import get_change
from directory.store.database import writing


def withdraw(db: Database, number: int, *, by: str, now: datetime, only: Collection[str] | None = None) -> PendingChange:
    """Take back what of an edit waits, or `only` these facts of it: searches are as if it had never been sent.

    Raises `AnsweredMeanwhile` where none of it waits any more.
    """
    with writing(db):
        change = get_change(db, number)
        facts = [fact for fact in change.in_state(*OPEN) if only is None or fact.field in only]
        if not facts:
            raise AnsweredMeanwhile([fact.field for fact in change.facts])
        change = decided(db, change, facts, ChangeState.WITHDRAWN, by=by, now=now)
        mark_waiting(db, change.service_id)
        record(db, Action.WITHDRAWN, change.service_id, by=by, now=now, facts=[fact.field for fact in facts])
    return change

"""The audit: added to, never changed. The database itself refuses anything else."""

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.store.codec import from_row, to_row

MOST_AT_ONCE = 200


def add_event(db: Database, event: Event) -> None:
    """Write down one act; call inside `writing`, so that it stands if and only if the act does."""
    db.table("events").insert(to_row(event))


def list_events(
    db: Database,
    *,
    subject: Subject | None = None,
    subject_id: str | None = None,
    by: str | None = None,
    action: Action | None = None,
    before: int | None = None,
    most: int = MOST_AT_ONCE,
) -> tuple[tuple[int, Event], ...]:
    """Events with their numbers, newest first; ask for the next page with `before` the last number seen."""
    wanted = {"subject": subject, "subject_id": subject_id, "by": by, "action": action}
    given = {column: str(value) for column, value in wanted.items() if value is not None}
    where = [f"{column} = :{column}" for column in given]
    where += ["id < :before"] if before is not None else []
    sql = f"SELECT * FROM events {'WHERE ' if where else ''}{' AND '.join(where)} ORDER BY id DESC LIMIT :most"  # noqa: S608
    rows = db.query(sql, {**given, "before": before, "most": most})
    return tuple((row["id"], from_row(Event, row)) for row in rows)

"""The audit: added to, never changed. The database itself refuses anything else."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.store.codec import from_row, to_row

MOST_AT_ONCE = 200
# How each kind of record is called: its id and what people know it by, and the table these are in.
CALLED = {
    Subject.SERVICE: "SELECT id, name FROM services",
    Subject.ORGANISATION: "SELECT id, name FROM organisations",
    Subject.KEEPER: "SELECT CAST(id AS TEXT), email FROM keepers",
}


def add_event(db: Database, event: Event) -> None:
    """Write down one act; call inside `writing`, so that it stands if and only if the act does."""
    db.table("events").insert(to_row(event))


def list_events(
    db: Database,
    *,
    subject: Subject | None = None,
    subject_id: str | None = None,
    subject_ids: Collection[str] | None = None,
    by: str | None = None,
    action: Action | None = None,
    before: int | None = None,
    most: int = MOST_AT_ONCE,
) -> tuple[tuple[int, Event], ...]:
    """Events with their numbers, newest first; ask for the next page with `before` the last number seen."""
    wanted = {"subject": subject, "subject_id": subject_id, "by": by, "action": action}
    values: dict[str, Any] = {column: str(value) for column, value in wanted.items() if value is not None}
    where = [f"{column} = :{column}" for column in values]
    if subject_ids is not None:
        values |= {f"id{place}": one for place, one in enumerate(subject_ids)}
        where.append(f"subject_id IN ({', '.join(f':id{place}' for place in range(len(subject_ids)))})")
    where += ["id < :before"] if before is not None else []
    sql = f"SELECT * FROM events {'WHERE ' if where else ''}{' AND '.join(where)} ORDER BY id DESC LIMIT :most"  # noqa: S608
    rows = db.query(sql, {**values, "before": before, "most": most})
    return tuple((row["id"], from_row(Event, row)) for row in rows)


def every_event(db: Database, **wanted: Any) -> Iterator[tuple[tuple[int, Event], ...]]:
    """The same without an end, in pages."""
    page = list_events(db, **wanted)
    while page:
        yield page
        page = list_events(db, **wanted | {"before": page[-1][0]})


def names_of_records(db: Database, events: Sequence[Event]) -> Mapping[tuple[Subject, str], str]:
    """What people know the records of these events by; nothing for those that have no name."""
    found: dict[tuple[Subject, str], str] = {}
    for subject, sql in CALLED.items():
        ids = list({event.subject_id for event in events if event.subject is subject})
        key = "CAST(id AS TEXT)" if subject is Subject.KEEPER else "id"
        marks = ", ".join("?" * len(ids))
        rows = db.execute(f"{sql} WHERE {key} IN ({marks})", ids)
        found |= {(subject, one): name for one, name in rows}
    return found


def names_of_keepers(db: Database) -> dict[str, str]:
    """The address of every keeper, by how the audit names them; empty for one who left long ago."""
    return {f"keeper {number}": email for number, email in db.execute("SELECT id, email FROM keepers")}


def who_is_written_down(db: Database) -> list[str]:
    """Everybody who is in the audit, as it names them."""
    return [row[0] for row in db.execute("SELECT DISTINCT by FROM events ORDER BY by")]


def ids_called(db: Database, words: str, most: int = 200) -> list[str]:
    """The records that somebody may mean: of this id, address or code, or with these words in their name."""
    like = f"%{words}%"
    sql = """SELECT id FROM services WHERE id = :words OR slug = :words OR code = :words OR name LIKE :like
             UNION SELECT id FROM organisations WHERE id = :words OR slug = :words OR name LIKE :like
             UNION SELECT CAST(id AS TEXT) FROM keepers WHERE email = :words
             UNION SELECT DISTINCT subject_id FROM events WHERE subject_id = :words LIMIT :most"""
    return [row[0] for row in db.execute(sql, {"words": words, "like": like, "most": most})]

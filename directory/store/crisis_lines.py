"""The crisis lines in the database, in the order they stand on every page."""

from collections.abc import Iterable

from sqlite_utils import Database

from directory.domain.crisis import CrisisLine
from directory.store.codec import from_row, to_row


def get_crisis_lines(db: Database) -> tuple[CrisisLine, ...]:
    return tuple(from_row(CrisisLine, row) for row in db.query("SELECT * FROM crisis_lines ORDER BY position"))


def save_crisis_lines(db: Database, lines: Iterable[CrisisLine]) -> None:
    """Insert or replace lines; call inside `writing`."""
    db.table("crisis_lines").upsert_all([{**to_row(line), "position": n} for n, line in enumerate(lines)], pk="slug")


def ids_of_crisis_lines(db: Database) -> frozenset[str]:
    """The listings of the lines themselves, told by their numbers."""
    sql = "SELECT service_id FROM contact_points WHERE value IN (SELECT number FROM crisis_lines)"
    return frozenset(row[0] for row in db.execute(sql))

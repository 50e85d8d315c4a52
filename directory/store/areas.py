"""Councils, boards and nations, and the numbers councils give for a worry about a child."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from directory.domain.places import CouncilNumber, NamedArea
from directory.store.codec import from_row, to_row
from directory.store.database import touch_content


def get_areas(db: Database) -> tuple[NamedArea, ...]:
    return tuple(from_row(NamedArea, row) for row in db.query("SELECT * FROM areas ORDER BY code"))


def get_area(db: Database, code: str) -> NamedArea | None:
    rows = db.query("SELECT * FROM areas WHERE code = ?", [code])
    return next((from_row(NamedArea, row) for row in rows), None)


def save_areas(db: Database, areas: Iterable[NamedArea]) -> None:
    """Insert or replace areas; call inside `writing`."""
    db.table("areas").upsert_all([to_row(area) for area in areas], pk="code")
    touch_content(db)


def get_council_numbers(db: Database, councils: Sequence[str]) -> tuple[CouncilNumber, ...]:
    """The numbers of these councils, those of the first council first."""
    marks = ", ".join("?" * len(councils))
    sql = f"SELECT * FROM council_numbers WHERE council IN ({marks}) ORDER BY position"  # noqa: S608  # only question marks
    found = [from_row(CouncilNumber, row) for row in db.query(sql, list(councils))]
    return tuple(sorted(found, key=lambda number: councils.index(number.council)))


def save_council_numbers(db: Database, council: str, numbers: Iterable[CouncilNumber]) -> None:
    """Replace all numbers of one council; call inside `writing`."""
    db.execute("DELETE FROM council_numbers WHERE council = ?", [council])
    db.table("council_numbers").insert_all([{**to_row(one), "position": n} for n, one in enumerate(numbers)])

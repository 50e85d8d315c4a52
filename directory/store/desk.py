"""Every listing as an editor looks for one: public or not, by a word, a state, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from directory.domain.services import Status
from directory.store.codec import from_row

MOST_WORDS = 8
AS_TYPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
IN_ANY = " OR ".join(f"{column} LIKE :word{{n}} ESCAPE '\\'" for column in ("s.name", "o.name", "s.slug", "s.code"))
STANDING = "s.merged_into IS NULL AND coalesce(s.status, '') <> 'defunct'"
FROM_PROSE = f"s.unconfirmed <> '[]' AND {STANDING}"


class Pick(StrEnum):
    """Which listings an editor wants to see."""

    HELD = "held"
    SUSPENDED = "suspended"
    ENDED = "ended"
    OUT_OF_SEARCH = "out-of-search"
    FROM_PROSE = "from-prose"


WHERE = {
    Pick.HELD: f"s.published_on IS NULL AND s.suspended = 0 AND {STANDING}",
    Pick.SUSPENDED: "s.suspended = 1",
    Pick.ENDED: "s.status = 'defunct'",
    Pick.OUT_OF_SEARCH: "s.left_search_on IS NOT NULL",
    Pick.FROM_PROSE: FROM_PROSE,
}
# Whoever is in danger first, then those whom no other list shows.
PRESSING = """
    CASE WHEN s.nhs_role = 'crisis-team' OR EXISTS (
        SELECT 1 FROM service_terms t WHERE t.service_id = s.id AND t.facet = 'level' AND t.slug = 'risk-support'
    ) THEN 0 WHEN s.sector = 'voluntary' THEN 1 ELSE 2 END"""


@dataclass(frozen=True)
class Row:
    """One listing in a long list."""

    id: str
    slug: str
    name: str
    organisation: str
    status: Status | None
    published_on: date | None
    suspended: bool
    left_search_on: date | None
    unconfirmed: frozenset[str]


def find_rows(db: Database, words: str, pick: Pick | None, *, start: int, most: int) -> tuple[tuple[Row, ...], int]:
    """The listings with every one of these words in name, organisation or address, by name; and how many there are."""
    where, values = _where(words, pick)
    tables = f"FROM services s JOIN organisations o ON o.id = s.organisation_id WHERE {where}"
    columns = """s.id, s.slug, s.name, o.name AS organisation, s.status, s.published_on, s.suspended, s.left_search_on,
                 s.unconfirmed"""
    sql = f"SELECT {columns} {tables} ORDER BY s.name COLLATE NOCASE, s.id LIMIT :most OFFSET :start"
    rows = db.query(sql, {**values, "most": most, "start": start})
    count = db.execute(f"SELECT count(*) {tables}", values).fetchone()[0]  # our own words
    return tuple(from_row(Row, row) for row in rows), int(count)


def count_picked(db: Database, pick: Pick) -> int:
    return int(db.execute(f"SELECT count(*) FROM services s WHERE {WHERE[pick]}").fetchone()[0])  # noqa: S608  # our own words


def ids_from_prose(db: Database, *, start: int, most: int) -> list[str]:
    """Listings with facts that were read from prose and that nobody has confirmed, the most pressing first."""
    sql = f"""SELECT s.id FROM services s WHERE {FROM_PROSE}
              ORDER BY {PRESSING}, s.name COLLATE NOCASE, s.id LIMIT ? OFFSET ?"""  # noqa: S608  # our own words
    return [row[0] for row in db.execute(sql, [most, start])]


def left_search_on(db: Database, service_id: str) -> date | None:
    """The day a listing left default search, if it has."""
    row = db.execute("SELECT left_search_on FROM services WHERE id = ?", [service_id]).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def slugs_of(db: Database, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The address and the name of listings by id."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(f"SELECT id, slug, name FROM services WHERE id IN ({marks})", list(ids))  # noqa: S608  # question marks
    return {service_id: (slug, name) for service_id, slug, name in rows}


def _where(words: str, pick: Pick | None) -> tuple[str, dict[str, str]]:
    told = words.split()[:MOST_WORDS]
    conditions = ["s.merged_into IS NULL", *(f"({IN_ANY.format(n=number)})" for number in range(len(told)))]
    conditions += [f"({WHERE[pick]})"] if pick else []
    values = {f"word{number}": f"%{word.translate(AS_TYPED)}%" for number, word in enumerate(told)}
    return " AND ".join(conditions), values

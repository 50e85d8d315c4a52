"""Every listing as an editor looks for one: public or not, by a word, a state, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from directory.domain.services import Status
from directory.store.codec import from_row
from directory.store.putting_away import IS_AWAY

MOST_WORDS = 8
AS_TYPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
IN_ANY = " OR ".join(f"{column} LIKE :word{{n}} ESCAPE '\\'" for column in ("s.name", "o.name", "s.slug", "s.code"))
STANDING = f"s.merged_into IS NULL AND coalesce(s.status, '') <> 'defunct' AND NOT {IS_AWAY}"
FROM_PROSE = f"s.unconfirmed <> '[]' AND {STANDING}"


class Pick(StrEnum):
    """Which listings an editor wants to see."""

    HELD = "held"
    PUT_AWAY = "put-away"
    SUSPENDED = "suspended"
    ENDED = "ended"
    OUT_OF_SEARCH = "out-of-search"
    FROM_PROSE = "from-prose"


WHERE = {
    Pick.HELD: f"s.published_on IS NULL AND s.suspended = 0 AND {STANDING}",
    Pick.PUT_AWAY: IS_AWAY,
    Pick.SUSPENDED: "s.suspended = 1",
    Pick.ENDED: "s.status = 'defunct'",
    Pick.OUT_OF_SEARCH: "s.left_search_on IS NOT NULL",
    Pick.FROM_PROSE: FROM_PROSE,
}
TELLS_CONTACT = """(coalesce(s.url, '') <> '' OR EXISTS (
    SELECT 1 FROM contact_points c WHERE c.service_id = s.id AND c.professionals_only = 0))"""
TELLS_AGES = "EXISTS (SELECT 1 FROM age_rules a WHERE a.service_id = s.id)"
TELLS_AREA = "(s.catchment_told = 1)"
TELLS_NEEDS = "EXISTS (SELECT 1 FROM service_terms t WHERE t.service_id = s.id AND t.facet = 'need')"
TELLS_SUMMARY = "(coalesce(s.summary, '') <> '')"
FROM_SOURCE = "EXISTS (SELECT 1 FROM source_records r WHERE r.service_id = s.id AND r.source = :source)"
OF_NEED = f"{TELLS_NEEDS[:-1]} AND t.slug = :need)"
EVERYTHING = (TELLS_CONTACT, TELLS_NEEDS, TELLS_AGES, TELLS_AREA, TELLS_SUMMARY)


class Told(StrEnum):
    """Which facts a listing must have, or lack."""

    EVERYTHING = "everything"
    CONTACT = "contact"
    WHO = "who"
    NO_CONTACT = "no-contact"
    NO_NEEDS = "no-needs"


WHERE_TOLD = {
    Told.EVERYTHING: " AND ".join(EVERYTHING),
    Told.CONTACT: TELLS_CONTACT,
    Told.WHO: f"{TELLS_AGES} AND {TELLS_AREA}",
    Told.NO_CONTACT: f"NOT {TELLS_CONTACT}",
    Told.NO_NEEDS: f"NOT {TELLS_NEEDS}",
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
    code: str
    name: str
    organisation: str
    status: Status | None
    published_on: date | None
    suspended: bool
    left_search_on: date | None
    unconfirmed: frozenset[str]


@dataclass(frozen=True)
class Narrowed:
    """What else an editor asks for: the import it came from, the facts it tells, a need it names.

    `complete_first` shows those with the fewest gaps first.
    """

    source: str = ""
    told: Told | None = None
    need: str = ""
    complete_first: bool = False


NOT_NARROWED = Narrowed()


def find_rows(
    db: Database, words: str, pick: Pick | None, *, start: int, most: int, narrowed: Narrowed = NOT_NARROWED
) -> tuple[tuple[Row, ...], int]:
    """The listings with every one of these words in name, organisation or address, by name; and how many there are."""
    where, values = _where(words, pick, narrowed)
    first = f"{' + '.join(EVERYTHING)} DESC, " if narrowed.complete_first else ""
    tables = f"FROM services s JOIN organisations o ON o.id = s.organisation_id WHERE {where}"
    columns = """s.id, s.slug, s.code, s.name, o.name AS organisation, s.status, s.published_on, s.suspended,
                 s.left_search_on, s.unconfirmed"""
    sql = f"SELECT {columns} {tables} ORDER BY {first}s.name COLLATE NOCASE, s.id LIMIT :most OFFSET :start"
    rows = db.query(sql, {**values, "most": most, "start": start})
    count = db.execute(f"SELECT count(*) {tables}", values).fetchone()[0]  # our own words
    return tuple(from_row(Row, row) for row in rows), int(count)


def sources_of_listings(db: Database) -> list[str]:
    """Every import that some listing came from."""
    return [row[0] for row in db.execute("SELECT DISTINCT source FROM source_records ORDER BY source")]


def count_picked(db: Database, pick: Pick) -> int:
    return int(db.execute(f"SELECT count(*) FROM services s WHERE {WHERE[pick]}").fetchone()[0])  # noqa: S608  # our own words


def ids_from_prose(db: Database, *, start: int, most: int) -> list[str]:
    """Listings with facts that were read from prose and that nobody has confirmed: public ones, then the most pressing."""
    sql = f"""SELECT s.id FROM services s WHERE {FROM_PROSE}
              ORDER BY s.published_on IS NULL, {PRESSING}, s.name COLLATE NOCASE, s.id LIMIT ? OFFSET ?"""  # noqa: S608  # our own words
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


def _where(words: str, pick: Pick | None, narrowed: Narrowed) -> tuple[str, dict[str, str]]:
    told = words.split()[:MOST_WORDS]
    conditions = ["s.merged_into IS NULL", *(f"({IN_ANY.format(n=number)})" for number in range(len(told)))]
    conditions += [f"({WHERE[pick]})"] if pick else []
    conditions += [f"({WHERE_TOLD[narrowed.told]})"] if narrowed.told else []
    conditions += [FROM_SOURCE] if narrowed.source else []
    conditions += [OF_NEED] if narrowed.need else []
    values = {f"word{number}": f"%{word.translate(AS_TYPED)}%" for number, word in enumerate(told)}
    values |= {"source": narrowed.source} if narrowed.source else {}
    values |= {"need": narrowed.need} if narrowed.need else {}
    return " AND ".join(conditions), values

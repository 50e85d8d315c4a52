"""Organisations in the database, with their charity, company and NHS numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from sqlite_utils import Database

from directory.domain.errors import OrganisationNotFound
from directory.domain.organisations import Identifier, Organisation
from directory.domain.slugs import slugify
from directory.store.codec import from_row, to_row
from directory.store.database import touch_content

MOST_WORDS = 8
AS_TYPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


def get_organisation(db: Database, organisation_id: str) -> Organisation:
    """Return one organisation, or raise `OrganisationNotFound`."""
    return _one(db, "id", organisation_id)


def get_organisation_by_slug(db: Database, slug: str) -> Organisation:
    """Return one organisation, or raise `OrganisationNotFound`. One that was merged leads on to the one that was kept."""
    return _kept(db, _one(db, "slug", slug))


def get_organisations(db: Database, ids: Iterable[str]) -> dict[str, Organisation]:
    wanted = list(dict.fromkeys(ids))
    marks = ", ".join("?" * len(wanted))
    rows = db.query(f"SELECT * FROM organisations WHERE id IN ({marks})", wanted)  # noqa: S608  # only question marks
    return {one.id: one for one in _from_rows(db, rows)}


def list_organisations(db: Database) -> list[Organisation]:
    """Every organisation with at least one public listing, by name."""
    sql = """
        SELECT * FROM organisations
        WHERE id IN (SELECT organisation_id FROM services WHERE published_on IS NOT NULL AND suspended = 0)
        ORDER BY name COLLATE NOCASE
    """
    return _from_rows(db, db.query(sql))


@dataclass(frozen=True)
class Row:
    """One organisation in a long list."""

    slug: str
    name: str
    kind: str | None
    listings: int
    keepers: int


def find_organisations(db: Database, words: str, *, start: int, most: int) -> tuple[tuple[Row, ...], int]:
    """Those with every one of these words in their name, by name, listed or not; and how many there are."""
    told = [word.translate(AS_TYPED) for word in words.split()[:MOST_WORDS]]
    where = " AND ".join(["merged_into IS NULL", *(r"name LIKE ? ESCAPE '\'" for _ in told)])
    values = [f"%{word}%" for word in told]
    listings = "SELECT count(*) FROM services s WHERE s.organisation_id = organisations.id AND s.merged_into IS NULL"
    keepers = "SELECT count(*) FROM keeper_organisations k WHERE k.organisation_id = organisations.id"
    sql = f"""SELECT slug, name, kind, ({listings}) AS listings, ({keepers}) AS keepers FROM organisations
              WHERE {where} ORDER BY name COLLATE NOCASE, id LIMIT ? OFFSET ?"""  # noqa: S608  # our own words
    rows = tuple(Row(**row) for row in db.query(sql, [*values, most, start]))
    count = db.execute(f"SELECT count(*) FROM organisations WHERE {where}", values).fetchone()[0]  # noqa: S608  # our own words
    return rows, int(count)


def organisation_named(db: Database, name: str) -> Organisation | None:
    """The organisation of exactly this name, if there is one; letters large and small are the same."""
    return next(iter(organisations_named(db, name)), None)


def organisations_named(db: Database, name: str) -> list[Organisation]:
    """Every organisation of exactly this name, merged ones led on; letters large and small are the same."""
    named = _from_rows(db, db.query("SELECT * FROM organisations WHERE name = ? COLLATE NOCASE ORDER BY id", [name]))
    return list({one.id: one for one in (_kept(db, one) for one in named)}.values())


def organisation_identified(db: Database, identifier: Identifier) -> Organisation | None:
    """The organisation with this number in a register, if there is one."""
    sql = "SELECT organisation_id FROM organisation_identifiers WHERE scheme = ? AND value = ? ORDER BY 1"
    row = db.execute(sql, [identifier.scheme.value, identifier.value]).fetchone()
    return get_organisation(db, row[0]) if row else None


def save_organisation(db: Database, organisation: Organisation) -> None:
    """Insert or replace an organisation; call inside `writing`."""
    db.table("organisations").upsert(to_row(organisation, without=frozenset({"identifiers"})), pk="id")
    db.execute("DELETE FROM organisation_identifiers WHERE organisation_id = ?", [organisation.id])
    rows = [{"organisation_id": organisation.id, **to_row(one)} for one in organisation.identifiers]
    db.table("organisation_identifiers").insert_all(rows)
    touch_content(db)


def new_organisation_slug(db: Database, name: str) -> str:
    """A slug nobody has: the name, else the name with a number."""
    plain = slugify(name)
    taken = {row[0] for row in db.execute("SELECT slug FROM organisations WHERE slug LIKE ?", [f"{plain}%"])}
    return next(slug for slug in chain((plain,), (f"{plain}-{n}" for n in count(2))) if slug not in taken)


def _kept(db: Database, organisation: Organisation) -> Organisation:
    """Itself, or what it was merged into."""
    sql = "SELECT merged_into FROM organisations WHERE id = ?"
    while kept_id := db.execute(sql, [organisation.id]).fetchone()[0]:
        organisation = get_organisation(db, kept_id)
    return organisation


def _one(db: Database, column: str, value: str) -> Organisation:
    rows = list(db.query(f"SELECT * FROM organisations WHERE {column} = ?", [value]))  # noqa: S608  # our own columns
    if not rows:
        raise OrganisationNotFound(value)
    return _from_rows(db, rows)[0]


def _from_rows(db: Database, rows: Iterable[Mapping[str, Any]]) -> list[Organisation]:
    listed = list(rows)
    marks = ", ".join("?" * len(listed))
    sql = f"SELECT * FROM organisation_identifiers WHERE organisation_id IN ({marks}) ORDER BY scheme, value"  # noqa: S608
    identifiers: dict[str, list[Identifier]] = defaultdict(list)
    for row in db.query(sql, [row["id"] for row in listed]):
        identifiers[row["organisation_id"]].append(from_row(Identifier, row))
    return [from_row(Organisation, row, identifiers=tuple(identifiers[row["id"]])) for row in listed]

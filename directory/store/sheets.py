"""What a sheet of every listing needs of the database in one go."""

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from directory.domain.services import Service
from directory.store.areas import get_areas
from directory.store.codec import from_json
from directory.store.services import AT_ONCE

PUBLIC = "published_on IS NOT NULL AND suspended = 0"


def public_ids(db: Database) -> list[str]:
    """Every public listing by name; those that have ended come last."""
    sql = f"SELECT id FROM services WHERE {PUBLIC} ORDER BY coalesce(status, '') = 'defunct', name COLLATE NOCASE, id"  # noqa: S608  # our own words
    return [row[0] for row in db.execute(sql)]


def public_ids_by_code(db: Database, organisation_id: str | None = None) -> dict[str, str]:
    """Every public listing, or those of one organisation."""
    sql = f"SELECT code, id FROM services WHERE {PUBLIC} AND organisation_id = coalesce(?, organisation_id)"  # noqa: S608  # our own words
    return dict(db.execute(sql, [organisation_id]).fetchall())


def latest_versions(db: Database) -> dict[str, int]:
    """The number of the newest version of every listing that has one."""
    return dict(db.execute("SELECT service_id, max(number) FROM versions GROUP BY service_id").fetchall())


def read_versions(db: Database, wanted: Sequence[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], Service]]:
    """Listings as they were in these versions; those that are not there are left out."""
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        marks = ", ".join("(?, ?)" for _ in some)
        sql = f"SELECT service_id, number, facts FROM versions WHERE (service_id, number) IN (VALUES {marks})"  # noqa: S608
        for service_id, number, facts in db.execute(sql, [one for pair in some for one in pair]):
            yield (service_id, number), from_json(Service, facts)


def next_sheet(db: Database) -> int:
    """The number of the next sheet whose changes are made; call inside `writing`."""
    sql = "SELECT coalesce(max(CAST(subject_id AS INTEGER)), 0) + 1 FROM events WHERE subject = 'sheet'"
    return int(db.execute(sql).fetchone()[0])


def versions_because(db: Database, reason: str) -> dict[str, int]:
    """By listing, the number of the version that was made for this reason."""
    return dict(db.execute("SELECT service_id, number FROM versions WHERE reason = ?", [reason]).fetchall())


def area_names(db: Database) -> dict[str, str]:
    """The short name of every area by its official code, with counties that are only named beside their councils."""
    areas = get_areas(db)
    counties = {area.county: area.county for area in areas if area.county}
    return counties | {area.code: area.short_name for area in areas}


def public_ids_naming(db: Database, area: str) -> frozenset[str]:
    """The public listings whose own words of where somebody must live, and the like, name this area."""
    sql = f"""SELECT DISTINCT services.id FROM services JOIN catchment_conditions ON service_id = services.id,
              json_each(area_codes) WHERE json_each.value = ? AND {PUBLIC}"""  # noqa: S608  # our own words
    return frozenset(row[0] for row in db.execute(sql, [area]))


def count_naming(db: Database) -> dict[str, int]:
    """How many public listings that have not ended name each area, by its code."""
    sql = f"""SELECT json_each.value, count(DISTINCT services.id) FROM services
              JOIN catchment_conditions ON service_id = services.id, json_each(area_codes)
              WHERE {PUBLIC} AND coalesce(status, '') <> 'defunct' GROUP BY 1"""  # noqa: S608  # our own words
    return dict(db.execute(sql).fetchall())

"""What the public part of the directory holds as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from sqlite_utils import Database

from directory.domain.checks import ToCheck
from directory.domain.services import Channel, Schedule, Threshold
from directory.store.codec import from_json, from_row
from directory.store.database import touch_content

RUNNING = "published_on IS NOT NULL AND suspended = 0 AND coalesce(status, '') NOT IN ('inactive', 'defunct')"


def public_slugs(db: Database) -> list[str]:
    """The slug of every public listing: what a search engine may know of."""
    sql = "SELECT slug FROM services WHERE published_on IS NOT NULL AND suspended = 0 ORDER BY slug"
    return [row[0] for row in db.execute(sql)]


def has_demonstration(db: Database) -> bool:
    """Is any public listing an invented one?"""
    sql = "SELECT EXISTS (SELECT 1 FROM services WHERE is_demonstration = 1 AND published_on IS NOT NULL)"
    return bool(db.execute(sql).fetchone()[0])


def hours_told(db: Database, channels: Iterable[Channel]) -> Iterator[tuple[str, tuple[Schedule, ...]]]:
    """The id of a service and the hours of one of its public contact points, for every one that has told them."""
    marks = [channel.value for channel in channels]
    sql = f"""SELECT service_id, schedules FROM contact_points WHERE professionals_only = 0
              AND schedules IS NOT NULL AND channel IN ({", ".join("?" * len(marks))})"""  # noqa: S608  # only question marks
    for service_id, schedules in db.execute(sql, marks):
        yield service_id, _schedules(schedules)


@lru_cache(maxsize=10_000)
def _schedules(text: str) -> tuple[Schedule, ...]:
    """Most services keep the same few hours as others."""
    told: tuple[Schedule, ...] = from_json(tuple[Schedule, ...], text)
    return told


def postcodes_of_no_area(db: Database) -> list[frozenset[str]]:
    """For every running public service that has not told its area, the postcodes where it stands; never a masked one."""
    sql = f"""SELECT service_id, postcode FROM locations JOIN services ON services.id = service_id
              WHERE masked = 0 AND postcode IS NOT NULL AND catchment_told = 0 AND {RUNNING}"""  # noqa: S608  # our own words
    by_service: dict[str, set[str]] = defaultdict(set)
    for service_id, postcode in db.execute(sql):
        by_service[service_id].add(postcode)
    return [frozenset(postcodes) for postcodes in by_service.values()]


def ids_usable_while_waiting(db: Database) -> frozenset[str]:
    return _ids(db, "SELECT id FROM services WHERE usable_while_waiting = 1")


def ids_that_take_refused(db: Database) -> frozenset[str]:
    return _ids(db, "SELECT id FROM services WHERE takes_refused = 1")


def thresholds_about(db: Database, word: str) -> dict[str, Threshold]:
    """Of every service whose words on whom it takes, or does not take, hold this word."""
    columns = "threshold_for_plain, threshold_for_professional, threshold_not_for_plain, threshold_not_for_professional"
    said = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns.split(", "))
    sql = f"SELECT id, {columns} FROM services WHERE {said} LIKE ?"  # noqa: S608  # our own names of columns
    return {row[0]: Threshold(*row[1:]) for row in db.execute(sql, (f"%{word}%",))}


def ids_of_kind(db: Database, kind: str) -> frozenset[str]:
    return _ids(db, "SELECT service_id FROM service_terms WHERE facet = 'kind' AND slug = ?", kind)


def _ids(db: Database, sql: str, *values: str) -> frozenset[str]:
    return frozenset(row[0] for row in db.execute(sql, values))


def ids_of_role(db: Database, role: str) -> frozenset[str]:
    """The services with this role in the NHS."""
    return _ids(db, "SELECT id FROM services WHERE nhs_role = ?", role)


def languages_told(db: Database) -> dict[str, frozenset[str]]:
    """Every language that some service speaks, with the ids of those that do."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for service_id, languages in db.execute("SELECT id, languages FROM services WHERE languages IS NOT NULL"):
        for language in from_json(tuple[str, ...], languages):
            spoken[language].add(service_id)
    return {language: frozenset(ids) for language, ids in spoken.items()}


def listings_to_check(db: Database) -> tuple[ToCheck, ...]:
    """What somebody has to keep true: public listings that have not ended, whether a search shows them or not."""
    tells_wait = "EXISTS (SELECT 1 FROM waits WHERE service_id = services.id) AS tells_wait"
    sql = f"SELECT id, name, organisation_id, nhs_role, published_on, {tells_wait} FROM services WHERE {RUNNING} ORDER BY id"  # noqa: S608  # our own words
    return tuple(from_row(ToCheck, row) for row in db.query(sql))


def ids_out_of_search(db: Database) -> frozenset[str]:
    """The listings that have left default search because nobody could confirm them."""
    return _ids(db, "SELECT id FROM services WHERE left_search_on IS NOT NULL")


def leave_search(db: Database, service_id: str, on: date | None) -> None:
    """Take a listing out of default search from this day on, or bring it back with None; call inside `writing`."""
    db.execute("UPDATE services SET left_search_on = ? WHERE id = ?", [on.isoformat() if on else None, service_id])
    touch_content(db)


def names_with_number(db: Database, number: str) -> list[str]:
    """Every listing that has this number among its ways to get in touch, however it is spaced; by name."""
    sql = """SELECT DISTINCT name FROM services JOIN contact_points ON service_id = services.id
             WHERE replace(value, ' ', '') = replace(?, ' ', '') ORDER BY name"""
    return [name for (name,) in db.execute(sql, [number])]

"""Services in the database: one row each, and a table for every fact there can be several of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain, count
from sys import intern
from typing import Any

from sqlite_utils import Database

from directory.domain.eligibility import AgeRule, Audience, AudienceMode, Catchment, Condition
from directory.domain.errors import ServiceNotFound
from directory.domain.services import ContactPoint, Location, Service, Wait
from directory.domain.slugs import slugify
from directory.domain.taxonomy import Facet
from directory.store.codec import from_row, to_row
from directory.store.database import touch_content

# Field of a service, facet of the taxonomy. Audiences carry a mode and are handled beside these.
FACET_FIELDS = {"needs": Facet.NEED, "kinds": Facet.KIND, "how": Facet.HOW, "routes": Facet.ROUTE, "level": Facet.LEVEL}
PART_TABLES: dict[str, type] = {
    "age_rules": AgeRule,
    "locations": Location,
    "contact_points": ContactPoint,
    "waits": Wait,
}
ELSEWHERE = frozenset({*FACET_FIELDS, *PART_TABLES, "audiences", "catchment"})
CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 5
AT_ONCE = 500


def get_service(db: Database, service_id: str) -> Service:
    """Return one service, or raise `ServiceNotFound`."""
    return _one(db, "id", service_id)


def has_service(db: Database, service_id: str) -> bool:
    return _taken(db, "id", service_id)


def get_service_by_slug(db: Database, slug: str) -> Service:
    """Return one service, or raise `ServiceNotFound`. One that was merged leads on to the one that was kept."""
    return _one(db, "slug", slug, leads_on=True)


def get_service_by_code(db: Database, code: str) -> Service:
    """Return one service by its short permanent code, or raise `ServiceNotFound`; a merged one leads on."""
    return _one(db, "code", code, leads_on=True)


def get_services(db: Database, ids: Sequence[str]) -> list[Service]:
    """Whole services in the order of `ids`; ids we do not have are left out."""
    found: dict[str, Service] = {}
    for start in range(0, len(ids), AT_ONCE):
        found |= _load(db, ids[start : start + AT_ONCE])
    return [found[service_id] for service_id in ids if service_id in found]


def service_ids_of(db: Database, organisation_id: str) -> list[str]:
    """The public listings of one organisation, by name."""
    sql = "SELECT id FROM services WHERE organisation_id = ? AND published_on IS NOT NULL ORDER BY name"
    return [row[0] for row in db.execute(sql, [organisation_id])]


def every_service_id_of(db: Database, organisation_id: str) -> list[str]:
    """The listings of one organisation, those held back too, by name; none that leads on to another."""
    sql = "SELECT id FROM services WHERE organisation_id = ? AND merged_into IS NULL ORDER BY name"
    return [row[0] for row in db.execute(sql, [organisation_id])]


def save_service(db: Database, service: Service) -> None:
    """Insert or replace a service with everything in it; call inside `writing`."""
    row = to_row(service, without=ELSEWHERE) | {
        "facets_told": _facets_told(service),
        "catchment_told": int(service.catchment is not None),
    }
    db.table("services").upsert(row, pk="id")
    for table in (*PART_TABLES, "service_terms", "catchment_conditions"):
        db.execute(f"DELETE FROM {table} WHERE service_id = ?", [service.id])  # noqa: S608  # our own table names
    _save_parts(db, service)
    touch_content(db)


def new_slug(db: Database, name: str, organisation: str) -> str:
    """A slug nobody has: the name, else with the organisation's, else with a number."""
    plain, longer = slugify(name), slugify(f"{name} {organisation}")
    candidates = chain((plain, longer), (f"{longer}-{number}" for number in count(2)))
    return next(slug for slug in candidates if not _taken(db, "slug", slug))


def new_code(db: Database, service_id: str) -> str:
    """A short permanent code, made from the id: no letters or digits that can be misread for others."""
    for attempt in range(1000):
        number = int.from_bytes(sha256(f"{service_id}/{attempt}".encode()).digest()[:8], "big")
        code = "".join(
            CODE_ALPHABET[number // len(CODE_ALPHABET) ** place % len(CODE_ALPHABET)] for place in range(CODE_LENGTH)
        )
        if not _taken(db, "code", code):
            return code
    raise AssertionError("a thousand codes in a row were taken")


def _taken(db: Database, column: str, value: str) -> bool:
    return bool(db.execute(f"SELECT 1 FROM services WHERE {column} = ?", [value]).fetchone())  # noqa: S608  # our own columns


def _one(db: Database, column: str, value: str, *, leads_on: bool = False) -> Service:
    sql = f"SELECT id, merged_into FROM services WHERE {column} = ?"  # noqa: S608  # our own columns
    row = db.execute(sql, [value]).fetchone()
    while leads_on and row and row[1]:
        row = db.execute("SELECT id, merged_into FROM services WHERE id = ?", [row[1]]).fetchone()
    if row is None:
        raise ServiceNotFound(value)
    return _load(db, [row[0]])[row[0]]


def _facets_told(service: Service) -> str:
    told = [field for field in (*FACET_FIELDS, "audiences") if getattr(service, field) is not None]
    return " ".join(told)


def _save_parts(db: Database, service: Service) -> None:
    for table in PART_TABLES:
        parts = getattr(service, table) or ()
        _insert(db, table, [{"service_id": service.id, "position": n, **to_row(part)} for n, part in enumerate(parts)])
    _insert(db, "service_terms", [{"service_id": service.id, **row} for row in _term_rows(service)])
    groups = service.catchment.groups if service.catchment else ()
    conditions = [
        {"service_id": service.id, "group_number": group_number, "position": position, **to_row(condition)}
        for group_number, group in enumerate(groups)
        for position, condition in enumerate(group)
    ]
    _insert(db, "catchment_conditions", conditions)


def _insert(db: Database, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        columns = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  # our own names
        db.conn.executemany(statement, [tuple(row.values()) for row in rows])


def _term_rows(service: Service) -> list[dict[str, Any]]:
    rows = [
        {"facet": facet.value, "slug": slug, "mode": None}
        for field, facet in FACET_FIELDS.items()
        for slug in sorted(getattr(service, field) or ())
    ]
    audiences = sorted(service.audiences or (), key=lambda audience: audience.slug)
    return rows + [{"facet": Facet.AUDIENCE.value, "slug": one.slug, "mode": one.mode.value} for one in audiences]


def _load(db: Database, ids: Sequence[str]) -> dict[str, Service]:
    marks = ", ".join("?" * len(ids))
    rows = list(db.query(f"SELECT * FROM services WHERE id IN ({marks})", ids))  # noqa: S608  # only question marks
    parts = {table: _load_part(db, table, kind, ids, marks) for table, kind in PART_TABLES.items()}
    terms = _rows_by_service(db, "service_terms", ids, marks, order="facet, slug")
    conditions = _rows_by_service(db, "catchment_conditions", ids, marks, order="group_number, position")
    return {row["id"]: _service_from(row, parts, terms[row["id"]], conditions[row["id"]]) for row in rows}


def _load_part(db: Database, table: str, kind: type, ids: Sequence[str], marks: str) -> dict[str, list[Any]]:
    by_service = _rows_by_service(db, table, ids, marks, order="position")
    return {service_id: [from_row(kind, row) for row in rows] for service_id, rows in by_service.items()}


def _rows_by_service(
    db: Database, table: str, ids: Sequence[str], marks: str, *, order: str
) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    sql = f"SELECT * FROM {table} WHERE service_id IN ({marks}) ORDER BY service_id, {order}"  # noqa: S608
    for row in db.query(sql, ids):
        grouped[row["service_id"]].append(row)
    return grouped


def _service_from(
    row: Mapping[str, Any],
    parts: Mapping[str, Mapping[str, list[Any]]],
    terms: Iterable[Mapping[str, Any]],
    conditions: Sequence[Mapping[str, Any]],
) -> Service:
    given: dict[str, Any] = {table: tuple(parts[table].get(row["id"], ())) for table in PART_TABLES}
    return from_row(
        Service,
        row,
        **given | {"age_rules": given["age_rules"] or None},
        **facets_from(row["facets_told"], terms),
        catchment=catchment_from(conditions) if row["catchment_told"] else None,
    )


def facets_from(told: str, terms: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The facet fields of a service; one that was not told stays None, one told as empty is empty."""
    slugs: dict[str, set[Any]] = {field: set() for field in told.split()}
    field_of = {facet.value: field for field, facet in FACET_FIELDS.items()}
    for term in terms:
        slug = intern(term["slug"])  # thousands of listings share a few words
        if term["facet"] == Facet.AUDIENCE.value:
            slugs.setdefault("audiences", set()).add(Audience(slug, AudienceMode(term["mode"])))
        else:
            slugs.setdefault(field_of[term["facet"]], set()).add(slug)
    return {field: frozenset(slugs[field]) if field in slugs else None for field in (*FACET_FIELDS, "audiences")}


def catchment_from(conditions: Sequence[Mapping[str, Any]]) -> Catchment:
    groups: dict[int, list[Condition]] = defaultdict(list)
    for row in conditions:
        groups[row["group_number"]].append(from_row(Condition, row))
    return Catchment(tuple(tuple(group) for group in groups.values()))

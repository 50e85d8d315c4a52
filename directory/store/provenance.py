"""Where imported facts came from, which record of a source is which listing, and what a later import said otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from directory.domain.provenance import Difference, Provenance
from directory.store.codec import from_row, to_row

# Of a listing that leads on to another nobody needs to decide anything.
STANDS = "service_id NOT IN (SELECT id FROM services WHERE merged_into IS NOT NULL)"


def get_provenance(db: Database, service_id: str) -> dict[str, Provenance]:
    """Where each imported field of one service came from, by field; of several sources, the one that was written last."""
    rows = db.query("SELECT * FROM provenance WHERE service_id = ? ORDER BY rowid", [service_id])
    return {row["field"]: from_row(Provenance, row) for row in rows}


def save_provenance(db: Database, service_id: str, provenance: Provenance) -> None:
    """Insert or replace what is known of one field; call inside `writing`."""
    row = {"service_id": service_id, **to_row(provenance)}
    db.table("provenance").upsert(row, pk=("service_id", "field", "source"))


def get_provenances(db: Database, service_ids: Sequence[str], source: str) -> dict[str, dict[str, Provenance]]:
    """What one source told of many services; up to a few hundred at a time."""
    marks = ", ".join("?" * len(service_ids))
    sql = f"SELECT * FROM provenance WHERE source = ? AND service_id IN ({marks})"  # noqa: S608  # only question marks
    found: dict[str, dict[str, Provenance]] = defaultdict(dict)
    for row in db.query(sql, [source, *service_ids]):
        found[row["service_id"]][row["field"]] = from_row(Provenance, row)
    return found


def save_provenances(db: Database, service_id: str, provenances: Iterable[Provenance]) -> None:
    """Insert or replace what is known of many fields of one service; call inside `writing`."""
    statement = "INSERT OR REPLACE INTO provenance (service_id, field, source, imported, read_from_prose, kept_here)"
    rows = [
        (service_id, one.field, one.source, one.imported, int(one.read_from_prose), int(one.kept_here))
        for one in provenances
    ]
    db.conn.executemany(f"{statement} VALUES (?, ?, ?, ?, ?, ?)", rows)


def save_record(db: Database, source: str, record: str, service_id: str, seen_at: datetime) -> None:
    """Remember that a record of a source is this listing, and when it was last in the file; call inside `writing`."""
    row = {"source": source, "record": record, "service_id": service_id, "last_seen": seen_at.isoformat()}
    db.table("source_records").upsert(row, pk=("source", "record"))


def records_of_source(db: Database, source: str) -> dict[str, str]:
    """Every record ever seen in a source, and the id of its listing."""
    rows = db.query("SELECT record, service_id FROM source_records WHERE source = ?", [source])
    return {row["record"]: row["service_id"] for row in rows}


def second_records_of(db: Database, source: str) -> frozenset[str]:
    """The records of a source whose listing was merged into that of another record of it: only the other is followed."""
    return frozenset(
        row[0] for row in db.execute("SELECT record FROM source_records WHERE source = ? AND is_second", [source])
    )


def follow_record(db: Database, source: str, record: str) -> None:
    """Follow a second record from now on, because the first is gone; call inside `writing`."""
    db.execute("UPDATE source_records SET is_second = 0 WHERE source = ? AND record = ?", [source, record])


def save_difference(db: Database, difference: Difference) -> None:
    """Keep, for an editor, what a source says about a field that is kept here; call inside `writing`."""
    db.table("differences").upsert(to_row(difference), pk=("service_id", "field", "source"))


def drop_difference(db: Database, difference: Difference) -> None:
    """Forget one that an editor has decided; call inside `writing`."""
    db.table("differences").delete((difference.service_id, difference.field, difference.source))


def get_differences(db: Database) -> tuple[Difference, ...]:
    """Every open difference, oldest first."""
    return tuple(from_row(Difference, row) for row in db.query("SELECT * FROM differences ORDER BY noticed_at"))


def differences_of(db: Database, service_id: str) -> tuple[Difference, ...]:
    """The open differences of one listing, by field."""
    rows = db.query("SELECT * FROM differences WHERE service_id = ? ORDER BY field, source", [service_id])
    return tuple(from_row(Difference, row) for row in rows)


def ids_that_differ(db: Database, source: str | None, *, start: int, most: int) -> tuple[list[str], int]:
    """The listings with open differences, from one source or any, the oldest first; and how many there are."""
    where = f"{STANDS} AND (:source IS NULL OR source = :source)"
    sql = f"""SELECT service_id FROM differences WHERE {where} GROUP BY service_id
              ORDER BY min(noticed_at), service_id LIMIT :most OFFSET :start"""  # noqa: S608  # our own words
    ids = [row[0] for row in db.execute(sql, {"source": source, "most": most, "start": start})]
    count = f"SELECT count(DISTINCT service_id) FROM differences WHERE {where}"  # noqa: S608  # our own words
    return ids, int(db.execute(count, {"source": source}).fetchone()[0])


def sources_that_differ(db: Database) -> dict[str, int]:
    """Every source that says something else, and about how many facts."""
    sql = f"SELECT source, count(*) FROM differences WHERE {STANDS} GROUP BY source ORDER BY source"  # noqa: S608
    return dict(db.execute(sql).fetchall())


def count_differences(db: Database) -> int:
    return int(db.execute(f"SELECT count(*) FROM differences WHERE {STANDS}").fetchone()[0])  # noqa: S608  # our own words

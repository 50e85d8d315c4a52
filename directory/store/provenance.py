"""Where imported facts came from, which record of a source is which listing, and what a later import said otherwise."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.provenance import Difference, Provenance
from directory.store.codec import from_row, to_row


def get_provenance(db: Database, service_id: str) -> dict[str, Provenance]:
    """Where each imported field of one service came from, by field."""
    rows = db.query("SELECT * FROM provenance WHERE service_id = ?", [service_id])
    return {row["field"]: from_row(Provenance, row) for row in rows}


def save_provenance(db: Database, service_id: str, provenance: Provenance) -> None:
    """Insert or replace what is known of one field; call inside `writing`."""
    row = {"service_id": service_id, **to_row(provenance)}
    db.table("provenance").upsert(row, pk=("service_id", "field"))


def service_of_record(db: Database, source: str, record: str) -> str | None:
    """The listing that one record of a source became, if it has been seen before."""
    sql = "SELECT service_id FROM source_records WHERE source = ? AND record = ?"
    row = db.execute(sql, [source, record]).fetchone()
    return row[0] if row else None


def save_record(db: Database, source: str, record: str, service_id: str, seen_at: datetime) -> None:
    """Remember that a record of a source is this listing, and when it was last in the file; call inside `writing`."""
    row = {"source": source, "record": record, "service_id": service_id, "last_seen": seen_at.isoformat()}
    db.table("source_records").upsert(row, pk=("source", "record"))


def records_of_source(db: Database, source: str) -> dict[str, str]:
    """Every record ever seen in a source, and the id of its listing."""
    rows = db.query("SELECT record, service_id FROM source_records WHERE source = ?", [source])
    return {row["record"]: row["service_id"] for row in rows}


def save_difference(db: Database, difference: Difference) -> None:
    """Keep, for an editor, what a source says about a field that is kept here; call inside `writing`."""
    db.table("differences").upsert(to_row(difference), pk=("service_id", "field", "source"))


def get_differences(db: Database) -> tuple[Difference, ...]:
    """Every open difference, oldest first."""
    return tuple(from_row(Difference, row) for row in db.query("SELECT * FROM differences ORDER BY noticed_at"))

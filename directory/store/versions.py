"""Every published state of every listing."""

from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import VersionNotFound
from directory.domain.provenance import Version
from directory.domain.services import Service
from directory.store.codec import from_json, from_row, to_json, to_row


def save_version(db: Database, service: Service, *, by: str, reason: str, at: datetime) -> Version:
    """Keep this state of a listing as its next version; call inside `writing`."""
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE service_id = ?", [service.id]).fetchone()[0]
    version = Version(service.id, number, to_json(service), made_by=by, reason=reason, made_at=at)
    db.table("versions").insert(to_row(version))
    return version


def get_versions(db: Database, service_id: str) -> tuple[Version, ...]:
    """Every version of one listing, oldest first."""
    rows = db.query("SELECT * FROM versions WHERE service_id = ? ORDER BY number", [service_id])
    return tuple(from_row(Version, row) for row in rows)


def latest_version(db: Database, service_id: str) -> int:
    """The number of the newest version of a listing; 0 when it has none."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM versions WHERE service_id = ?", [service_id]).fetchone()[0])


def read_version(db: Database, service_id: str, number: int) -> Service:
    """The listing as it was in one version, or raise `VersionNotFound`."""
    row = db.execute("SELECT facts FROM versions WHERE service_id = ? AND number = ?", [service_id, number]).fetchone()
    if row is None:
        raise VersionNotFound("This listing has no version of that number.")
    return state_of(row[0])


def state_of(facts: str) -> Service:
    """The listing that the facts of a version tell of."""
    service: Service = from_json(Service, facts)
    return service

"""Reports of something wrong with a listing. What a young person wrote stays in this table and nowhere else."""

from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ListingReport, ReportState
from directory.store.codec import from_row, to_row


def add_report(db: Database, report: ListingReport, receipt_hash: str) -> None:
    """Store a new one under the next number; call inside `writing`."""
    row = to_row(report, without=frozenset({"id"}))
    db.table("corrections").insert({**row, "receipt_hash": receipt_hash})


def save_report(db: Database, report: ListingReport) -> None:
    """Replace one that is there already; call inside `writing`."""
    db.table("corrections").update(report.id, to_row(report, without=frozenset({"id"})))


def get_report(db: Database, number: int) -> ListingReport:
    """Return one by its number, or raise `ReportNotFound`."""
    return _one(db, "id = ?", number)


def get_report_by_receipt(db: Database, receipt_hash: str) -> ListingReport:
    """Return one by the hash of its receipt, or raise `ReportNotFound`."""
    return _one(db, "receipt_hash = ?", receipt_hash)


def list_waiting(db: Database, *, is_safeguarding: bool) -> tuple[ListingReport, ...]:
    """Those not answered yet, oldest first. The two kinds are never listed together."""
    sql = "SELECT * FROM corrections WHERE is_safeguarding = ? AND state <> ? ORDER BY id"
    return tuple(from_row(ListingReport, row) for row in db.query(sql, [int(is_safeguarding), ReportState.ANSWERED.value]))


def count_reports(db: Database, *, is_safeguarding: bool) -> int:
    sql = "SELECT count(*) FROM corrections WHERE is_safeguarding = ? AND state <> ?"
    return int(db.execute(sql, [int(is_safeguarding), ReportState.ANSWERED.value]).fetchone()[0])


def list_answered(db: Database, since: datetime, *, is_safeguarding: bool) -> tuple[ListingReport, ...]:
    """Those answered since, the newest answer first."""
    sql = "SELECT * FROM corrections WHERE is_safeguarding = ? AND answered_at >= ? ORDER BY answered_at DESC, id DESC"
    return tuple(from_row(ListingReport, row) for row in db.query(sql, [int(is_safeguarding), since.isoformat()]))


def days_dealt_with(db: Database, since: datetime) -> tuple[tuple[date, date | None], ...]:
    """The day each report since was received, and the day it was answered or None: to count how fast. Worries included."""
    sql = "SELECT received_at, answered_at FROM corrections WHERE received_at >= ? ORDER BY id"
    rows = db.execute(sql, [since.isoformat()]).fetchall()
    return tuple((_day(received), _day(answered) if answered else None) for received, answered in rows)


def count_of_hour(db: Database, service_id: str, hour: datetime, *, is_safeguarding: bool) -> int:
    sql = "SELECT count(*) FROM corrections WHERE service_id = ? AND received_at = ? AND is_safeguarding = ?"
    return int(db.execute(sql, [service_id, hour.isoformat(), int(is_safeguarding)]).fetchone()[0])


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _one(db: Database, where: str, value: str | int) -> ListingReport:
    for row in db.query(f"SELECT * FROM corrections WHERE {where}", [value]):  # noqa: S608  # `where` is one of the above
        return from_row(ListingReport, row)
    raise ReportNotFound("There is no report with that receipt or number.")

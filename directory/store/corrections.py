"""Reports of something wrong with a listing. What a young person wrote stays in this table and nowhere else."""

from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ListingReport, ReportReason, ReportState, Wordless
from directory.store.codec import from_row, to_row

A_LINE = "FROM corrections WHERE service_id = ? AND reason = ? AND wordless = ? AND state <> ?"


def add_report(db: Database, report: ListingReport, receipt_hash: str) -> None:
    """Store a new one under the next number; call inside `writing`."""
    row = to_row(report, without=frozenset({"id"}))
    db.table("corrections").insert({**row, "receipt_hash": receipt_hash})


def save_report(db: Database, report: ListingReport) -> None:
    """Replace one that is there already; call inside `writing`."""
    db.table("corrections").update(report.id, to_row(report, without=frozenset({"id"})))


def get_report(db: Database, number: int) -> ListingReport:
    """Return one by its number, or raise `ReportNotFound`."""
    return _one(db, "id = :number", {"number": number})


def get_report_by_receipt(db: Database, receipt_hash: str) -> ListingReport:
    """Return one by the hash of a receipt of it, or raise `ReportNotFound`."""
    one = "receipt_hash = :hash OR id = (SELECT correction_id FROM more_receipts WHERE receipt_hash = :hash)"
    return _one(db, one, {"hash": receipt_hash})


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
    sql = """SELECT received_at, answered_at FROM corrections
             WHERE received_at >= ? AND (wordless IS NULL OR wordless <> ?) ORDER BY id"""
    rows = db.execute(sql, [since.isoformat(), Wordless.WITH_THE_LEAD.value]).fetchall()
    return tuple((_day(received), _day(answered) if answered else None) for received, answered in rows)


def reports_of_hour(db: Database, service_id: str, hour: datetime, *, is_safeguarding: bool) -> list[ListingReport]:
    """Those about a listing that came in this hour and wait for an answer, oldest first."""
    sql = """SELECT * FROM corrections WHERE service_id = ? AND received_at = ? AND is_safeguarding = ? AND state <> ?
             ORDER BY id"""
    row = [service_id, hour.isoformat(), int(is_safeguarding), ReportState.ANSWERED.value]
    return [from_row(ListingReport, one) for one in db.query(sql, row)]


def add_receipt(db: Database, number: int, receipt_hash: str) -> None:
    """One more receipt of a report that somebody has sent before; call inside `writing`."""
    db.execute("INSERT INTO more_receipts (receipt_hash, correction_id) VALUES (?, ?)", [receipt_hash, number])


def count_more_receipts(db: Database) -> dict[int, int]:
    """By the number of a report, how many others said the same."""
    sql = "SELECT correction_id, count(*) FROM more_receipts GROUP BY correction_id"
    return {int(number): int(many) for number, many in db.execute(sql)}


def has_line(db: Database, service_id: str, reason: ReportReason) -> bool:
    """Does a line without words wait that says this of a listing?"""
    return bool(db.execute(f"SELECT EXISTS (SELECT 1 {A_LINE})", _of_line(service_id, reason)).fetchone()[0])


def drop_line(db: Database, service_id: str, reason: ReportReason) -> None:
    """Its words have come, so it says nothing more; call inside `writing`."""
    db.execute(f"DELETE {A_LINE}", _of_line(service_id, reason))


def count_unread(db: Database) -> int:
    """Worries about safety that nobody has marked or answered."""
    sql = "SELECT count(*) FROM corrections WHERE is_safeguarding = 1 AND state = ?"
    return int(db.execute(sql, [ReportState.RECEIVED.value]).fetchone()[0])


def _of_line(service_id: str, reason: ReportReason) -> list[str]:
    return [service_id, reason.value, Wordless.WITH_THE_LEAD.value, ReportState.ANSWERED.value]


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _one(db: Database, where: str, values: dict[str, str | int]) -> ListingReport:
    for row in db.query(f"SELECT * FROM corrections WHERE {where}", values):  # noqa: S608  # `where` is one of the above
        return from_row(ListingReport, row)
    raise ReportNotFound("There is no report with that receipt or number.")

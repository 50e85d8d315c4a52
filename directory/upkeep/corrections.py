"""Something is wrong with a listing: taking in what people tell us, and answering it."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import DirectoryError, ReportNotFound, TooManyReports
from directory.domain.events import Action
from directory.domain.listing_reports import (
    ListingReport,
    ReportOutcome,
    ReportReason,
    ReportState,
    hash_receipt,
    new_receipt,
    read_receipt,
)
from directory.publishing.editing import record
from directory.store.corrections import add_report, count_of_hour, get_report, get_report_by_receipt, save_report
from directory.store.database import writing

LONGEST_TEXT = 500
LONGEST_NOTE = 500
BY_COMMAND = "a command"
# For one listing in one hour, so that nobody can bury the rest; worries about safety have room of their own.
MOST_IN_AN_HOUR = 6
MOST_WORRIES_IN_AN_HOUR = 20
REASON_WORDS = {
    ReportReason.NUMBER: "The number does not work",
    ReportReason.CLOSED: "It has closed",
    ReportReason.AGE_OR_AREA: "The age or the area is wrong",
    ReportReason.SAID_NO: "They said no to someone like me",
    ReportReason.WAIT: "The wait is wrong",
    ReportReason.NOT_SAFE: "It is not a safe or kind place, or I worry about how someone there behaved",
    ReportReason.OTHER: "Something else",
}


class AnsweredAlready(DirectoryError):
    """Two people have answered the same report; the first answer stands."""


def receive_report(
    db: Database, *, service_id: str, reason: ReportReason, text: str, receipt: str, is_safeguarding: bool, now: datetime
) -> str:
    """Store a report once, however often it is sent, and return its receipt, or raise `TooManyReports`.

    Something else under a receipt that is taken (somebody went back and changed it) gets a receipt of its own.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    report = ListingReport(
        id=0, service_id=service_id, reason=reason, text=text, is_safeguarding=is_safeguarding, received_at=hour
    )
    with writing(db):
        earlier = _under(db, receipt)
        if earlier and _says(earlier) == _says(report):
            return receipt
        most = MOST_WORRIES_IN_AN_HOUR if is_safeguarding else MOST_IN_AN_HOUR
        if count_of_hour(db, service_id, hour, is_safeguarding=is_safeguarding) >= most:
            raise TooManyReports("This listing has had many reports in this hour.")
        receipt = new_receipt() if earlier else receipt
        add_report(db, report, hash_receipt(receipt))
    return receipt


def find_report(db: Database, which: str) -> ListingReport:
    """Return one by its receipt or its number, or raise `ReportNotFound`."""
    receipt = read_receipt(which)
    if receipt:
        return get_report_by_receipt(db, hash_receipt(receipt))
    if not (which.isascii() and which.isdigit()):
        raise ReportNotFound("There is no report with that receipt or number.")
    return get_report(db, int(which))


def look_at(db: Database, which: str) -> ListingReport:
    """Mark a report as being looked at, unless it has been answered."""
    with writing(db):
        report = find_report(db, which)
        if report.state is ReportState.RECEIVED:
            report = replace(report, state=ReportState.LOOKING)
            save_report(db, report)
    return report


def hand_to_safeguarding(db: Database, which: str, *, now: datetime, by: str = BY_COMMAND) -> ListingReport:
    """Mark a report that turned out to be a worry about somebody's safety. There is no way back."""
    with writing(db):
        report = replace(find_report(db, which), is_safeguarding=True)
        save_report(db, report)
        record(db, Action.HANDED_TO_SAFEGUARDING, report.service_id, by=by, now=now)
    return report


def answer_report(
    db: Database,
    which: str,
    *,
    outcome: ReportOutcome,
    note: str,
    now: datetime,
    by: str = BY_COMMAND,
    what_was_done: str = "",
    instead: bool = True,
) -> ListingReport:
    """Say what came of a report. What people wrote is then wiped, but for a worry about safety.

    May raise `AnsweredAlready` where it is not to stand `instead` of another answer. `note` is for whoever has the
    receipt, `what_was_done` about a worry for admins alone.
    """
    with writing(db):
        report = find_report(db, which)
        if report.state is ReportState.ANSWERED and not instead:
            raise AnsweredAlready("Somebody has answered this already. Nothing of yours was stored.")
        report = replace(
            report,
            state=ReportState.ANSWERED,
            outcome=outcome,
            note=note.strip() or None,
            text=report.text if report.is_safeguarding else "",
            answered_at=now,
            what_was_done=what_was_done.strip() or None,
        )
        save_report(db, report)
        record(db, Action.ANSWERED_CORRECTION, report.service_id, by=by, now=now)
    return report


def take_answer_back(db: Database, which: str, *, by: str, now: datetime) -> ListingReport:
    """Open an answered report again. Words that were wiped do not come back; what was done about a worry stays."""
    with writing(db):
        report = find_report(db, which)
        if report.state is ReportState.ANSWERED:
            report = replace(report, state=ReportState.LOOKING, outcome=None, note=None, answered_at=None)
            save_report(db, report)
            record(db, Action.REOPENED_CORRECTION, report.service_id, by=by, now=now)
    return report


def _under(db: Database, receipt: str) -> ListingReport | None:
    try:
        return get_report_by_receipt(db, hash_receipt(receipt))
    except ReportNotFound:
        return None


def _says(report: ListingReport) -> tuple[str, ReportReason, str]:
    return report.service_id, report.reason, report.text

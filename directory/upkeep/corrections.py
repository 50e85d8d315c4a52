"""Something is wrong with a listing: taking in what people tell us, and answering it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import DirectoryError, ReportNotFound
from directory.domain.events import Action
from directory.domain.listing_reports import (
    ListingReport,
    ReportOutcome,
    ReportReason,
    ReportState,
    Wordless,
    hash_receipt,
    new_receipt,
    read_receipt,
)
from directory.domain.numbers import whole_number
from directory.publishing.editing import record
from directory.store.corrections import (
    add_receipt,
    add_report,
    drop_line,
    get_report,
    get_report_by_receipt,
    has_line,
    reports_of_hour,
    save_report,
)
from directory.store.database import writing

LONGEST_TEXT = 500
LONGEST_NOTE = 500
BY_COMMAND = "a command"
# How many notes about one listing keep their words in one hour, so that nobody can bury the rest; worries about safety
# have far more room, of their own. The same words count once, and nobody is ever turned away.
MOST_IN_AN_HOUR = 6
MOST_WORRIES_IN_AN_HOUR = 200
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


@dataclass(frozen=True)
class Received:
    """The receipt somebody has now. Where too many wrote in this hour their words are not kept, only what was picked.

    `is_new` is False where just this was said already in this hour.
    """

    receipt: str
    words_kept: bool = True
    is_new: bool = False


def receive_report(
    db: Database, *, service_id: str, reason: ReportReason, text: str, receipt: str, is_safeguarding: bool, now: datetime
) -> Received:
    """Store a report once, however often it is sent.

    Something else under a receipt that is taken (somebody went back and changed it) gets a receipt of its own.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    report = ListingReport(
        id=0, service_id=service_id, reason=reason, text=text, is_safeguarding=is_safeguarding, received_at=hour
    )
    with writing(db):
        earlier = _under(db, receipt)
        if earlier and _says(earlier) == _says(report):
            return Received(receipt)
        receipt = new_receipt() if earlier else receipt
        received = _take_in(db, report, receipt)
        if is_safeguarding and reason.tells_of_listing and not has_line(db, service_id, reason):
            line = replace(report, text="", is_safeguarding=False, wordless=Wordless.WITH_THE_LEAD)
            add_report(db, line, hash_receipt(new_receipt()))
    return received


def find_report(db: Database, which: str) -> ListingReport:
    """Return one by its receipt or its number, or raise `ReportNotFound`."""
    receipt = read_receipt(which)
    if receipt:
        return get_report_by_receipt(db, hash_receipt(receipt))
    number = whole_number(which)
    if number is None:
        raise ReportNotFound("There is no report with that receipt or number.")
    return get_report(db, number)


def look_at(db: Database, which: str) -> ListingReport:
    """Mark a report as being looked at, unless it has been answered."""
    with writing(db):
        report = find_report(db, which)
        if report.state is ReportState.RECEIVED:
            report = replace(report, state=ReportState.LOOKING)
            save_report(db, report)
    return report


def hand_to_safeguarding(db: Database, which: str, *, now: datetime, by: str = BY_COMMAND) -> ListingReport:
    """Mark a report that turned out to be a worry about somebody's safety. Only an admin can hand it back."""
    with writing(db):
        report = replace(find_report(db, which), is_safeguarding=True)
        save_report(db, report)
        record(db, Action.HANDED_TO_SAFEGUARDING, report.service_id, by=by, now=now)
    return report


def hand_to_editors(db: Database, which: str, *, by: str, now: datetime) -> ListingReport:
    """Hand on what is no worry after all, in place of the line without words that editors had of it.

    May raise `AnsweredAlready`, and `DirectoryError` where somebody said themselves that it is not safe.
    """
    with writing(db):
        report = find_report(db, which)
        if report.state is ReportState.ANSWERED:
            raise AnsweredAlready("Somebody has answered this already.")
        if report.reason is ReportReason.NOT_SAFE:
            raise DirectoryError("Whoever wrote this said themselves that it is not safe. It stays here.")
        report = replace(report, is_safeguarding=False)
        drop_line(db, report.service_id, report.reason)
        save_report(db, report)
        record(db, Action.HANDED_TO_EDITORS, report.service_id, by=by, now=now)
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


def _take_in(db: Database, report: ListingReport, receipt: str) -> Received:
    """Store what is new. What was said before in this hour, or is too much, is only counted."""
    others = reports_of_hour(db, report.service_id, report.received_at, is_safeguarding=report.is_safeguarding)
    same = next((one for one in others if one.wordless is None and _says(one) == _says(report)), None)
    most = MOST_WORRIES_IN_AN_HOUR if report.is_safeguarding else MOST_IN_AN_HOUR
    is_too_many = same is None and sum(one.wordless is None for one in others) >= most
    if is_too_many:
        report = replace(report, text="", wordless=Wordless.TOO_MANY)
        alike = (one for one in others if one.wordless is Wordless.TOO_MANY and one.reason is report.reason)
        same = next(alike, None)
    if same:
        add_receipt(db, same.id, hash_receipt(receipt))
    else:
        add_report(db, report, hash_receipt(receipt))
    return Received(receipt, words_kept=not is_too_many, is_new=same is None)


def _says(report: ListingReport) -> tuple[str, ReportReason, str]:
    return report.service_id, report.reason, " ".join(report.text.casefold().split())

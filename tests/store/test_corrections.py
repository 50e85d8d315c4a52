from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import (
    RECEIPT_ALPHABET,
    ListingReport,
    ReportOutcome,
    ReportReason,
    ReportState,
    hash_receipt,
    new_receipt,
    read_receipt,
    show_receipt,
)
from directory.store.corrections import (
    add_report,
    get_report,
    get_report_by_receipt,
    list_waiting,
    reports_of_hour,
    save_report,
)
from directory.store.database import writing
from directory.store.services import save_service
from tests.builders import a_service

HOUR = datetime(2026, 11, 21, 20, tzinfo=UTC)


@pytest.fixture
def report(db, listed):
    """A report as it is stored, under the receipt AAAAAAAAAA."""
    service = listed(a_service())
    given = ListingReport(
        id=1, service_id=service.id, reason=ReportReason.WAIT, text="A year", is_safeguarding=False, received_at=HOUR
    )
    with writing(db):
        add_report(db, given, hash_receipt("AAAAAAAAAA"))
    return given


def test_a_report_comes_back_as_it_was_stored(db, report):
    assert get_report(db, 1) == report
    assert get_report_by_receipt(db, hash_receipt("AAAAAAAAAA")) == report


def test_an_answer_is_stored_whole_under_the_same_receipt(db, report):
    answered = replace(
        report, state=ReportState.ANSWERED, outcome=ReportOutcome.LEFT, note="It is right.", text="", answered_at=HOUR
    )
    with writing(db):
        save_report(db, answered)

    assert get_report_by_receipt(db, hash_receipt("AAAAAAAAAA")) == answered
    assert list_waiting(db, is_safeguarding=False) == ()


def test_reports_are_looked_for_by_listing_hour_and_kind(db, report):
    assert reports_of_hour(db, report.service_id, HOUR, is_safeguarding=False) == [report]
    assert reports_of_hour(db, report.service_id, HOUR, is_safeguarding=True) == []
    assert reports_of_hour(db, report.service_id, HOUR.replace(hour=21), is_safeguarding=False) == []
    assert reports_of_hour(db, "another", HOUR, is_safeguarding=False) == []


def test_a_listing_that_is_saved_anew_keeps_its_reports(db, report):
    with writing(db):
        save_service(db, a_service(id=report.service_id, slug="new", code="new01"))

    assert get_report(db, 1) == report


def test_an_unknown_report_is_said_to_be_unknown(db, report):
    for look in (lambda: get_report(db, 2), lambda: get_report_by_receipt(db, hash_receipt("BBBBBBBBBB"))):
        with pytest.raises(ReportNotFound, match="no report with that receipt or number"):
            look()


def test_receipts_are_long_enough_not_to_be_guessed_and_never_the_same():
    made = {new_receipt() for _ in range(1_000)}

    assert len(made) == 1_000
    assert all(read_receipt(show_receipt(code)) == code for code in made)
    assert len(RECEIPT_ALPHABET) ** len(made.pop()) >= 2**50

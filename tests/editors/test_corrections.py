"""What people say is wrong: read and answered by editors, and what only admins may read."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.events import Action
from directory.domain.listing_reports import ListingReport, ReportReason, hash_receipt
from directory.store.corrections import add_report, days_dealt_with, get_report
from directory.store.database import writing
from directory.store.events import list_events
from directory.upkeep.corrections import receive_report

RECEIPT, WORRY = "K7QM29FX3T", "K7QM29FX3V"


@pytest.fixture
def report(db, service):
    def run(text="Rings out", receipt=RECEIPT, *, is_safeguarding=False):
        told = ListingReport(
            id=0,
            service_id=service.id,
            reason=ReportReason.NUMBER,
            text=text,
            is_safeguarding=is_safeguarding,
            received_at=datetime.now(UTC) - timedelta(days=3),
        )
        with writing(db):
            add_report(db, told, hash_receipt(receipt))

    return run


def test_a_note_is_shown_with_its_age_and_its_words(editor, report):
    report()

    page = editor.open("/editors/corrections")

    assert "3 days ago" in page.text
    assert "Rings out" in page.text
    assert "The number does not work." in page.text


def test_danger_in_the_words_is_said(editor, report):
    report("I took all my tablets")

    assert "may be about an injury or overdose" in editor.open("/editors/corrections").text


def test_its_answer_is_what_the_receipt_shows(editor, report, browser):
    report()
    editor.open("/editors/corrections/1")

    page = editor.send("/editors/corrections/1", outcome="passed-on", note="They are changing the number.")

    assert "Answered." in page.text
    receipt = browser.open(f"/corrections/{RECEIPT}").text
    assert "passed it on to the people who run the service" in receipt
    assert "They are changing the number." in receipt


def test_why_it_is_left_must_be_said_and_nothing_typed_is_lost(editor, report):
    report()
    editor.open("/editors/corrections/1")

    page = editor.send("/editors/corrections/1", outcome="left", note="")

    assert "Say why in a sentence" in page.text
    assert any("checked" in box for box in page.all("input", value="left"))


def test_an_answer_is_taken_back(editor, report, db):
    report()
    editor.open("/editors/corrections/1")
    editor.send("/editors/corrections/1", outcome="fixed", note="")

    page = editor.send("/editors/corrections/1/take-back")

    assert "It waits again" in page.text
    assert get_report(db, 1).outcome is None
    assert [event.action for _, event in list_events(db)] == [Action.REOPENED_CORRECTION, Action.ANSWERED_CORRECTION]


def test_two_editors_do_not_answer_over_each_other(editor, report):
    report()
    editor.open("/editors/corrections/1")
    editor.send("/editors/corrections/1", outcome="fixed", note="")

    page = editor.send("/editors/corrections/1", outcome="left", note="It was right.")

    assert "Somebody has answered this already" in page.text


def test_a_note_is_found_by_its_receipt(editor, report):
    report()

    assert "Note 1" in editor.open("/editors/corrections?receipt=k7qm2-9fx3t").text
    assert "No note has that receipt" in editor.open("/editors/corrections?receipt=zzzzz").text


def test_a_worry_is_on_no_page_of_an_editor(editor, report):
    report("He shouted at her", WORRY, is_safeguarding=True)

    assert "shouted" not in editor.open("/editors/corrections").text
    assert editor.client.get("/editors/corrections/1", base_url="https://directory.example.org").status_code == 404


def test_what_is_handed_over_leaves_the_page_of_editors(editor, report):
    report("He shouted at her")
    editor.open("/editors/corrections/1")

    page = editor.send("/editors/corrections/1/hand-over")

    assert "safeguarding lead has it now" in page.text
    assert "shouted" not in page.text


def test_an_admin_closes_a_worry_and_what_was_done_is_for_admins_alone(sign_in, browser, another_browser, report, inbox):
    report("He shouted at her", WORRY, is_safeguarding=True)
    admin = sign_in(browser, "admin")
    assert "He shouted at her" in admin.open("/editors/safeguarding").text
    admin.open("/editors/safeguarding/1")

    page = admin.send("/editors/safeguarding/1", outcome="fixed", what_was_done="Rang the LADO, 3 May.", note="")

    assert "Rang the LADO" in page.text
    assert "LADO" not in another_browser.open(f"/corrections/{WORRY}").text
    assert "looked at it and acted on it" in another_browser.open(f"/corrections/{WORRY}").text
    assert inbox.all() == []


def test_a_worry_is_not_closed_before_it_is_said_what_was_done(sign_in, browser, report):
    report("He shouted at her", WORRY, is_safeguarding=True)
    admin = sign_in(browser, "admin")
    admin.open("/editors/safeguarding/1")

    page = admin.send("/editors/safeguarding/1", outcome="fixed", what_was_done="", note="")

    assert "Write down what was done" in page.text


def test_how_fast_they_are_dealt_with_can_be_counted(editor, report, db):
    report()
    report("Second", WORRY)
    editor.open("/editors/corrections/1")
    editor.send("/editors/corrections/1", outcome="fixed", note="")

    days = days_dealt_with(db, datetime.now(UTC) - timedelta(days=30))

    assert [(answered - received).days if answered else None for received, answered in days] == [3, None]


def test_a_worry_that_is_none_goes_to_the_editors_with_its_words(sign_in, browser, another_browser, service, db):
    told = {"service_id": service.id, "reason": ReportReason.CLOSED, "text": "It was dead quiet", "receipt": RECEIPT}
    receive_report(db, **told, is_safeguarding=True, now=datetime.now(UTC))
    eve, ada = sign_in(another_browser, "editor"), sign_in(browser, "admin")
    before = eve.open("/editors/corrections").text
    assert "Their words are with the safeguarding lead" in before
    assert "dead quiet" not in before

    ada.open("/editors/safeguarding/1")
    page = ada.send("/editors/safeguarding/1/hand-on")

    assert "The editors have it now" in page.text
    after = eve.open("/editors/corrections").text
    assert "dead quiet" in after
    assert "with the safeguarding lead." not in after
    assert [event.action for _, event in list_events(db)] == [Action.HANDED_TO_EDITORS]


def test_what_somebody_said_is_not_safe_stays_with_the_lead(sign_in, browser, service, db):
    told = {"service_id": service.id, "reason": ReportReason.NOT_SAFE, "text": "He shouted", "receipt": RECEIPT}
    receive_report(db, **told, is_safeguarding=True, now=datetime.now(UTC))
    ada = sign_in(browser, "admin")

    assert "no worry after all" not in ada.open("/editors/safeguarding/1").text
    assert "It stays here" in ada.send("/editors/safeguarding/1/hand-on").text
    assert get_report(db, 1).is_safeguarding

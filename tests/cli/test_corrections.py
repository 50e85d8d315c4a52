"""`flask corrections`, as an editor and a safeguarding lead type it."""

from datetime import date

import pytest

from directory.application import create_app
from directory.config import Settings
from directory.domain.listing_reports import ReportReason
from directory.store.corrections import get_report
from directory.upkeep.corrections import receive_report
from tests.builders import a_service

RECEIPTS = ("AAAAAAAAA1", "BBBBBBBBB2")


@pytest.fixture
def run(db, tmp_path, listed):
    """A runner on a directory with one report about a number and one worry about safety."""
    shelves = create_app(Settings(data=tmp_path / "data", secret_key="made up for tests only", safeguarding_lead="Pat"))
    service = listed(a_service("Boathouse", published_on=date(2026, 1, 2)))
    told = ((ReportReason.NUMBER, "Rings out"), (ReportReason.NOT_SAFE, "He shouted"))
    for (reason, text), receipt in zip(told, RECEIPTS, strict=True):
        receive_report(
            db, service_id=service.id, reason=reason, text=text, receipt=receipt,
            is_safeguarding=reason is ReportReason.NOT_SAFE, now=shelves.extensions["directory"].now(),
        )  # fmt: skip
    runner = shelves.test_cli_runner()
    return lambda *typed: runner.invoke(args=["corrections", *typed])


def test_worries_about_safety_are_listed_apart_and_for_the_lead_alone(run):
    for_editors, for_lead = run("list").output, run("list", "--safeguarding").output

    assert "Rings out" in for_editors
    assert "He shouted" not in for_editors
    assert "waiting for the safeguarding lead: 1" in for_editors
    assert "He shouted" in for_lead
    assert "Rings out" not in for_lead
    assert "safeguarding lead: Pat. Never for the provider" in for_lead


def test_looking_at_one_says_so(run):
    assert "being looked at" in run("look", "1").output
    assert "being looked at" in run("list").output


@pytest.mark.parametrize("which", ["1", "AAAAA-AAAA1", "aaaaaaaaa1"])
def test_one_is_answered_by_its_number_or_its_receipt_and_its_words_are_wiped(run, db, which):
    done = run("answer", which, "--outcome", "fixed", "--note", "New number.")
    report = get_report(db, 1)

    assert done.exit_code == 0, done.output
    assert (report.outcome, report.note, report.text) == ("fixed", "New number.", "")
    assert "Nothing waits" in run("list").output
    assert "Rings out" not in "\n".join(db.conn.iterdump())


def test_the_words_of_a_worry_are_kept_when_it_is_answered(run, db):
    run("answer", "2", "--outcome", "left", "--note", "We rang the council.")

    assert get_report(db, 2).text == "He shouted"


def test_what_turns_out_to_be_a_worry_is_handed_over(run):
    run("hand-over", "1")

    assert "Rings out" in run("list", "--safeguarding").output
    assert "Rings out" not in run("list").output


@pytest.mark.parametrize("which", ["99", "ZZZZZ-ZZZZZ", "no such thing"])
def test_an_unknown_one_is_said_to_be_unknown(run, which):
    done = run("answer", which, "--outcome", "fixed", "--note", "x")

    assert done.exit_code == 1
    assert "no report with that receipt or number" in done.output


def test_leaving_it_as_it_is_needs_a_reason(run):
    assert "Say why" in run("answer", "1", "--outcome", "left", "--note", " ").output

"""What people say is wrong with a listing: read, answered in plain words, and the answer taken back."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ReportOutcome
from directory.editors.blueprint import NUMBER, bp
from directory.editors.reports import Reports, problems
from directory.upkeep.corrections import find_report, hand_to_safeguarding
from directory.web.access import get_db, get_now
from directory.web.bell import ring

NOTES = Reports(
    is_safeguarding=False,
    noun="correction",
    every="corrections",
    answered_since=timedelta(days=30),
    outcomes={
        ReportOutcome.FIXED: "Put right",
        ReportOutcome.LEFT: "It was right: nothing to change",
        ReportOutcome.PASSED_ON: "Passed on to those who run it",
        ReportOutcome.CANNOT_TELL: "We cannot tell",
    },
    said={
        "answered": "Answered. Whoever has the receipt can read it now.",
        "looking": "Marked: whoever has the receipt reads that someone is looking at it.",
        "reopened": "The answer is taken back. It waits again.",
        "handed": "The safeguarding lead has it now. It is on no other page.",
        "no-receipt": "No note has that receipt or number. A receipt has ten letters and numbers, like K7QM2-9FX3T.",
    },
    asked=("outcome", "note"),
    unknown="There is no report with that receipt or number.",
    problems=problems,
)


@bp.get("/editors/corrections")
@open_to(Access.EDITOR)
def list_corrections() -> ResponseReturnValue:
    receipt = request.args.get("receipt", "").strip()
    return _find(receipt) if receipt else NOTES.show_all()


@bp.route(f"/editors/corrections/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def show_correction(number: int) -> ResponseReturnValue:
    return NOTES.show_or_answer(number)


@bp.post(f"/editors/corrections/{NUMBER}/look")
@open_to(Access.EDITOR)
def look_at_correction(number: int) -> ResponseReturnValue:
    return NOTES.look(number)


@bp.post(f"/editors/corrections/{NUMBER}/take-back")
@open_to(Access.EDITOR)
def reopen_correction(number: int) -> ResponseReturnValue:
    return NOTES.reopen(number)


@bp.post(f"/editors/corrections/{NUMBER}/hand-over")
@open_to(Access.EDITOR)
def hand_over_correction(number: int) -> ResponseReturnValue:
    hand_to_safeguarding(get_db(), str(NOTES.find(number).id), by=get_keeper().known_as, now=get_now())
    ring()
    return NOTES.back_to_all("handed")


def _find(receipt: str) -> ResponseReturnValue:
    try:
        report = find_report(get_db(), receipt)
    except ReportNotFound:
        return NOTES.back_to_all("no-receipt")
    page = "show_worry" if report.is_safeguarding else "show_correction"
    return redirect(url_for(f"editors.{page}", number=report.id), 303)

"""Worries about safety, for admins alone, who stand for the safeguarding lead. Never for a provider, and in no letter."""

from collections.abc import Mapping
from datetime import timedelta

from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import DirectoryError
from directory.domain.listing_reports import ReportOutcome
from directory.editors.blueprint import NUMBER, bp
from directory.editors.reports import Reports, problems
from directory.store.proposals import count_missing
from directory.upkeep.corrections import LONGEST_NOTE, hand_to_editors
from directory.web.access import get_db, get_now, get_site

LONGEST_DONE = 4 * LONGEST_NOTE


def _problems(typed: Mapping[str, str]) -> dict[str, str]:
    """An answer to whoever wrote is not asked for; what was done is."""
    found = problems({**typed, "note": typed["note"] or "-"})
    if not typed["what_was_done"]:
        found["what_was_done"] = "Write down what was done, and by whom"
    elif len(typed["what_was_done"]) > LONGEST_DONE:
        found["what_was_done"] = f"Use at most {LONGEST_DONE} letters."
    return found


WORRIES = Reports(
    is_safeguarding=True,
    noun="worry",
    every="worries",
    answered_since=timedelta(days=360),
    outcomes={
        ReportOutcome.FIXED: "We acted on it",
        ReportOutcome.PASSED_ON: "Passed on: to the council, the police or somebody else whose task it is",
        ReportOutcome.LEFT: "Looked at: there is no danger",
        ReportOutcome.CANNOT_TELL: "We cannot tell",
    },
    said={
        "answered": "Closed. What was done is kept here, for admins alone.",
        "looking": "Marked: whoever has the receipt reads that someone is looking at it.",
        "reopened": "It is open again. What was done stays written down.",
        "handed-on": "Handed on. The editors have it now, with its words.",
    },
    asked=("outcome", "note", "what_was_done"),
    unknown="There is no worry with that number.",
    problems=_problems,
)


@bp.get("/editors/safeguarding")
@open_to(Access.ADMIN)
def list_worries() -> str:
    return WORRIES.show_all(in_notes=count_missing(get_db(), is_worry=True), lead=get_site().safeguarding_lead)


@bp.route(f"/editors/safeguarding/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def show_worry(number: int) -> ResponseReturnValue:
    return WORRIES.show_or_answer(number)


@bp.post(f"/editors/safeguarding/{NUMBER}/look")
@open_to(Access.ADMIN)
def look_at_worry(number: int) -> ResponseReturnValue:
    return WORRIES.look(number)


@bp.post(f"/editors/safeguarding/{NUMBER}/take-back")
@open_to(Access.ADMIN)
def reopen_worry(number: int) -> ResponseReturnValue:
    return WORRIES.reopen(number)


@bp.post(f"/editors/safeguarding/{NUMBER}/hand-on")
@open_to(Access.ADMIN)
def hand_on_report(number: int) -> ResponseReturnValue:
    """To the editors: its words only seemed to tell of danger."""
    report = WORRIES.find(number)
    try:
        hand_to_editors(get_db(), str(report.id), by=get_keeper().known_as, now=get_now())
    except DirectoryError as error:
        return WORRIES.show(report, said=str(error))
    return WORRIES.back_to_all("handed-on")

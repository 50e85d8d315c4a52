"""What people say is wrong with a listing: read, answered in plain words, and the answer taken back."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ListingReport, ReportOutcome
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.store.corrections import count_more_receipts, list_answered, list_waiting
from directory.store.organisations import get_organisations
from directory.store.services import get_service, get_services
from directory.upkeep.conduct import understand_note
from directory.upkeep.corrections import (
    LONGEST_NOTE,
    REASON_WORDS,
    AnsweredAlready,
    answer_report,
    find_report,
    hand_to_safeguarding,
    look_at,
    take_answer_back,
)
from directory.web.access import get_db, get_directory, get_now
from directory.web.bell import ring

NUMBER = "<int(max=999999999):number>"
ANSWERED_SINCE = timedelta(days=30)
OUTCOMES = {
    ReportOutcome.FIXED: "Put right",
    ReportOutcome.LEFT: "It was right: nothing to change",
    ReportOutcome.PASSED_ON: "Passed on to those who run it",
    ReportOutcome.CANNOT_TELL: "We cannot tell",
}
OF_WORRY = {
    ReportOutcome.FIXED: "We acted on it",
    ReportOutcome.PASSED_ON: "Passed on: to the council, the police or somebody else whose task it is",
    ReportOutcome.LEFT: "Looked at: there is no danger",
    ReportOutcome.CANNOT_TELL: "We cannot tell",
}
SAID = {
    "answered": "Answered. Whoever has the receipt can read it now.",
    "looking": "Marked: whoever has the receipt reads that someone is looking at it.",
    "reopened": "The answer is taken back. It waits again.",
    "handed": "The safeguarding lead has it now. It is on no other page.",
    "no-receipt": "No note has that receipt or number. A receipt has ten letters and numbers, like K7QM2-9FX3T.",
}
DANGERS = {
    "injury": "an injury or overdose",
    "unsafe-now": "somebody who is not safe now",
    "suicide": "suicide",
    "abuse": "abuse",
    "voices": "voices that tell to do harm",
    "medical-eating": "eating so little that it is dangerous",
    "sextortion": "threats to share pictures",
    "nowhere-tonight": "nowhere to sleep tonight",
    "harm-to-others": "harm to others",
}


@dataclass(frozen=True)
class Shown:
    """A report as an editor reads it. `danger` is what its words may tell of, `others` how many said the same."""

    report: ListingReport
    service: Service
    organisation: str
    reason: str
    days: int
    outcome: str
    danger: str
    others: int


@bp.get("/editors/corrections")
@open_to(Access.EDITOR)
def list_corrections() -> ResponseReturnValue:
    receipt = request.args.get("receipt", "").strip()
    if receipt:
        return _find(receipt)
    return render_template(
        "editors/corrections.html",
        waiting=shown(list_waiting(get_db(), is_safeguarding=False)),
        answered=shown(list_answered(get_db(), get_now() - ANSWERED_SINCE, is_safeguarding=False)),
        said=SAID.get(request.args.get("said", "")),
    )


@bp.route(f"/editors/corrections/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def show_correction(number: int) -> ResponseReturnValue:
    report = _report(number)
    if request.method != "POST":
        return _show(report, {}, {})
    typed = {name: request.form.get(name, "").strip() for name in ("outcome", "note")}
    errors = problems(typed)
    if errors:
        return _show(report, typed, errors)
    try:
        answer(number, typed)
    except AnsweredAlready as error:
        return _show(report, typed, {}, f"{error} You wrote: {typed['note'] or 'nothing'}")
    return redirect(url_for("editors.list_corrections", said="answered"), 303)


@bp.post(f"/editors/corrections/{NUMBER}/look")
@open_to(Access.EDITOR)
def look_at_correction(number: int) -> ResponseReturnValue:
    return mark(_report(number), "editors.show_correction")


@bp.post(f"/editors/corrections/{NUMBER}/take-back")
@open_to(Access.EDITOR)
def reopen_correction(number: int) -> ResponseReturnValue:
    return reopen(_report(number), "editors.show_correction")


@bp.post(f"/editors/corrections/{NUMBER}/hand-over")
@open_to(Access.EDITOR)
def hand_over_correction(number: int) -> ResponseReturnValue:
    hand_to_safeguarding(get_db(), str(_report(number).id), by=get_keeper().known_as, now=get_now())
    ring()
    return redirect(url_for("editors.list_corrections", said="handed"), 303)


def mark(report: ListingReport, page: str) -> ResponseReturnValue:
    """Whoever has the receipt reads that someone is looking at it."""
    look_at(get_db(), str(report.id))
    return redirect(url_for(page, number=report.id, said="looking"), 303)


def reopen(report: ListingReport, page: str) -> ResponseReturnValue:
    take_answer_back(get_db(), str(report.id), by=get_keeper().known_as, now=get_now())
    return redirect(url_for(page, number=report.id, said="reopened"), 303)


def shown(reports: tuple[ListingReport, ...]) -> list[Shown]:
    """Each with its listing, who runs it, and how long it has waited."""
    services = {one.id: one for one in get_services(get_db(), list({one.service_id for one in reports}))}
    runners = get_organisations(get_db(), {one.organisation_id for one in services.values()})
    others = count_more_receipts(get_db())

    def show(report: ListingReport) -> Shown:
        service = services[report.service_id]
        return _shown(report, service, runners[service.organisation_id].name, others.get(report.id, 0))

    return [show(one) for one in reports]


def show_one(report: ListingReport) -> Shown:
    get_service(get_db(), report.service_id)
    return shown((report,))[0]


def problems(typed: dict[str, str]) -> dict[str, str]:
    """What is to be put right in an answer, by the name of the field."""
    found = {}
    if typed["outcome"] not in list(ReportOutcome):
        found["outcome"] = "Select what came of it"
    elif typed["outcome"] != ReportOutcome.FIXED and not typed["note"]:
        found["note"] = "Say why in a sentence. Whoever wrote to us reads it."
    if len(typed["note"]) > LONGEST_NOTE:
        found["note"] = f"Use at most {LONGEST_NOTE} letters. You have used {len(typed['note'])}."
    return found


def answer(number: int, typed: dict[str, str], what_was_done: str = "") -> None:
    answer_report(
        get_db(),
        str(number),
        outcome=ReportOutcome(typed["outcome"]),
        note=typed["note"],
        what_was_done=what_was_done,
        instead=False,
        by=get_keeper().known_as,
        now=get_now(),
    )


def _shown(report: ListingReport, service: Service, organisation: str, others: int) -> Shown:
    words = OF_WORRY if report.is_safeguarding else OUTCOMES
    return Shown(
        report=report,
        service=service,
        organisation=organisation,
        reason=REASON_WORDS[report.reason],
        days=(get_now().date() - report.received_at.date()).days,
        outcome=words[report.outcome] if report.outcome else "",
        danger=_danger(report.text),
        others=others,
    )


def _danger(text: str) -> str:
    crisis = understand_note(get_directory().understanding, text).crisis if text else None
    return DANGERS.get(crisis.value, crisis.value) if crisis else ""


def _report(number: int) -> ListingReport:
    """One that is no worry about safety, or raise `ReportNotFound`: those are on a page of their own."""
    report = find_report(get_db(), str(number))
    if report.is_safeguarding:
        raise ReportNotFound("There is no report with that receipt or number.")
    return report


def _find(receipt: str) -> ResponseReturnValue:
    try:
        report = find_report(get_db(), receipt)
    except ReportNotFound:
        return redirect(url_for("editors.list_corrections", said="no-receipt"), 303)
    page = "show_worry" if report.is_safeguarding else "show_correction"
    return redirect(url_for(f"editors.{page}", number=report.id), 303)


def _show(report: ListingReport, typed: dict[str, str], errors: dict[str, str], said: str = "") -> str:
    return render_template(
        "editors/correction.html",
        one=show_one(report),
        typed=typed,
        errors=errors,
        outcomes=[(outcome.value, words) for outcome, words in OUTCOMES.items()],
        said=said or SAID.get(request.args.get("said", "")),
    )

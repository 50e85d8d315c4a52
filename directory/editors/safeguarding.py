"""Worries about safety, for admins alone, who stand for the safeguarding lead. Never for a provider, and in no letter."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import DirectoryError, ReportNotFound
from directory.domain.listing_reports import ListingReport
from directory.editors.blueprint import bp
from directory.editors.corrections import (
    ANSWERED_SINCE,
    NUMBER,
    OF_WORRY,
    answer,
    mark,
    problems,
    reopen,
    show_one,
    shown,
)
from directory.store.corrections import list_answered, list_waiting
from directory.store.proposals import count_missing
from directory.upkeep.corrections import LONGEST_NOTE, AnsweredAlready, find_report, hand_to_editors
from directory.web.access import get_db, get_now, get_site

SAID = {
    "answered": "Closed. What was done is kept here, for admins alone.",
    "looking": "Marked: whoever has the receipt reads that someone is looking at it.",
    "reopened": "It is open again. What was done stays written down.",
    "handed-on": "Handed on. The editors have it now, with its words.",
}


@bp.get("/editors/safeguarding")
@open_to(Access.ADMIN)
def list_worries() -> str:
    since = get_now() - 12 * ANSWERED_SINCE
    return render_template(
        "editors/worries.html",
        waiting=shown(list_waiting(get_db(), is_safeguarding=True)),
        answered=shown(list_answered(get_db(), since, is_safeguarding=True)),
        in_notes=count_missing(get_db(), is_worry=True),
        lead=get_site().safeguarding_lead,
        said=SAID.get(request.args.get("said", "")),
    )


@bp.route(f"/editors/safeguarding/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def show_worry(number: int) -> ResponseReturnValue:
    report = _worry(number)
    if request.method != "POST":
        return _show(report, {"what_was_done": report.what_was_done or ""}, {})
    typed = {name: request.form.get(name, "").strip() for name in ("outcome", "note", "what_was_done")}
    errors = _problems(typed)
    if errors:
        return _show(report, typed, errors)
    try:
        answer(number, typed, typed["what_was_done"])
    except AnsweredAlready as error:
        return _show(report, typed, {}, f"{error} You wrote: {typed['what_was_done']}")
    return redirect(url_for("editors.list_worries", said="answered"), 303)


@bp.post(f"/editors/safeguarding/{NUMBER}/look")
@open_to(Access.ADMIN)
def look_at_worry(number: int) -> ResponseReturnValue:
    return mark(_worry(number), "editors.show_worry")


@bp.post(f"/editors/safeguarding/{NUMBER}/take-back")
@open_to(Access.ADMIN)
def reopen_worry(number: int) -> ResponseReturnValue:
    return reopen(_worry(number), "editors.show_worry")


@bp.post(f"/editors/safeguarding/{NUMBER}/hand-on")
@open_to(Access.ADMIN)
def hand_on_report(number: int) -> ResponseReturnValue:
    """To the editors: its words only seemed to tell of danger."""
    report = _worry(number)
    try:
        hand_to_editors(get_db(), str(report.id), by=get_keeper().known_as, now=get_now())
    except DirectoryError as error:
        return _show(report, {"what_was_done": report.what_was_done or ""}, {}, str(error))
    return redirect(url_for("editors.list_worries", said="handed-on"), 303)


def _problems(typed: dict[str, str]) -> dict[str, str]:
    """An answer to whoever wrote is not asked for; what was done is."""
    found = problems(typed | {"note": typed["note"] or "-"})
    if not typed["what_was_done"]:
        found["what_was_done"] = "Write down what was done, and by whom"
    elif len(typed["what_was_done"]) > 4 * LONGEST_NOTE:
        found["what_was_done"] = f"Use at most {4 * LONGEST_NOTE} letters."
    return found


def _worry(number: int) -> ListingReport:
    report = find_report(get_db(), str(number))
    if not report.is_safeguarding:
        raise ReportNotFound("There is no worry with that number.")
    return report


def _show(report: ListingReport, typed: dict[str, str], errors: dict[str, str], said: str = "") -> str:
    return render_template(
        "editors/worry.html",
        one=show_one(report),
        typed=typed,
        errors=errors,
        outcomes=[(outcome.value, words) for outcome, words in OF_WORRY.items()],
        lead=get_site().safeguarding_lead,
        said=said or SAID.get(request.args.get("said", "")),
    )

"""Answering what somebody told us about a service that is missing. Worries among these are for admins alone."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.proposals import MissingOutcome, MissingService, ProposalAnswered, ProposalNotFound
from directory.editors.blueprint import NUMBER, bp
from directory.editors.new_listings import SAID
from directory.store.proposals import get_missing, list_missing
from directory.upkeep.likeness import listings_like
from directory.upkeep.missing import answer_missing, move_missing
from directory.web.access import get_db, get_now, get_site
from directory.web.bell import ring

LONGEST_NOTE = 300
OUTCOMES = (
    (MissingOutcome.ASKED, "We have asked the people who run it"),
    (MissingOutcome.LISTED, "It is listed now"),
    (MissingOutcome.HERE_ALREADY, "It was here already"),
    (MissingOutcome.LEFT, "We could not list it"),
)


@bp.route(f"/editors/new/notes/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def show_note(number: int) -> ResponseReturnValue:
    return _answer(_note(number, is_worry=False), "editors.list_new", "answered")


@bp.get("/editors/new/worries")
@open_to(Access.ADMIN)
def list_note_worries() -> str:
    return render_template(
        "editors/new_worries.html",
        notes=list_missing(get_db(), is_worry=True),
        lead=get_site().safeguarding_lead,
        said=SAID.get(request.args.get("said", "")),
    )


@bp.route(f"/editors/new/worries/{NUMBER}", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def show_note_worry(number: int) -> ResponseReturnValue:
    return _answer(_note(number, is_worry=True), "editors.list_note_worries", "kept")


@bp.post(f"/editors/new/notes/{NUMBER}/hand-on")
@open_to(Access.EDITOR)
def hand_on_note(number: int) -> ResponseReturnValue:
    """To the safeguarding lead: it then leaves the editors' page."""
    return _hand_on(_note(number, is_worry=False), "editors.list_new")


@bp.post(f"/editors/new/worries/{NUMBER}/hand-on")
@open_to(Access.ADMIN)
def hand_on_worry(number: int) -> ResponseReturnValue:
    """To the editors: its words only seemed to tell of danger."""
    return _hand_on(_note(number, is_worry=True), "editors.list_note_worries")


def _hand_on(note: MissingService, back: str) -> ResponseReturnValue:
    try:
        move_missing(get_db(), note.id, is_worry=not note.is_worry, by=get_keeper().known_as, now=get_now())
    except ProposalAnswered:
        return redirect(url_for(back, said="answered-before"), 303)
    if not note.is_worry:
        ring()
    return redirect(url_for(back, said="handed-on"), 303)


def _note(number: int, *, is_worry: bool) -> MissingService:
    """Return one, or raise `ProposalNotFound`: an editor never opens a worry."""
    found = get_missing(get_db(), number)
    if found.is_worry is not is_worry:
        raise ProposalNotFound("There is no note with that number.")
    return found


def _answer(note: MissingService, back: str, said: str) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "").strip() for name in ("outcome", "note")}
    errors = _problems(typed) if request.method == "POST" else {}
    if request.method != "POST" or errors:
        return _show(note, typed, errors, back)
    try:
        answer_missing(
            get_db(),
            note.id,
            outcome=MissingOutcome(typed["outcome"]),
            note=typed["note"],
            by=get_keeper().known_as,
            now=get_now(),
        )
    except ProposalAnswered:
        said = "answered-before"
    return redirect(url_for(back, said=said), 303)


def _problems(typed: dict[str, str]) -> dict[str, str]:
    if typed["outcome"] not in list(MissingOutcome):
        return {"outcome": "Select what came of it"}
    if typed["outcome"] == MissingOutcome.LEFT and not typed["note"]:
        return {"note": "Enter why, in a sentence that a child can read"}
    if len(typed["note"]) > LONGEST_NOTE:
        return {"note": f"Use at most {LONGEST_NOTE} letters. You have used {len(typed['note'])}."}
    return {}


def _show(note: MissingService, typed: dict[str, str], errors: dict[str, str], back: str) -> str:
    return render_template(
        "editors/new_note.html",
        note=note,
        back=url_for(back),
        alike=listings_like(get_db(), names=(note.name,), contacts=(note.place,), public=False),
        outcomes=[(outcome.value, words) for outcome, words in OUTCOMES],
        typed=typed,
        errors=errors,
        lead=get_site().safeguarding_lead,
    )

"""The phone-check sheet of one listing: ring, tick, save, and on to the next."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import EditConflict
from directory.domain.checks import CheckMethod, CheckOutcome
from directory.domain.errors import ServiceNotFound
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.editors.checks import SCOPES, all_overdue, read_asked
from directory.editors.ringing_facts import Sheet, sheet_of
from directory.store.checks import ids_checked_on
from directory.store.services import get_service_by_slug, get_services
from directory.upkeep.calls import Answers, record_answers, record_no_answer
from directory.upkeep.checks import NotInThisCheck
from directory.upkeep.overdue import next_after
from directory.web.access import get_db, get_now

ROLE = "an editor of this directory"
METHODS = {
    CheckMethod.RANG: "We rang them",
    CheckMethod.WEBSITE: "Their own website says so",
    CheckMethod.TOLD_US: "They told us another way",
}
ANSWERS = (("right", "Still right"), ("changed", "It has changed"), ("", "Did not ask"))
OUTCOMES = {"right": CheckOutcome.CONFIRMED, "changed": CheckOutcome.CHANGED}
SAID = {
    "saved": "Saved: {}. This is the next one.",
    "no-answer": "Kept: {} did not answer. This is the next one.",
    "changed": "Saved. Now change what is not right any more. Then press “All of this is right”.",
}
MOVED = "Somebody has changed this listing since you opened it. Look once more at what is written here now, then save again."


@bp.get("/editors/checks/<slug>")
@open_to(Access.EDITOR)
def ring(slug: str) -> str:
    return _show(get_service_by_slug(get_db(), slug))


@bp.post("/editors/checks/<slug>")
@open_to(Access.EDITOR)
def save_ring(slug: str) -> ResponseReturnValue:
    """One of three buttons: all right, what is ticked, or nobody answered."""
    service, act = get_service_by_slug(get_db(), slug), request.form.get("act", "")
    if act == "no-answer":
        _nobody_answered(sheet_of(service))
        return _go_on(service, "no-answer")
    answers = _all_right(sheet_of(service)) if act == "right" else _ticked()
    try:
        record_answers(get_db(), service.id, answers, by=get_keeper().known_as, role=ROLE, now=get_now())
    except EditConflict:
        return _show(service, {"facts": MOVED})
    except NotInThisCheck:
        return _show(service, {"facts": "Say for at least one part whether it is still right, or press “Rang, no answer”"})
    if CheckOutcome.CHANGED in answers.outcomes.values():
        return redirect(url_for("editors.ring", slug=slug, said="changed", **read_asked().query), 303)
    return _go_on(service, "saved")


def _show(service: Service, errors: dict[str, str] | None = None) -> str:
    asked, sheet = read_asked(), sheet_of(service)
    return render_template(
        "editors/ring.html",
        sheet=sheet,
        service=service,
        asked=asked,
        methods=[(one.value, label) for one, label in METHODS.items()],
        answers=ANSWERS,
        typed=request.form,
        has_changed=request.args.get("said") == "changed",
        left=len(asked.of(all_overdue())),
        said=_said(),
        errors=errors or {},
    )


def _nobody_answered(sheet: Sheet) -> None:
    """Once for each call: the second press of the same button is none."""
    if request.form.get("rang", "") == str(len(sheet.rang)):
        record_no_answer(get_db(), sheet.service.id, by=get_keeper().known_as, role=ROLE, now=get_now())


def _all_right(sheet: Sheet) -> Answers:
    right = {part.scope: CheckOutcome.CONFIRMED for part in sheet.parts}
    return Answers(_method(), right, sheet.from_prose, _made_from())


def _ticked() -> Answers:
    told = {scope: request.form.get(scope.value, "") for scope in SCOPES}
    outcomes = {scope: OUTCOMES[answer] for scope, answer in told.items() if answer in OUTCOMES}
    return Answers(_method(), outcomes, frozenset(request.form.getlist("confirms")), _made_from())


def _method() -> CheckMethod:
    typed = request.form.get("method", "")
    return CheckMethod(typed) if typed in list(CheckMethod) else CheckMethod.RANG


def _made_from() -> int:
    typed = request.form.get("made_from", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


def _go_on(service: Service, said: str) -> ResponseReturnValue:
    """To the next listing of the list that nobody has rung or asked about today."""
    asked = read_asked()
    listings = asked.of(all_overdue())
    following = next_after(listings, service.id, ids_checked_on(get_db(), get_now().date()))
    if following is None:
        return redirect(url_for("editors.list_checks", said="done", **asked.query), 303)
    slug = get_services(get_db(), [following.service_id])[0].slug
    return redirect(url_for("editors.ring", slug=slug, said=said, after=service.slug, **asked.query), 303)


def _said() -> str:
    sentence = SAID.get(request.args.get("said", ""), "")
    try:
        return sentence.format(get_service_by_slug(get_db(), request.args.get("after", "")).name)
    except ServiceNotFound:
        return sentence if "{}" not in sentence else "Saved. This is the next one."

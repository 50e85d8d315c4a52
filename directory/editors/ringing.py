"""The phone-check sheet of one listing: ring, tick, save, and on to the next."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import EditConflict
from directory.domain.checks import CheckMethod, CheckOutcome
from directory.domain.errors import ServiceNotFound
from directory.domain.events import Action
from directory.domain.numbers import whole_number
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.editors.checks import SCOPES, all_overdue, read_asked
from directory.editors.ringing_facts import Sheet, sheet_of
from directory.keeping.who import who
from directory.store.checks import ids_checked_on
from directory.store.events import list_events
from directory.store.services import get_service_by_slug, get_services
from directory.upkeep.calls import Answers, CheckedSince, record_answers, record_no_answer
from directory.upkeep.checks import NotInThisCheck
from directory.upkeep.overdue import next_after
from directory.web.access import get_db, get_now
from directory.web.filters import clock

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
    "left-out": "Saved: {}. Parts that say only “not told us” stay due: nothing is there to be right. This is the next one.",
    "no-answer": "Kept: {} did not answer. This is the next one.",
    "changed": "Saved. Now change what is not right any more. Then press “All of this is right”.",
}
LATELY = timedelta(hours=1)
CHECKED_SINCE = "Somebody has checked this listing since you opened it."
IF_YOU_RANG = "Nothing of yours is stored yet. If you rang them too, save once more."
SAY_ONE = "Say for at least one part whether it is still right, or press “Rang, no answer”"
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
    sheet = sheet_of(service)
    answers = _all_right(sheet) if act == "right" else _ticked(sheet)
    if nothing := _confirms_nothing(sheet, answers, act):
        return _show(service, {"facts": nothing})
    try:
        record_answers(get_db(), service.id, answers, by=get_keeper().known_as, role=ROLE, now=get_now())
    except CheckedSince:
        return _checked_since(service)
    except (EditConflict, NotInThisCheck) as error:
        return _show(service, {"facts": MOVED if isinstance(error, EditConflict) else SAY_ONE})
    if CheckOutcome.CHANGED in answers.outcomes.values():
        return redirect(url_for("editors.ring", slug=slug, said="changed", **read_asked().query), 303)
    return _go_on(service, "saved" if act != "right" or all(part.is_told for part in sheet.parts) else "left-out")


def _checked_since(service: Service) -> ResponseReturnValue:
    """The second press of one person is none; another person is told of the first."""
    if _just_checked(service, by_others=False):
        return _go_on(service, "saved")
    return _show(service, {"facts": f"{_just_checked(service) or CHECKED_SINCE} {IF_YOU_RANG}"})


def _just_checked(service: Service, *, by_others: bool = True) -> str:
    """Who wrote down the last check of it within the hour, in a sentence; nothing where it was the other way round."""
    last = next(iter(list_events(get_db(), subject_id=service.id, action=Action.CHECKED, most=1)), None)
    if last is None or get_now() - last[1].at > LATELY or (last[1].by != get_keeper().known_as) is not by_others:
        return ""
    at = last[1].at.astimezone(get_now().tzinfo).time()
    return f"{who(get_db())(last[1].by)} has just checked this listing, at {clock(at)}."


def _confirms_nothing(sheet: Sheet, answers: Answers, act: str) -> str:
    untold = {part.scope: part.heading for part in sheet.parts if not part.is_told}
    wrong = [untold[one] for one, outcome in answers.outcomes.items() if outcome is CheckOutcome.CONFIRMED and one in untold]
    if not wrong and (act != "right" or answers.outcomes):
        return ""
    parts = " and ".join(f"“{heading}”" for heading in wrong or untold.values())
    return f"We are told nothing under {parts}, so it cannot be right. Ask them, and put in what they say."


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
        just_checked=_just_checked(service),
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
    right = {part.scope: CheckOutcome.CONFIRMED for part in sheet.parts if part.is_told}
    return Answers(_method(), right, sheet.from_prose, _made_from(), _checks(sheet))


def _ticked(sheet: Sheet) -> Answers:
    told = {scope: request.form.get(scope.value, "") for scope in SCOPES}
    outcomes = {scope: OUTCOMES[answer] for scope, answer in told.items() if answer in OUTCOMES}
    return Answers(_method(), outcomes, frozenset(request.form.getlist("confirms")), _made_from(), _checks(sheet))


def _method() -> CheckMethod:
    typed = request.form.get("method", "")
    return CheckMethod(typed) if typed in list(CheckMethod) else CheckMethod.RANG


def _made_from() -> int:
    return whole_number(request.form.get("made_from", "")) or 0


def _checks(sheet: Sheet) -> int:
    """How many there were when the sheet was opened."""
    number = whole_number(request.form.get("checks", ""))
    return sheet.checks if number is None else number


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

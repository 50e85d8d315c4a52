"""Councils' numbers for a worry about a child: what is missing, what is to be rung again, and changing them."""

from collections.abc import Mapping
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlite_utils import Database

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.council_checks import DAY_LABEL, NIGHT_LABEL
from directory.domain.errors import TermNotFound
from directory.domain.invented_numbers import is_invented
from directory.domain.phone_numbers import read_phone_number
from directory.domain.places import COUNTY_PREFIX, LOCAL_AUTHORITY_PREFIXES, CouncilNumber
from directory.editors.blueprint import bp
from directory.editors.checks import get_cycles
from directory.keeping.who import who
from directory.store.areas import get_areas
from directory.upkeep.council_numbers import (
    CouncilState,
    NumbersChangedMeanwhile,
    change_council,
    check_council,
    state_of_council,
    states_of_councils,
)
from directory.web.access import get_db, get_directory, get_now

LONGEST_HOURS = 120
USUAL_HOURS = {
    "day": "Monday to Friday, 9am to 5pm",
    "night": "Evenings, nights, weekends and bank holidays",
}
LABELS = {"day": DAY_LABEL, "night": NIGHT_LABEL}
SAID = {
    "checked": "Written down: you rang, and they are right.",
    "changed": "Saved. People see it from now on.",
    "same": "Nothing was different, so nothing was changed.",
    "moved": "Somebody has changed these numbers since you opened the page. Look once more.",
}
Typed = Mapping[str, str]


@bp.get("/editors/councils")
@open_to(Access.EDITOR)
def list_councils() -> ResponseReturnValue:
    code = request.args.get("code", "")
    if code:
        return redirect(url_for("editors.change_council_numbers", code=code[:20]), 303)
    db, covered = get_db(), get_covered()
    return render_template(
        "editors/councils.html",
        states=states_of_councils(db, covered, today=get_now().date(), cycles=get_cycles()),
        covered=covered,
        areas=sorted((one.code, one.short_name) for one in get_areas(db) if is_council(one.code)),
        who=who(db),
        said=SAID.get(request.args.get("said", "")),
    )


@bp.post("/editors/councils/<code>/check")
@open_to(Access.EDITOR)
def check_council_numbers(code: str) -> ResponseReturnValue:
    said = "checked"
    try:
        seen = request.form.get("seen", "")
        check_council(get_db(), code, seen=seen, by=get_keeper().known_as, now=get_now())
    except NumbersChangedMeanwhile:
        said = "moved"
    return redirect(url_for("editors.list_councils", said=said), 303)


@bp.route("/editors/councils/<code>", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def change_council_numbers(code: str) -> ResponseReturnValue:
    if not is_council(code):
        raise TermNotFound(f"There is no council with the code {code}.")
    state = state_of_council(get_db(), code, today=get_now().date(), cycles=get_cycles())
    if request.method != "POST":
        return _form(state, _typed_of(state), {})
    numbers, errors = read_numbers(state, request.form)
    if errors:
        return _form(state, request.form, errors)
    try:
        changed = change_council(
            get_db(),
            code,
            numbers,
            seen=request.form.get("seen", ""),
            is_checked=bool(request.form.get("rang")),
            by=get_keeper().known_as,
            now=get_now(),
        )
    except NumbersChangedMeanwhile as error:
        return _form(state, request.form, {"day_number": str(error)})
    said = "changed" if changed else "checked" if request.form.get("rang") else "same"
    return redirect(url_for("editors.list_councils", said=said), 303)


def count_councils_to_see_to(db: Database, now: datetime) -> int:
    """Those with a number missing or due."""
    states = states_of_councils(db, get_covered(), today=now.date(), cycles=get_cycles())
    return sum(bool(one.missing or one.is_due) for one in states)


def get_covered() -> tuple[str, ...]:
    shelves = get_directory()
    return tuple(shelves.gazetteer.current_codes(shelves.settings.councils))


def is_council(code: str) -> bool:
    return code.startswith((COUNTY_PREFIX, *LOCAL_AUTHORITY_PREFIXES))


def read_numbers(state: CouncilState, typed: Typed) -> tuple[list[CouncilNumber], dict[str, str]]:
    """The numbers that were typed, after them any others the council has; and what is to be put right."""
    numbers, errors = [], {}
    for part, label in LABELS.items():
        number, hours = (" ".join(typed.get(f"{part}_{name}", "").split()) for name in ("number", "hours"))
        mistake = _mistake(number) if number else ""
        if mistake:
            errors[f"{part}_number"] = mistake
        elif number and not 0 < len(hours) <= LONGEST_HOURS:
            errors[f"{part}_hours"] = f"Enter when it is the right number, in at most {LONGEST_HOURS} letters"
        elif number:
            numbers.append(_made(state, label, number, hours))
    others = [one.number for one in state.numbers if one.number.label not in LABELS.values()]
    if not numbers and not others and not errors:
        errors["day_number"] = "Enter at least one number"
    return [*numbers, *others], errors


def _made(state: CouncilState, label: str, number: str, hours: str) -> CouncilNumber:
    """A note stays with its number only."""
    notes = {(one.number.label, one.number.number): one.number.note for one in state.numbers}
    return CouncilNumber(state.area.code, label, number, hours, notes.get((label, number)))


def _mistake(number: str) -> str:
    try:
        read_phone_number(number, fewest=9, most=13)
    except ValueError as error:
        return str(error)
    if get_directory().settings.live and is_invented(number):
        return "Nobody answers this number: it is kept for films. Enter the real one"
    return ""


def _typed_of(state: CouncilState) -> Typed:
    typed = {f"{part}_hours": hours for part, hours in USUAL_HOURS.items()}
    for part, label in LABELS.items():
        for one in state.numbers:
            if one.number.label == label:
                typed |= {f"{part}_number": one.number.number, f"{part}_hours": one.number.hours}
    return typed


def _form(state: CouncilState, typed: Typed, errors: dict[str, str]) -> str:
    return render_template("editors/council.html", state=state, typed=typed, errors=errors, labels=LABELS)

"""The numbers on every page, for admins: check them each month, and change one only when asked twice."""

import re
from collections.abc import Mapping
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlite_utils import Database

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.crisis import CrisisLine
from directory.domain.errors import TermNotFound
from directory.editors.blueprint import bp
from directory.editors.checks import get_cycles
from directory.importing.seed_numbers import read_crisis_lines
from directory.store.crisis_lines import get_crisis_lines
from directory.store.listings import names_with_number
from directory.upkeep.checks import due_crisis_lines
from directory.upkeep.crisis_lines import (
    LineChangedMeanwhile,
    add_line,
    change_line,
    confirm_lines,
    mark_of,
    missing_lines,
    states_of_lines,
)
from directory.web.access import get_db, get_directory, get_now
from directory.web.lengths import too_long

LONGEST = 80
WORDS = ("name", "what_to_do", "who_for", "hours")
LABELS = {"name": "Enter what it is called", "what_to_do": "Enter what to do", "who_for": "Enter who it is for",
          "hours": "Enter when it is open"}  # fmt: skip
SAID = {
    "checked": "Written down. Thank you.",
    "changed": "It is on every page now. Confirm it once more: the check was of the line as it was.",
    "same": "Nothing was different, so nothing was changed.",
    "taken": "Taken over. It is on every page now. Confirm it once more.",
}
Typed = Mapping[str, str]


@bp.get("/editors/crisis-lines")
@open_to(Access.ADMIN)
def list_crisis_lines(errors: dict[str, str] | None = None) -> str:
    db, seed = get_db(), _seed()
    return render_template(
        "editors/crisis_lines.html",
        states=states_of_lines(db, seed.values(), today=get_now().date(), cycles=get_cycles()),
        missing=missing_lines(db, seed.values()),
        mark_of=mark_of,
        every=get_cycles().crisis,
        typed=request.form,
        said=SAID.get(request.args.get("said", "")),
        errors=errors or {},
    )


@bp.post("/editors/crisis-lines")
@open_to(Access.ADMIN)
def check_crisis_lines() -> ResponseReturnValue:
    name, slugs = request.form.get("name", "").strip(), request.form.getlist("line")
    problem = too_long(name, LONGEST) if name else "Enter your name"
    errors = {"name": problem} if problem else {}
    errors |= {} if slugs else {"lines": "Tick each line that you have confirmed"}
    if errors:
        return list_crisis_lines(errors)
    seen = {slug: request.form.get(f"seen-{slug}", "") for slug in slugs}
    try:
        confirm_lines(get_db(), seen, name=name, by=get_keeper().known_as, now=get_now())
    except LineChangedMeanwhile as error:
        return list_crisis_lines({"lines": str(error)})
    return redirect(url_for("editors.list_crisis_lines", said="checked"), 303)


@bp.route("/editors/crisis-lines/<slug>", methods=["GET", "POST"])
@open_to(Access.ADMIN)
def change_crisis_line(slug: str) -> ResponseReturnValue:
    """First it is shown as it would stand on every page; a second press puts it there."""
    line = _line(slug)
    if request.method != "POST":
        return _form(line, _typed_of(line))
    wanted, errors = read_line(slug, request.form)
    if wanted is None or request.form.get("sure") != mark_of(wanted):
        return _form(line, request.form, errors, wanted)
    try:
        changed = change_line(get_db(), wanted, seen=request.form.get("seen", ""), by=get_keeper().known_as, now=get_now())
    except LineChangedMeanwhile as error:
        return _form(line, request.form, {"what_to_do": str(error)}, wanted)
    return redirect(url_for("editors.list_crisis_lines", said="changed" if changed else "same"), 303)


@bp.post("/editors/crisis-lines/<slug>/take-over")
@open_to(Access.ADMIN)
def take_over_crisis_line(slug: str) -> ResponseReturnValue:
    """The line as the seed has it; shown beside ours on the page before."""
    line = _seed().get(slug)
    if line is None:
        raise TermNotFound(f"There is no crisis line {slug}.")
    by, now = get_keeper().known_as, get_now()
    try:
        if request.form.get("seen"):
            change_line(get_db(), line, seen=request.form["seen"], by=by, now=now)
        else:
            add_line(get_db(), line, by=by, now=now)
    except LineChangedMeanwhile as error:
        return list_crisis_lines({"lines": str(error)})
    return redirect(url_for("editors.list_crisis_lines", said="taken"), 303)


def count_due_lines(db: Database, now: datetime) -> int:
    return len(due_crisis_lines(db, today=now.date(), cycles=get_cycles()))


def read_line(slug: str, typed: Typed) -> tuple[CrisisLine | None, dict[str, str]]:
    """The line that was typed, or what is to be put right."""
    told = {name: " ".join(typed.get(name, "").split()) for name in (*WORDS, "number", "word")}
    errors = {name: LABELS[name] for name in WORDS if not told[name]}
    errors |= {name: f"Use at most {LONGEST} letters" for name in told if len(told[name]) > LONGEST}
    digits = re.sub(r"\D", "", told["number"])
    if re.search(r"[^\d ]", told["number"]) or not 3 <= len(digits) <= 11:
        errors["number"] = "Enter the number in digits, like 0800 1111"
    elif told["number"] not in told["what_to_do"] and "what_to_do" not in errors:
        errors["what_to_do"] = f"Say the number in it just as below: {told['number']}"
    if errors:
        return None, errors
    return _made(slug, told, digits, is_text=typed.get("way") == "text"), {}


def _made(slug: str, told: Typed, digits: str, *, is_text: bool) -> CrisisLine:
    word = re.sub(r"[^A-Za-z]", "", told["word"]).upper()
    body = f"?&body={word}" if word else ""
    action = f"sms:{digits}{body}" if is_text else f"tel:{digits}"
    return CrisisLine(slug, told["name"], told["what_to_do"], told["number"], action, told["who_for"], told["hours"])


def _typed_of(line: CrisisLine) -> Typed:
    way = "text" if line.action.startswith("sms:") else "ring"
    return {name: str(value) for name, value in vars(line).items()} | {
        "way": way,
        "word": line.action.partition("body=")[2],
    }


def _form(line: CrisisLine, typed: Typed, errors: dict[str, str] | None = None, wanted: CrisisLine | None = None) -> str:
    return render_template(
        "editors/crisis_line.html",
        line=line,
        typed=typed,
        errors=errors or {},
        wanted=wanted,
        mark_of=mark_of,
        also=names_with_number(get_db(), line.number),
    )


def _line(slug: str) -> CrisisLine:
    for line in get_crisis_lines(get_db()):
        if line.slug == slug:
            return line
    raise TermNotFound(f"There is no crisis line {slug}.")


def _seed() -> dict[str, CrisisLine]:
    """What came with the directory, as it is on the disk today."""
    lines = read_crisis_lines(get_directory().settings.seed / "crisis_lines.toml")
    return {line.slug: line for line in lines}

"""Tell us about one: somebody knows a service that is not here. Nothing about who they are is asked or kept."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from directory.domain.errors import StoreUnavailable
from directory.domain.listing_reports import ReportReason, read_receipt, show_receipt
from directory.domain.meaning import Meaning, with_danger_of_all
from directory.domain.proposals import ProposalNotFound, TooManyProposals
from directory.finding.results import Problem
from directory.public.blueprint import bp
from directory.public.danger import panel_for_note, support_panel
from directory.upkeep.conduct import LONGEST_READ, is_worry, read_conduct_phrases
from directory.upkeep.likeness import listings_like
from directory.upkeep.missing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT, Received, find_missing, receive_missing
from directory.web.access import get_db, get_directory, get_now
from directory.web.bell import ring
from directory.web.errors import Trouble, show_trouble
from directory.web.receipts import receipts
from directory.web.same_site import came_from_our_pages

PART_LENGTH = 200
NO_SUCH_RECEIPT = Trouble(
    404,
    "We do not know this receipt",
    ("Check the code. It has ten letters and numbers, like K7QM2-9FX3T.", "You can tell us about a service once more."),
)
FROM_ELSEWHERE = "This did not come from our own page. If you meant to send it, press the button once more."
LATER = "We could not take this just now. Nothing you typed is lost. Please send it again later."
LONGEST = {"name": LONGEST_NAME, "place": LONGEST_PLACE, "text": LONGEST_TEXT}


@dataclass(frozen=True)
class Told:
    """What was filled in. `receipt` was made with the form, so that sending twice is received once."""

    name: str = ""
    place: str = ""
    text: str = ""
    receipt: str = ""

    def problems(self) -> dict[str, str]:
        """What is to be put right, by the name of the field."""
        used = {field: len(getattr(self, field)) for field in LONGEST}
        found = {
            field: f"Use at most {most} letters. You have used {used[field]}."
            for field, most in LONGEST.items()
            if used[field] > most
        }
        return found if self.name else {"name": "Enter its name, or a few words about what it is"} | found


@bp.route("/tell-us-about-one", methods=["GET", "POST"])
def tell_about_one() -> tuple[str, int]:
    if request.method != "POST":
        return _show_form(Told(), {}), 200
    told = _read(request.form)
    meaning = _understood(told)
    if not (told.receipt and came_from_our_pages(request)):
        return _show_form(told, {"name": FROM_ELSEWHERE}, meaning), 403
    problems = told.problems()
    if problems:
        return _show_form(told, problems, meaning), 200
    worry = _is_worry(told, meaning)
    try:
        received = _receive(told, worry=worry)
    except TooManyProposals:
        return _show_form(told, {"name": LATER}, meaning), 429
    except (StoreUnavailable, sqlite3.OperationalError):
        return _show_form(told, {"name": LATER}, meaning), 503
    if worry and received.is_new:
        ring()
    return _show_thanks(told, received.receipt, meaning, worry=worry), 200


@bp.get("/tell-us-about-one/<receipt>")
def show_told(receipt: str) -> str | tuple[str, int]:
    try:
        note = find_missing(get_db(), read_receipt(receipt) or "")
    except ProposalNotFound:
        return show_trouble(NO_SUCH_RECEIPT)
    return render_template("public/told_about_one.html", note=note)


def _read(form: MultiDict[str, str]) -> Told:
    """Line ends as one character, and nothing that is not to be seen."""
    typed = {field.name: _clean(form.get(field.name, "")) for field in fields(Told)}
    return Told(**(typed | {"receipt": typed["receipt"] if receipts().read(typed["receipt"]) else ""}))


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").strip()
    return "".join(letter for letter in lines if letter.isprintable() or letter == "\n")


def _understood(told: Told) -> Meaning:
    """The danger in any part of any field: what is understood at a time is shorter than what may be written here."""
    return with_danger_of_all([get_directory().understanding.read(part) for part in _parts(told)])


def _parts(told: Told) -> Iterator[str]:
    """Each field by itself: run together, words of one would be read as words of another."""
    for field in (told.text, told.name, told.place):
        for start in range(0, max(1, min(len(field), LONGEST_READ)), PART_LENGTH // 2):
            yield field[start : start + PART_LENGTH]


def _is_worry(told: Told, meaning: Meaning) -> bool:
    phrases = read_conduct_phrases(get_directory().settings.seed / "conduct.toml")
    words = f"{told.name} {told.place} {told.text}"
    return is_worry(ReportReason.OTHER, words, phrases, tells_of_danger=meaning.crisis is not None)


def _receive(told: Told, *, worry: bool) -> Received:
    return receive_missing(
        get_db(),
        name=told.name,
        place=told.place,
        text=told.text,
        receipt=receipts().read(told.receipt) or "",
        is_worry=worry,
        now=get_now(),
    )


def _show_form(told: Told, problems: dict[str, str], meaning: Meaning | None = None) -> str:
    return render_template(
        "public/tell_about_one.html",
        told=told,
        receipt=told.receipt or receipts().make(),
        errors=problems,
        problems=[Problem(field, message) for field, message in problems.items()],
        panel=panel_for_note(meaning) if meaning else None,
        support=support_panel(),
        longest=LONGEST_TEXT,
    )


def _show_thanks(told: Told, receipt: str, meaning: Meaning, *, worry: bool) -> str:
    return render_template(
        "public/tell_about_one_thanks.html",
        receipt=show_receipt(receipt),
        outcome=url_for("public.show_told", receipt=show_receipt(receipt)),
        panel=panel_for_note(meaning),
        is_worry=worry,
        alike=listings_like(get_db(), names=(told.name,), public=True),
    )

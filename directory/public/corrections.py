"""Something's wrong with this listing: telling us, and seeing with a receipt what came of it.

What is stored knows nothing of the search it was sent from. The words are read for danger here and never logged.
"""

import sqlite3
from dataclasses import dataclass

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ReportReason, read_receipt, show_receipt
from directory.domain.meaning import Meaning
from directory.domain.services import Service
from directory.finding.results import Problem
from directory.public.blueprint import bp
from directory.public.danger import panel_for_note, support_panel
from directory.store.services import get_service_by_code, get_service_by_slug
from directory.upkeep.conduct import is_worry, read_conduct_phrases, tells_of_danger, understand_note
from directory.upkeep.corrections import LONGEST_TEXT, REASON_WORDS, Received, find_report, receive_report
from directory.web.access import get_db, get_directory, get_now
from directory.web.bell import ring
from directory.web.errors import Trouble, show_trouble
from directory.web.picked import public_only
from directory.web.private import unseal
from directory.web.receipts import receipts
from directory.web.same_site import came_from_our_pages

NO_SUCH_RECEIPT = Trouble(
    404,
    "We do not know this receipt",
    (
        "Check the code. It has ten letters and numbers, like K7QM2-9FX3T.",
        "It may also be that it never reached us. You can open the listing and tell us again.",
    ),
)
NOT_KEPT = (
    "We could not keep this just now. That is our fault. Please send it again later. If someone may get hurt, ring 999 "
    "now, or tell Childline."
)
FROM_ELSEWHERE = "This did not come from our own page. If you meant to send it, press the button once more."


@dataclass(frozen=True)
class Told:
    """What was filled in. `receipt` was made with the form, so that sending twice is received once; blank if made up."""

    reason: str = ""
    text: str = ""
    receipt: str = ""

    def problems(self) -> dict[str, str]:
        """What is to be put right, by the name of the field."""
        found = {}
        if self.reason not in list(ReportReason):
            found["reason"] = "Select what is wrong"
        elif self.reason == ReportReason.OTHER and not self.text:
            found["text"] = "Enter a few words about what is wrong"
        if len(self.text) > LONGEST_TEXT:
            found["text"] = f"Use at most {LONGEST_TEXT} letters. You have used {len(self.text)}."
        return found


@bp.route("/services/<slug>/wrong", methods=["GET", "POST"])
def report_listing(slug: str) -> tuple[str, int]:
    service = public_only(get_service_by_slug(get_db(), slug))
    return _answer(service, back=url_for("public.show_service", slug=slug))


@bp.route("/find/<token>/<code>/wrong", methods=["GET", "POST"])
def report_found(token: str, code: str) -> tuple[str, int]:
    """The same, on the way back to a search. The search may end while somebody writes: what they wrote still counts."""
    if request.method != "POST":
        unseal(token)
    service = public_only(get_service_by_code(get_db(), code))
    return _answer(service, back=url_for("public.show_found", token=token, code=code))


@bp.get("/corrections/<receipt>")
def show_correction(receipt: str) -> str | tuple[str, int]:
    code = read_receipt(receipt)
    try:
        report = find_report(get_db(), code or "")
    except ReportNotFound:
        return show_trouble(NO_SUCH_RECEIPT)
    return render_template("public/correction_outcome.html", report=report)


def _answer(service: Service, back: str) -> tuple[str, int]:
    if request.method != "POST":
        return _show_form(service, back, Told(), {}), 200
    told = _read(request.form)
    meaning = understand_note(get_directory().understanding, told.text)
    if not (told.receipt and came_from_our_pages(request)):
        return _show_form(service, back, told, {"reason": FROM_ELSEWHERE}, meaning), 403
    problems = told.problems()
    if problems:
        return _show_form(service, back, told, problems, meaning), 200
    worry = _is_worry(told, meaning)
    try:
        received = _receive(service, told, is_safeguarding=worry)
    except sqlite3.OperationalError:
        return _show_form(service, back, told, {"reason": NOT_KEPT}, meaning), 503
    if worry and received.is_new:
        ring()
    return _show_thanks(back, received, told, meaning, is_safeguarding=worry), 200


def _read(form: MultiDict[str, str]) -> Told:
    """Line ends as one character, and nothing that is not to be seen."""
    lines = form.get("text", "").replace("\r\n", "\n").strip()
    text = "".join(letter for letter in lines if letter.isprintable() or letter == "\n")
    receipt = form.get("receipt", "")
    return Told(form.get("reason", ""), text, receipt if receipts().read(receipt) else "")


def _is_worry(told: Told, meaning: Meaning) -> bool:
    phrases = read_conduct_phrases(get_directory().settings.seed / "conduct.toml")
    reason = ReportReason(told.reason)
    danger = tells_of_danger(get_directory().understanding, reason, told.text, meaning)
    return is_worry(reason, told.text, phrases, tells_of_danger=danger)


def _receive(service: Service, told: Told, *, is_safeguarding: bool) -> Received:
    return receive_report(
        get_db(),
        service_id=service.id,
        reason=ReportReason(told.reason),
        text=told.text,
        receipt=receipts().read(told.receipt) or "",
        is_safeguarding=is_safeguarding,
        now=get_now(),
    )


def _show_form(service: Service, back: str, told: Told, problems: dict[str, str], meaning: Meaning | None = None) -> str:
    return render_template(
        "public/correction.html",
        service=service,
        told=told,
        receipt=told.receipt or receipts().make(),
        back=back,
        errors=problems,
        problems=[Problem(field, message) for field, message in problems.items()],
        panel=panel_for_note(meaning) if meaning else None,
        support=support_panel(),
        reasons=[(reason.value, words) for reason, words in REASON_WORDS.items()],
        has_lead=bool(get_directory().settings.safeguarding_lead),
        longest=LONGEST_TEXT,
    )


def _show_thanks(back: str, received: Received, told: Told, meaning: Meaning, *, is_safeguarding: bool) -> str:
    receipt = show_receipt(received.receipt)
    return render_template(
        "public/correction_thanks.html",
        receipt=receipt,
        outcome=url_for("public.show_correction", receipt=receipt),
        lost="" if received.words_kept else told.text,
        back=back,
        panel=panel_for_note(meaning),
        is_worry=is_safeguarding,
    )

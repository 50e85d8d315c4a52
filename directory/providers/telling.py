"""Will anyone find out? It waits for an editor, and meanwhile a search says that it may have changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask.typing import ResponseReturnValue

from directory.domain.odd_ages import warn_of_agreeing
from directory.domain.services import Confidentiality, Service, Telling
from directory.keeping.forms import LONGEST_TEXT
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.questions import text_or_none
from directory.providers.typed import FormNotUnderstood, Typed, age_words, read_age
from directory.web.wording import TELLINGS

ASKED = {"parents": "Parents or carers", "school": "School", "gp": "GP"}
YES_NO = {"": None, "yes": True, "no": False}


@listing_page("/told", ["GET", "POST"], by_link=False)
def change_telling(desk: Desk) -> ResponseReturnValue:
    choices = [(one.value, TELLINGS[one][:1].upper() + TELLINGS[one][1:]) for one in Telling]
    shown = {"asked": ASKED, "choices": choices}
    return edit(desk, FactForm("providers/telling.html", _fill_telling, _read_telling, shown, _warn))


def _fill_telling(service: Service) -> Typed:
    trust = service.confidentiality
    told = {name: getattr(trust, name) for name in ASKED}
    anonymous = {True: "yes", False: "no", None: ""}[trust.anonymous]
    return {name: value.value if value else "" for name, value in told.items()} | {
        "agrees_alone_from": age_words(trust.agrees_alone_from),
        "anonymous": anonymous,
        "note": trust.note or "",
    }


def _read_telling(typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    alone = None
    try:
        alone = read_age(typed.get("agrees_alone_from", ""))
    except ValueError as error:
        errors["agrees_alone_from"] = str(error)
    if len(typed.get("note", "")) > LONGEST_TEXT:
        errors["note"] = f"Use at most {LONGEST_TEXT} letters"
    if errors:
        raise FormNotUnderstood(errors)
    known = {one.value: one for one in Telling}
    parents, school, gp = (known.get(typed.get(name, "")) for name in ASKED)
    note = text_or_none(typed["note"]) if "note" in typed else service.confidentiality.note
    trust = Confidentiality(parents, school, gp, alone, YES_NO.get(typed.get("anonymous", "")), note)
    return replace(service, confidentiality=trust)


def _warn(typed: Typed) -> Iterator[str]:
    return warn_of_agreeing(read_age(typed.get("agrees_alone_from", "")))

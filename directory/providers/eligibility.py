"""Ages and who is told: they wait for an editor, and meanwhile a search says that they may have changed."""

from dataclasses import replace
from datetime import date

from flask.typing import ResponseReturnValue

from directory.domain.eligibility import AgeRule, AgeUnit
from directory.domain.services import Confidentiality, Service, Telling
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, Typed, edit
from directory.providers.typed import FormNotUnderstood
from directory.web.wording import TELLINGS

OLDEST = 120
ASKED = {"parents": "Parents or carers", "school": "School", "gp": "GP"}
YES_NO = {"": None, "yes": True, "no": False}


@listing_page("/ages", ["GET", "POST"], by_link=False)
def change_ages(desk: Desk) -> ResponseReturnValue:
    rules = desk.service.age_rules or ()
    is_plain = len(rules) <= 1 and all(one.unit is AgeUnit.YEARS and one.condition is None for one in rules)
    return edit(desk, FactForm("providers/ages.html", _fill_ages, _read_ages, {"is_plain": is_plain}))


@listing_page("/told", ["GET", "POST"], by_link=False)
def change_telling(desk: Desk) -> ResponseReturnValue:
    choices = [(one.value, TELLINGS[one][:1].upper() + TELLINGS[one][1:]) for one in Telling]
    return edit(desk, FactForm("providers/telling.html", _fill_telling, _read_telling, {"asked": ASKED, "choices": choices}))


def _fill_ages(service: Service) -> Typed:
    rule = next(iter(service.age_rules or ()), AgeRule())
    return {"minimum": _number(rule.minimum), "maximum": _number(rule.maximum)}


def _read_ages(typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    minimum, maximum = (_age(typed, name, errors) for name in ("minimum", "maximum"))
    if not errors and minimum is not None and maximum is not None and minimum > maximum:
        errors["minimum"] = "The youngest age must not be above the oldest"
    if not errors and minimum is None and maximum is None:
        errors["minimum"] = "Enter the youngest age, the oldest age, or both"
    if errors:
        raise FormNotUnderstood(errors)
    rule = next(iter(service.age_rules or ()), AgeRule())
    return replace(service, age_rules=(replace(rule, minimum=minimum, maximum=maximum),))


def _fill_telling(service: Service) -> Typed:
    trust = service.confidentiality
    told = {name: getattr(trust, name) for name in ASKED}
    anonymous = {True: "yes", False: "no", None: ""}[trust.anonymous]
    return {name: value.value if value else "" for name, value in told.items()} | {
        "agrees_alone_from": _number(trust.agrees_alone_from),
        "anonymous": anonymous,
    }


def _read_telling(typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    alone = _age(typed, "agrees_alone_from", errors)
    if errors:
        raise FormNotUnderstood(errors)
    known = {one.value: one for one in Telling}
    parents, school, gp = (known.get(typed.get(name, "")) for name in ASKED)
    trust = Confidentiality(parents, school, gp, alone, YES_NO.get(typed.get("anonymous", "")), service.confidentiality.note)
    return replace(service, confidentiality=trust)


def _age(typed: Typed, name: str, errors: dict[str, str]) -> int | None:
    text = typed.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= OLDEST):
        errors[name] = "Enter an age in whole years, like 11"
        return None
    return int(text)


def _number(told: int | None) -> str:
    return "" if told is None else str(told)

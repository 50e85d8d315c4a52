"""The facts of a listing in words, for those who keep it: what each is called, and what it says."""

from datetime import date
from enum import StrEnum
from typing import Any

from directory.domain.eligibility import AgeRule, Catchment
from directory.domain.facts import fact_of
from directory.domain.services import Alert, ContactPoint, Location, Schedule, Service, Status, Telling, Wait
from directory.domain.taxonomy import Facet
from directory.finding.wording import Names, ages_in_words, areas_in_words
from directory.web.access import get_directory
from directory.web.filters import day, phone
from directory.web.wording import STATUSES, TELLINGS, YES_NO, hours_words, wait_said

NAMES = {
    "summary": "What it is, in one sentence",
    "description": "More about it",
    "waits": "How long people wait",
    "alert": "Alert",
    "status": "Whether it is running",
    "opens_again_on": "The day it is to open again",
    "taking_new_people": "Taking new people",
    "taking_new_people_on": "The day that was told",
    "url": "Website",
    "age_rules": "Ages",
    "threshold/for_plain": "Who it is for",
    "threshold/not_for_plain": "Who it is not for",
    "threshold/try_instead": "What to try instead",
    "confidentiality/parents": "When parents or carers are told",
    "confidentiality/school": "When school is told",
    "confidentiality/gp": "When the GP is told",
    "confidentiality/agrees_alone_from": "Age for agreeing by yourself",
    "confidentiality/anonymous": "Staying nameless",
    "what_happens_next": "What happens next",
    "while_you_wait": "While you wait",
    "words_to_say/call": "Words to say when ringing",
    "words_to_say/text": "Words to text",
    "words_to_say/email": "Words to write",
}
OF_PART = {"schedules": "hours", "value": "number or address", "label": "name"}


def fact_name(service: Service, field: str) -> str:
    """What people call it: "Hours of 01632 960001"."""
    if field in NAMES:
        return NAMES[field]
    name, *rest = field.split("/")
    if name == "contact_points" and rest:
        part = fact_of(service, f"{name}/{rest[0]}")
        of = f" of {_shown(part)}" if part else " of a way to reach you"
        return f"The {OF_PART.get(rest[1], 'facts')}{of}" if len(rest) > 1 else "A way to reach you"
    return name.replace("_", " ").capitalize()


def fact_words(value: Any) -> str:
    """What a fact says, whatever its kind; "nothing" where nobody has told it."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, tuple):
        return _several(value)
    for kind, say in SAY.items():
        if isinstance(value, kind):
            return str(say(value))
    return str(value)


def area_words(catchment: Catchment | None, names: Names) -> str | None:
    if catchment is None or not catchment.groups:
        return None
    groups = (" and ".join(areas_in_words([one], names) for one in group) for group in catchment.groups)
    return "people " + " or ".join(dict.fromkeys(groups))


def new_people_words(service: Service) -> str | None:
    words, on = YES_NO[service.taking_new_people], service.taking_new_people_on
    return f"{words}, told on {day(on)}" if words and on else words


def _several(values: tuple[Any, ...]) -> str:
    if isinstance(values[0], Schedule):
        return hours_words(values) or "nothing"
    if isinstance(values[0], AgeRule):
        return ages_in_words(values, get_directory().names())
    return "; ".join(fact_words(one) for one in values)


def _wait(wait: Wait) -> str:
    said = wait_said(wait, wait.said_on)
    need = get_directory().names().taxonomy.label(Facet.NEED, wait.need) if wait.need else ""
    return f"{said.words} {said.stage}" + (f", for “{need}”" if need else "")


def _shown(point: ContactPoint) -> str:
    return phone(point.value) if point.channel.value in ("phone", "text") else point.value


SAY: dict[type, Any] = {
    bool: lambda told: YES_NO[told],
    date: day,
    Wait: _wait,
    Alert: lambda alert: f"{alert.sentence.words} (to {day(alert.ends_on)})",
    Status: STATUSES.get,
    Telling: TELLINGS.get,
    StrEnum: lambda told: told.value,
    ContactPoint: _shown,
    Location: lambda place: "an address",
}

"""Taking a fact, or words wherever they stand, out of everything that is known of a listing."""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from directory.domain.errors import DirectoryError
from directory.domain.facts import PARTS, Change, fact_of, with_changes
from directory.domain.services import ContactPoint, Location, Service

REMOVED = "(removed)"
SHORTEST = 4
PART_KINDS = {"contact_points": ContactPoint, "locations": Location}
# Before the name of a field that only a source had told.
TOLD = "told/"
# What people wrote beside the facts: reasons, notes, reports.
BESIDE = "beside the facts"
NAMES_OF_RECORDS = frozenset({"id", "slug", "code", "organisation_id", "location_id"})
_HINTS: dict[type[Any], dict[str, Any]] = {}
Fact = TypeVar("Fact")
Scrub = Callable[[str], str]


class TooShortToRedact(DirectoryError):
    """Three letters stand in too many other words to be taken out of all of them."""


class NotErasedYet(DirectoryError):
    """The fact is gone from every table, and the file still has to be written afresh: `finish_redaction` does it."""


@dataclass(frozen=True)
class Redaction:
    """That a fact was taken out, never what it said: with this a restored backup loses it again, and no import brings it."""

    service_id: str
    field: str
    redacted_by: str
    redacted_at: datetime


def scrubber(text: str) -> Scrub:
    """Takes a text out of longer ones, however it is spaced and whichever letters are capitals."""
    plain = "".join(text.split())
    if len(plain) < SHORTEST:
        raise TooShortToRedact(f"Give at least {SHORTEST} letters or digits of what must go.")
    between = r"[\s().-]*" if plain.isdigit() else r"\s*"
    pattern = re.compile(between.join(map(re.escape, plain)), re.IGNORECASE)
    return lambda told: pattern.sub(REMOVED, told)


def without_text(fact: Fact, scrub: Scrub) -> Fact:
    """The same fact with the text taken out. A contact point that is the text is gone."""
    cleaned: Fact = _scrubbed(fact, scrub, may_be_none=False)
    return cleaned


def holds_text(fact: Any, scrub: Scrub) -> bool:
    """Is the text anywhere in it? Also in plain lists and tables, as they come from JSON."""
    if isinstance(fact, dict):
        return any(holds_text(one, scrub) for one in fact.values())
    if isinstance(fact, (list, tuple, frozenset)):
        return any(holds_text(one, scrub) for one in fact)
    return bool(_scrubbed(fact, scrub, may_be_none=True) != fact)


def without_fact(service: Service, field: str) -> Service:
    """The listing with one fact not told. The number of a contact point takes the whole point with it."""
    field = _whole_where_needed(field)
    if fact_of(service, field) is None:
        return service
    emptied = with_changes(service, [Change(field, None, _blank(field))])
    return replace(emptied, unconfirmed=service.unconfirmed)


def _whole_where_needed(field: str) -> str:
    """What cannot be left untold takes its whole contact point or location with it."""
    name, *rest = field.split("/")
    if name not in PARTS or len(rest) < 2:
        return field
    may_be_none = NoneType in get_args(_hints(PART_KINDS[name])[rest[1]])
    return field if may_be_none else f"{name}/{rest[0]}"


def _hints(kind: type[Any]) -> dict[str, Any]:
    """Worked out once: a listing has dozens of facts, and each of its versions is looked at."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _blank(field: str) -> Any:
    if field == "name":
        return REMOVED
    if "/" in field:
        return None
    default = {one.name: one.default for one in fields(Service)}[field]
    return None if default is MISSING else default


def _scrubbed(fact: Any, scrub: Scrub, *, may_be_none: bool) -> Any:
    if isinstance(fact, str) and not isinstance(fact, Enum):
        left = scrub(fact)
        return None if left == REMOVED and may_be_none else left
    if isinstance(fact, (tuple, frozenset)):
        return type(fact)(one for item in fact if (one := _scrubbed(item, scrub, may_be_none=True)) is not None)
    if is_dataclass(fact) and not isinstance(fact, type):
        return _scrubbed_parts(fact, scrub)
    return fact


def _scrubbed_parts(fact: Any, scrub: Scrub) -> Any:
    hints = _hints(type(fact))
    cleaned = {
        name: _scrubbed(getattr(fact, name), scrub, may_be_none=NoneType in get_args(hint))
        for name, hint in hints.items()
        if name not in NAMES_OF_RECORDS
    }
    if isinstance(fact, ContactPoint) and cleaned["value"] != fact.value:
        return None
    changed = {name: value for name, value in cleaned.items() if value != getattr(fact, name)}
    return replace(fact, **changed) if changed else fact

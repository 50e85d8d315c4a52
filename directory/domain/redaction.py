"""Taking a fact, or words wherever they stand, out of everything that is known of a listing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from directory.domain.errors import DirectoryError
from directory.domain.facts import PARTS, Change, fact_of, with_changes
from directory.domain.services import ContactPoint, Location, Service
from directory.domain.ways_of_writing import JOINED, Ways, cut

REMOVED = "(removed)"
SHORTEST = 4
# As an address is read and copied from a page.
ADDRESS = ("name", "address", "city", "postcode")
PART_KINDS = {"contact_points": ContactPoint, "locations": Location}
# Before the name of a field that only a source had told.
TOLD = "told/"
# Before the name of a field that only edits had told, so that nothing of the listing itself goes with it.
SENT = "sent/"
# What people wrote beside the facts: reasons, notes, reports.
BESIDE = "beside the facts"
NAMES_OF_RECORDS = frozenset({"id", "slug", "code", "organisation_id", "location_id"})
_HINTS: dict[type[Any], dict[str, Any]] = {}
Fact = TypeVar("Fact")


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


@dataclass(frozen=True)
class Scrub:
    """Takes a text out of longer ones, in whichever of its ways it is written."""

    ways: Ways

    def __call__(self, told: str) -> str:
        return cut(told, list(self.ways.spans(told)), REMOVED)

    def finds(self, told: str) -> bool:
        return self.ways.are_in(told)

    def over(self, pieces: Sequence[str]) -> list[str]:
        """The same of pieces that are read one after the other, so that it may begin in one and end in the next."""
        alone = [self(piece) for piece in pieces]
        spans, start, left = list(self.ways.spans(JOINED.join(alone))), 0, []
        for piece in alone:
            within = [(max(a - start, 0), min(b - start, len(piece))) for a, b in spans]
            left.append(cut(piece, [(a, b) for a, b in within if a < b], REMOVED))
            start += len(piece) + len(JOINED)
        return left


def scrubber(text: str) -> Scrub:
    """May raise `TooShortToRedact`."""
    ways = Ways(text)
    if ways.size < SHORTEST:
        raise TooShortToRedact(f"Give at least {SHORTEST} letters or digits of what must go.")
    return Scrub(ways)


def without_text(fact: Fact, scrub: Scrub) -> Fact:
    """The same fact with the text taken out. A contact point that is the text is gone."""
    cleaned: Fact = _scrubbed(fact, scrub, may_be_none=False)
    return cleaned


def holds_text(fact: Any, scrub: Scrub) -> bool:
    """Is the text anywhere in it? Also in plain lists and tables, as they come from JSON."""
    if isinstance(fact, (dict, list)):
        return scrub.finds(JOINED.join(_texts(fact)))
    return bool(_scrubbed(fact, scrub, may_be_none=True) != fact)


def _texts(fact: Any) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, (dict, list)):
        for one in fact.values() if isinstance(fact, dict) else fact:
            yield from _texts(one)


def without_fact(service: Service, field: str) -> Service:
    """The listing with one fact not told. The number of a contact point takes the whole point with it."""
    field = whole_where_needed(field)
    if fact_of(service, field) is None:
        return service
    emptied = with_changes(service, [Change(field, None, _blank(field))])
    return replace(emptied, unconfirmed=service.unconfirmed)


def whole_where_needed(field: str) -> str:
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
        return _unless_empty(fact, scrub(fact), may_be_none=may_be_none)
    if isinstance(fact, tuple) and all(type(item) is str for item in fact):
        left = zip(fact, scrub.over(fact), strict=True)
        return tuple(one for was, now in left if (one := _unless_empty(was, now, may_be_none=True)) is not None)
    if isinstance(fact, (tuple, frozenset)):
        return type(fact)(one for item in fact if (one := _scrubbed(item, scrub, may_be_none=True)) is not None)
    if is_dataclass(fact) and not isinstance(fact, type):
        return _scrubbed_parts(fact, scrub)
    return fact


def _unless_empty(was: str, left: str, *, may_be_none: bool) -> str | None:
    """None where nothing but signs is left."""
    is_empty = left == REMOVED or (left != was and not re.search(r"[^\W_]", left.replace(REMOVED, "")))
    return None if is_empty and may_be_none else REMOVED if is_empty else left


def _scrubbed_parts(fact: Any, scrub: Scrub) -> Any:
    hints = _hints(type(fact))
    cleaned = {
        name: _scrubbed(getattr(fact, name), scrub, may_be_none=NoneType in get_args(hint))
        for name, hint in hints.items()
        if name not in NAMES_OF_RECORDS
    }
    if isinstance(fact, ContactPoint) and cleaned["value"] != fact.value:
        return None
    if isinstance(fact, Location):
        cleaned |= _scrubbed_address(fact, scrub)
    changed = {name: value for name, value in cleaned.items() if value != getattr(fact, name)}
    return replace(fact, **changed) if changed else fact


def _scrubbed_address(place: Location, scrub: Scrub) -> dict[str, Any]:
    """Its parts read as one. Without its street or its postcode, a place is not shown on a map either."""
    told = {name: value for name in ADDRESS if (value := getattr(place, name)) is not None}
    left = zip(told.items(), scrub.over(list(told.values())), strict=True)
    cleaned: dict[str, Any] = {name: _unless_empty(was, now, may_be_none=True) for (name, was), now in left}
    is_hidden = any(name in cleaned and cleaned[name] is None for name in ("address", "postcode"))
    return cleaned | ({"point": None} if is_hidden else {})

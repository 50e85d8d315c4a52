"""What one fact of a listing has ever said, so that it is known again in the listings it was merged with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from directory.domain.facts import ORDER, PARTS, Change, Part, fact_of
from directory.domain.services import ContactPoint, Location, Service
from directory.store.codec import to_json

NOT_TOLD: tuple[Any, ...] = (None, "", (), frozenset())


@dataclass(frozen=True)
class Told:
    """`said` holds its values as JSON. `marks` and `ids` are those of the contact point or address that it is of."""

    field: str
    said: frozenset[str]
    marks: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def fields_in(self, state: Service) -> tuple[str, ...]:
        """The facts of another listing that say it: a contact point or address may have another id there."""
        if not self.ids:
            return (self.field,) if _says(fact_of(state, self.field), self.said) else ()
        name, _, *rest = self.field.split("/")
        same = (part for part in getattr(state, name) if part.id in self.ids or mark_of_part(part) in self.marks)
        some = ("/".join((name, part.id, *rest)) for part in same)
        return tuple(field for field in some if not rest or _says(fact_of(state, field), self.said))

    def is_in(self, change: Change) -> bool:
        """Does a change of another listing say it, before or after?"""
        some = (change.before, change.after)
        if not self.ids:
            return change.field == self.field and any(_says(one, self.said) for one in some)
        name, _, *rest = self.field.split("/")
        here = change.place
        if here[0] == name and len(here) > 1 and here[1] in self.ids:
            return Change("/".join((name, here[1], *rest)), None, None).overlaps(change)
        return any(mark_of_part(one) in self.marks for one in some if isinstance(one, (ContactPoint, Location)))

    def is_told(self, field: str, source: Any) -> bool:
        """Is it in what a source told of a field, as that comes from JSON?"""
        if field != self.field.split("/")[0]:
            return False
        if self.ids:
            parts = [one for one in source or () if isinstance(one, dict)]
            return any(one.get("id") in self.ids or _mark_in(one) in self.marks for one in parts)
        return any(_as_json(one) in self.said for one in (source, *_within(source)) if one not in ("", [], None))


def told_of(field: str, states: Iterable[Service], changes: Iterable[Change]) -> Told:
    """What a fact says in these states of a listing, and in changes of them."""
    every, changed = tuple(states), [one for one in changes if one.field == field]
    values = [*(fact_of(state, field) for state in every), *(value for one in changed for value in (one.before, one.after))]
    said = frozenset(to_json(value) for value in values if value not in NOT_TOLD)
    name, *rest = field.split("/")
    if name not in PARTS or not rest or rest[0] == ORDER:
        return Told(field, said)
    parts = [fact_of(state, f"{name}/{rest[0]}") for state in every]
    whole = [*parts, *(value for value in values if not rest[1:])]
    return Told(field, said, frozenset(mark for one in whole if one and (mark := mark_of_part(one))), frozenset({rest[0]}))


def mark_of_part(part: Part) -> str:
    """The same for the same number or address, however it is written; empty where it has neither."""
    return _mark(f"{part.postcode or ''}{part.address or ''}" if isinstance(part, Location) else part.value)


def _mark_in(told: dict[str, Any]) -> str:
    return _mark(str(told["value"]) if told.get("value") else f"{told.get('postcode') or ''}{told.get('address') or ''}")


def _mark(words: str) -> str:
    return "".join(letter for letter in words.casefold().removeprefix("+44").lstrip("0") if letter.isalnum())


def _says(value: Any, said: frozenset[str]) -> bool:
    return value not in NOT_TOLD and to_json(value) in said


def _as_json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _within(source: Any) -> Iterator[Any]:
    """What is told inside a table, as the lines of a threshold are."""
    if isinstance(source, dict):
        yield from source.values()

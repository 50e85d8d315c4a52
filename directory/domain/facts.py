"""A listing as a list of named facts: small enough that two people can edit it at once and both be heard.

A fact is named by its place: `summary`, `threshold/not_for_plain`, `contact_points/ID/schedules`. A whole contact point
or location is `contact_points/ID`: None before it was added, None after it is gone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import uuid4

from directory.domain.services import ContactPoint, Location, Service

# What a listing is to us, not what it says: never edited as a fact, never put back.
STATE = frozenset(
    {
        "id",
        "slug",
        "code",
        "suspended",
        "unconfirmed",
        "may_have_changed",
        "is_demonstration",
        "published_on",
        "last_modified",
    }
)
NESTED = ("threshold", "confidentiality", "words_to_say")
PARTS = ("contact_points", "locations")
PLAIN = tuple(field.name for field in fields(Service) if field.name not in {*STATE, *NESTED, *PARTS})
ORDER = "order"

Part = ContactPoint | Location


@dataclass(frozen=True)
class Change:
    """One fact, as it was and as it is to be."""

    field: str
    before: Any
    after: Any

    @property
    def place(self) -> tuple[str, ...]:
        return tuple(self.field.split("/"))

    def overlaps(self, other: "Change") -> bool:
        """The same fact, or one is within the other: a changed number of a contact point that is taken away."""
        shorter, longer = sorted((self.place, other.place), key=len)
        return longer[: len(shorter)] == shorter


def difference(before: Service, after: Service) -> tuple[Change, ...]:
    """Every fact of a listing that is not the same in two states of it."""
    return tuple(change for change in _compared(before, after) if change.before != change.after)


def with_changes(service: Service, changes: Iterable[Change]) -> Service:
    """The listing with every change made to it. What was changed as a whole is not marked as unconfirmed any more."""
    for change in changes:
        service = _with(service, change.place, change.after)
        service = replace(service, unconfirmed=service.unconfirmed - {change.field})
    return service


def fact_of(service: Service, field: str) -> Any:
    """What a listing says of one fact; None where the contact point or location it is of is not there."""
    value: Any = service
    for step in field.split("/"):
        if isinstance(value, tuple):
            value = tuple(one.id for one in value) if step == ORDER else _part(value, step)
        else:
            value = getattr(value, step) if value is not None else None
    return value


def new_part_id() -> str:
    """For a contact point or a location that has just been added."""
    return uuid4().hex


def _compared(before: Service, after: Service) -> Iterator[Change]:
    for name in PLAIN:
        yield Change(name, getattr(before, name), getattr(after, name))
    for name in NESTED:
        yield from _by_field(name, getattr(before, name), getattr(after, name))
    for name in PARTS:
        yield from _parts_compared(name, getattr(before, name), getattr(after, name))


def _parts_compared(name: str, before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Change]:
    old, new = ({one.id: one for one in some} for some in (before, after))
    for part_id in {**old, **new}:
        was, now = old.get(part_id), new.get(part_id)
        if was is None or now is None:
            yield Change(f"{name}/{part_id}", was, now)
        else:
            yield from _by_field(f"{name}/{part_id}", was, now)
    unmoved = (*(one for one in old if one in new), *(one for one in new if one not in old))
    if unmoved != tuple(new):
        yield Change(f"{name}/{ORDER}", tuple(old), tuple(new))


def _by_field(name: str, before: Any, after: Any) -> Iterator[Change]:
    for field in fields(before):
        if field.name != "id":
            yield Change(f"{name}/{field.name}", getattr(before, field.name), getattr(after, field.name))


def _with(whole: Any, place: tuple[str, ...], value: Any) -> Any:
    name, *rest = place
    if not rest:
        return replace(whole, **{name: value})
    within = getattr(whole, name)
    if isinstance(within, tuple):
        return replace(whole, **{name: _with_part(within, rest[0], tuple(rest[1:]), value)})
    return replace(whole, **{name: _with(within, tuple(rest), value)})


def _with_part(parts: tuple[Any, ...], part_id: str, rest: tuple[str, ...], value: Any) -> tuple[Any, ...]:
    if part_id == ORDER:
        return tuple(sorted(parts, key=_place_in(value)))
    if rest:
        return tuple(_with(one, rest, value) if one.id == part_id else one for one in parts)
    if value is not None and _part(parts, part_id) is None:
        return (*parts, value)
    changed = (value if one.id == part_id else one for one in parts)
    return tuple(one for one in changed if one is not None)


def _place_in(order: tuple[str, ...]) -> Callable[[Part], int]:
    return lambda part: order.index(part.id) if part.id in order else len(order)


def _part(parts: tuple[Any, ...], part_id: str) -> Any:
    return next((one for one in parts if one.id == part_id), None)

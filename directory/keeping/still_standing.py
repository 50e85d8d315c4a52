"""Where else in a listing a number or an address stands that is not to be used any more."""

from collections.abc import Iterable
from typing import Any

from directory.domain.facts import Change, difference, fact_of
from directory.domain.redaction import TooShortToRedact, holds_text, scrubber, without_text
from directory.domain.services import ContactPoint, Service


def contact_before(change: Change) -> str:
    """The number or address that goes with a change; empty where none does."""
    before, after = (_contact_in(change, value) for value in (change.before, change.after))
    return before if before != after else ""


def still_standing(service: Service, contact: str, *, but: str, changes: Iterable[Change] = ()) -> tuple[str, ...]:
    """The facts that have it, in whichever way it is written, besides the contact point at the field `but`.

    What `changes` would take it out of does not count.
    """
    try:
        scrub = scrubber(contact)
    except TooShortToRedact:
        return ()
    found = [one for one in difference(service, without_text(service, scrub)) if not Change(but, None, None).overlaps(one)]
    goes = [one for one in changes if not holds_text(one.after, scrub)]
    return tuple(one.field for one in found if not any(change.overlaps(one) for change in goes))


def is_back(service: Service, field: str, contact: str) -> bool:
    """Is it in its old place again?"""
    return bool(fact_of(service, f"{field}/value") == contact)


def part_of(field: str) -> str:
    """The field of the contact point that a fact is of."""
    return "/".join(field.split("/")[:2])


def _contact_in(change: Change, value: Any) -> str:
    if change.place[0] != "contact_points":
        return ""
    if isinstance(value, ContactPoint):
        return value.value
    return value if change.field.endswith("/value") and isinstance(value, str) else ""

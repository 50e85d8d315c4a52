"""Where a service can be met: its address, whether it may be shown, and what somebody meets at the door."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from flask.typing import ResponseReturnValue

from directory.domain.errors import NotFound, PlaceNotUnderstood
from directory.domain.facts import new_part_id
from directory.domain.places import Place, PlaceSource
from directory.domain.services import Location, Service
from directory.providers.answers import yes_or_no
from directory.providers.area import address_words
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.grouped import form_of_group
from directory.providers.questions import (
    Group,
    Look,
    Question,
    Section,
    Told,
    warn_of_group,
)
from directory.providers.typed import FormNotUnderstood, Typed
from directory.web.access import get_directory

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}")
SHOWN, PRIVATE = "shown", "private"


class AddressNotFound(NotFound):
    """The listing has no such address, or has it no more."""


def read_postcode(typed: str) -> str | None:
    """With its space; one that we do not know is warned of and taken, since some are newer than any list."""
    if not typed:
        return None
    written = " ".join(typed.upper().split())
    if not POSTCODE.fullmatch(written):
        raise ValueError("Enter a whole postcode, like PO1 2AL")
    compact = written.replace(" ", "")
    return f"{compact[:-3]} {compact[-3:]}"


def _sections() -> tuple[Section, ...]:
    return (("", ((SHOWN, "Yes, show it"), (PRIVATE, "No, keep it private: people ask us where to meet"))),)


QUESTIONS = (
    Question("name", "The name of the place, if it has one", "Like: The Old School", longest=120),
    Question("address", "Street and number", longest=200),
    Question("city", "Town or city", longest=80),
    Question("postcode", "Postcode", "Like PO1 2AL", read=read_postcode, longest=10),
    Question(
        "masked",
        "May we show this address?",
        "A private one is on no page, map or list, and no distance is told from it.",
        Look.ONE,
        {PRIVATE: True}.get,
        lambda told: PRIVATE if told else SHOWN,
        _sections,
    ),
    yes_or_no("step_free", "Can people get in without steps?"),
    yes_or_no("accessible_toilet", "Is there an accessible toilet?"),
    yes_or_no("hearing_loop", "Is there a hearing loop?"),
    yes_or_no("quiet_space", "Is there a quiet space to wait in?"),
    Question("access_note", "How to find it, and the way in", "Like: The blue door beside the library.", Look.LINES,
             longest=400, is_public=True),
)  # fmt: skip
FIELDS = tuple(one.field for one in QUESTIONS)


@listing_page("/address", ["GET", "POST"], by_link=False)
def add_address(desk: Desk) -> ResponseReturnValue:
    return edit(desk, _form(Location(new_part_id()), "Add an address"))


@listing_page("/address/<part>", ["GET", "POST"], by_link=False)
def change_address(desk: Desk, part: str) -> ResponseReturnValue:
    return edit(desk, _form(address_of(desk.service, part), "Change an address"))


@listing_page("/left/<part>", ["GET", "POST"], by_link=False)
def leave_address(desk: Desk, part: str) -> ResponseReturnValue:
    """Asked first, and looked at by an editor."""
    shown = {"words": address_words(address_of(desk.service, part))}
    return edit(desk, FactForm("providers/left.html", lambda _: {}, partial(_without, part), shown))


def address_of(service: Service, part: str) -> Location:
    """The location of that id, or raise `AddressNotFound`."""
    for place in service.locations:
        if place.id == part:
            return place
    raise AddressNotFound("This address is not on the listing any more.")


def warn_of_postcode(typed: str) -> Iterator[str]:
    """What is in no list of postcodes, or has gone out of use."""
    try:
        place = _find(read_postcode(typed))
    except ValueError:
        return
    has_file = get_directory().settings.postcodes.exists()
    if typed and (place is None or (has_file and place.source is PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE)):
        yield f"We cannot find {typed.upper()} in our list of postcodes. Is every letter of it right?"
    elif place and place.source is PlaceSource.ENDED_POSTCODE:
        yield f"{typed.upper()} is not in use any more. Is there a newer one?"


def _form(place: Location, title: str) -> FactForm:
    group = Group(
        title,
        "A street address helps people plan, and shows how far it is. What somebody meets at the door decides whether "
        "they can come at all.",
        QUESTIONS,
        tuple(f"locations/{field}" for field in FIELDS),
        partial(_told, place.id),
        partial(_with_address, place),
        is_contact=True,
    )
    return form_of_group(group, _warn)


def _warn(group: Group, typed: Typed) -> Iterable[str]:
    yield from warn_of_postcode(typed.get("postcode", ""))
    yield from warn_of_group(group, typed)


def _told(part: str, service: Service, fields: Iterable[str]) -> Told:
    place = next((one for one in service.locations if one.id == part), Location(part))
    return {field: getattr(place, field) for field in fields}


def _with_address(new: Location, service: Service, told: Told) -> Service:
    before = next((one for one in service.locations if one.id == new.id), new)
    place = replace(before, **{**told, "masked": bool(told["masked"])})
    if not any((place.name, place.address, place.city, place.postcode)):
        raise FormNotUnderstood({"address": "Enter the street and number, or at least the town"})
    if place.postcode != before.postcode:
        found = _find(place.postcode)
        place = replace(place, point=found.point if found and found.exact else None)
    known = any(one.id == new.id for one in service.locations)
    others = tuple(place if one.id == new.id else one for one in service.locations)
    return replace(service, locations=others if known else (*others, place))


def _find(postcode: str | None) -> Place | None:
    """Where it is, as far as it is known."""
    if not postcode:
        return None
    try:
        place: Place = get_directory().gazetteer.find(postcode)
    except PlaceNotUnderstood:
        return None
    return place


def _without(part: str, typed: Typed, service: Service, today: date) -> Service:
    return replace(service, locations=tuple(one for one in service.locations if one.id != part))

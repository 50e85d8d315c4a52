"""Ways in that a feed tells of: telephones, email, and the hours somebody answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from directory.domain.services import Channel, ContactPoint, Schedule
from directory.openreferral.hours import read_schedules
from directory.openreferral.text import line_of, list_of, object_of

TEXT_TYPES = frozenset({"text", "sms", "mobile text", "textphone sms"})
LEFT_OUT_TYPES = frozenset({"fax", "pager", "tty", "textphone", "modem"})
LONGEST_LABEL = 80


def read_contacts(service: dict[str, Any], hours: tuple[Schedule, ...] | None, today: date) -> tuple[ContactPoint, ...]:
    """Each number and email address once. Names of people are not kept: their part ("Reception") is the label.

    A telephone without hours of its own has those of the service.
    """
    found: dict[tuple[Channel, str], ContactPoint] = {}
    for contact in _given(service, today):
        found.setdefault((contact.channel, "".join(contact.value.split())), contact)
    return tuple(
        replace(one, schedules=hours) if one.channel is Channel.PHONE and one.schedules is None else one
        for one in found.values()
    )


def _given(service: dict[str, Any], today: date) -> Iterator[ContactPoint]:
    yield from _phones(service, None, today)
    for contact in list_of(service.get("contacts")):
        label = line_of(contact.get("title")) or line_of(contact.get("department"))
        yield from _phones(contact, label, today)
        yield from _email(contact, label)
    for at in list_of(service.get("service_at_locations")):
        yield from _phones(at, None, today)
        yield from _phones(object_of(at.get("location")), None, today)
    for location in list_of(service.get("locations")):
        yield from _phones(location, None, today)
    yield from _email(service, None)


def _phones(holder: dict[str, Any], label: str | None, today: date) -> Iterator[ContactPoint]:
    given = list_of(holder.get("phones"))
    if not given and line_of(holder.get("phone")):
        given = [{"number": holder["phone"]}]
    for phone in given:
        kind = (line_of(phone.get("type")) or "").lower()
        number = (line_of(phone.get("number")) or "").strip('"')
        extension = line_of(phone.get("extension"))
        if not any(char.isdigit() for char in number) or kind in LEFT_OUT_TYPES:
            continue
        said = label or line_of(phone.get("description"))
        yield ContactPoint(
            "",
            Channel.TEXT if kind in TEXT_TYPES else Channel.PHONE,
            f"{number} ext {extension}" if extension else number,
            label=said if said and len(said) <= LONGEST_LABEL else None,
            schedules=read_schedules(list_of(phone.get("schedules")), today),
        )


def _email(holder: dict[str, Any], label: str | None) -> Iterator[ContactPoint]:
    email = line_of(holder.get("email"))
    if email and "@" in email:
        yield ContactPoint("", Channel.EMAIL, email, label=label)

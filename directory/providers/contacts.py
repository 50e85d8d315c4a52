"""A new number or address to reach a service: it waits until an editor has asked by one that we had before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue

from directory.domain.errors import EmailNotUnderstood
from directory.domain.facts import new_part_id
from directory.domain.keepers import read_email
from directory.domain.phone_numbers import read_phone_number
from directory.domain.services import Channel, ContactPoint, Service
from directory.domain.web_addresses import read_web_address
from directory.keeping.contact_warnings import warn_of_contact
from directory.providers.answers import yes_or_no
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.parts import point_of, with_point
from directory.providers.questions import Look, Question, Section
from directory.providers.typed import FormNotUnderstood, Typed

CHANNELS = {
    Channel.PHONE: "A phone number to ring",
    Channel.TEXT: "A number to text",
    Channel.EMAIL: "An email address",
    Channel.CHAT: "A web page with a chat",
    Channel.FORM: "A web page with a form",
    Channel.APP: "An app",
    Channel.DROP_IN: "A place to turn up at",
}
ON_THE_WEB = (Channel.CHAT, Channel.FORM)
LONGEST_LABEL = 80
EVERYONE, PROFESSIONALS = "everyone", "professionals"


def _readers() -> tuple[Section, ...]:
    return (("", ((EVERYONE, "Everyone"), (PROFESSIONALS, "Only professionals, on their own pages. We agree to that"))),)


EXTRAS = (
    yes_or_no("is_free", "Is it free to use?"),
    yes_or_no("anonymous", "Can people stay nameless?"),
    Question("leaves_trace", "What does it leave on a phone, or on a bill?", "Like: The number is on the bill. Many "
             "share a phone, or somebody looks at it.", longest=200, is_public=True),
    Question("readers", "Who may see it?", look=Look.ONE, sections=_readers),
)  # fmt: skip


@listing_page("/contact/<part>", ["GET", "POST"], by_link=False)
def change_contact(desk: Desk, part: str) -> ResponseReturnValue:
    point = point_of(desk.service, part)
    read, warn = partial(_read_change, part), partial(_warn, point.channel)
    shown = {"point": point, "extras": EXTRAS}
    return edit(desk, FactForm("providers/contact.html", partial(_fill, part), read, shown, warn, is_contact=True))


@listing_page("/contact", ["GET", "POST"], by_link=False)
def add_contact(desk: Desk) -> ResponseReturnValue:
    shown = {"point": None, "channels": [(one.value, words) for one, words in CHANNELS.items()], "extras": EXTRAS}
    fill = {"readers": EVERYONE}
    warn = partial(_warn, None)
    return edit(desk, FactForm("providers/contact.html", lambda _: fill, _read_new, shown, warn, is_contact=True))


def _fill(part: str, service: Service) -> Typed:
    point = point_of(service, part)
    agreed = PROFESSIONALS if point.consent_recorded else ""
    told = {"value": point.value, "label": point.label or "", "readers": agreed if point.professionals_only else EVERYONE}
    return told | {one.name: one.write(getattr(point, one.field)) for one in EXTRAS if one.name not in told}


def _read_change(part: str, typed: Typed, service: Service, today: date) -> Service:
    return with_point(service, _read(typed, point_of(service, part)))


def _read_new(typed: Typed, service: Service, today: date) -> Service:
    try:
        channel = Channel(typed.get("channel", ""))
    except ValueError as error:
        raise FormNotUnderstood({"channel": "Select what kind it is"}) from error
    return with_point(service, _read(typed, ContactPoint(new_part_id(), channel, "")))


def _read(typed: Typed, point: ContactPoint) -> ContactPoint:
    """With what was asked; a question that was not on the form changes nothing."""
    label, errors = typed.get("label", ""), {}
    value = point.value
    try:
        value = _read_value(typed.get("value", ""), point.channel)
    except (ValueError, EmailNotUnderstood) as error:
        errors["value"] = str(error)
    if len(label) > LONGEST_LABEL:
        errors["label"] = f"Use at most {LONGEST_LABEL} letters"
    if len(typed.get("leaves_trace", "")) > EXTRAS[2].longest:
        errors["leaves_trace"] = f"Use at most {EXTRAS[2].longest} letters"
    if errors:
        raise FormNotUnderstood(errors)
    return replace(point, value=value, label=label or None, **_read_extras(typed))


def _read_extras(typed: Typed) -> dict[str, Any]:
    told = {one.field: one.read(typed[one.name]) for one in EXTRAS if one.name in typed and one.name != "readers"}
    chosen = typed.get("readers")
    if chosen in (EVERYONE, PROFESSIONALS):
        told |= dict.fromkeys(("professionals_only", "consent_recorded"), chosen == PROFESSIONALS)
    return told


def _warn(channel: Channel | None, typed: Typed) -> Iterable[str]:
    chosen = channel or next((one for one in Channel if one.value == typed.get("channel")), None)
    return warn_of_contact(typed.get("value", ""), chosen)


def _read_value(typed: str, channel: Channel) -> str:
    if not typed:
        raise ValueError("Enter the number or address")
    if channel in (Channel.PHONE, Channel.TEXT):
        return read_phone_number(typed)
    if channel is Channel.EMAIL:
        return read_email(typed)
    is_web = channel in ON_THE_WEB or typed.lower().startswith(("http://", "https://"))
    return read_web_address(typed) if is_web else " ".join(typed.split())

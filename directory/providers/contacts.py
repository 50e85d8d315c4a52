"""A new number or address to reach a service: it waits until an editor has asked by one that we had before."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from flask.typing import ResponseReturnValue

from directory.domain.errors import EmailNotUnderstood
from directory.domain.facts import new_part_id
from directory.domain.keepers import read_email
from directory.domain.services import Channel, ContactPoint, Service
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, Typed, edit
from directory.providers.parts import point_of, with_point
from directory.providers.plain_words import warn_of_contact
from directory.providers.typed import FormNotUnderstood
from directory.web.filters import web_address

CHANNELS = {
    Channel.PHONE: "A phone number to ring",
    Channel.TEXT: "A number to text",
    Channel.EMAIL: "An email address",
    Channel.CHAT: "A web page with a chat",
    Channel.FORM: "A web page with a form",
}
LONGEST_LABEL = 80


@listing_page("/contact/<part>", ["GET", "POST"], by_link=False)
def change_contact(desk: Desk, part: str) -> ResponseReturnValue:
    point = point_of(desk.service, part)
    read, warn = partial(_read_change, part), partial(_warn, point.channel)
    form = FactForm("providers/contact.html", partial(_fill, part), read, {"point": point}, warn)
    return edit(desk, form)


@listing_page("/contact", ["GET", "POST"], by_link=False)
def add_contact(desk: Desk) -> ResponseReturnValue:
    shown = {"point": None, "channels": [(one.value, words) for one, words in CHANNELS.items()]}
    return edit(desk, FactForm("providers/contact.html", lambda _: {}, _read_new, shown, partial(_warn, None)))


def _fill(part: str, service: Service) -> Typed:
    point = point_of(service, part)
    return {"value": point.value, "label": point.label or ""}


def _read_change(part: str, typed: Typed, service: Service, today: date) -> Service:
    point = point_of(service, part)
    value, label = _read(typed, point.channel)
    return with_point(service, replace(point, value=value, label=label))


def _read_new(typed: Typed, service: Service, today: date) -> Service:
    try:
        channel = Channel(typed.get("channel", ""))
    except ValueError as error:
        raise FormNotUnderstood({"channel": "Select what kind it is"}) from error
    value, label = _read(typed, channel)
    return with_point(service, ContactPoint(new_part_id(), channel, value, label=label))


def _read(typed: Typed, channel: Channel) -> tuple[str, str | None]:
    label = typed.get("label", "")
    try:
        value = _read_value(typed.get("value", ""), channel)
    except (ValueError, EmailNotUnderstood) as error:
        raise FormNotUnderstood({"value": str(error)}) from error
    if len(label) > LONGEST_LABEL:
        raise FormNotUnderstood({"label": f"Use at most {LONGEST_LABEL} letters"})
    return value, label or None


def _warn(channel: Channel | None, typed: Typed) -> Iterable[str]:
    chosen = channel or next((one for one in Channel if one.value == typed.get("channel")), None)
    return warn_of_contact(typed.get("value", ""), chosen)


def _read_value(typed: str, channel: Channel) -> str:
    if not typed:
        raise ValueError("Enter the number or address")
    if channel in (Channel.PHONE, Channel.TEXT):
        return _read_number(typed)
    if channel is Channel.EMAIL:
        return read_email(typed)
    if channel in (Channel.CHAT, Channel.FORM, Channel.APP) and not re.fullmatch(r"https?://[^\s/]+\.\S+", typed):
        raise ValueError("Enter a web address, like https://example.org/chat")
    return web_address(typed) or typed


def _read_number(typed: str) -> str:
    """As it was typed: the groups people know it by stay."""
    digits = re.sub(r"\D", "", typed)
    if re.search(r"[^\d\s+()\-]", typed) or not 5 <= len(digits) <= 13:
        raise ValueError("Enter a whole phone number with its area code, like 01632 960001")
    return " ".join(typed.split())

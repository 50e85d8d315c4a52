"""Ways to get in touch, for somebody at work: the lines kept for professionals first, and only here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.services import Channel, ContactPoint, Service
from directory.web.filters import bare_address, phone
from directory.web.wording import contact_address, hours_words

# What a desk in a practice can use at once comes first.
ORDER = (Channel.FORM, Channel.EMAIL, Channel.PHONE, Channel.TEXT, Channel.CHAT, Channel.DROP_IN, Channel.APP)
CHANNELS = {
    Channel.PHONE: "Phone",
    Channel.TEXT: "Text",
    Channel.CHAT: "Web chat",
    Channel.EMAIL: "Email",
    Channel.FORM: "Form",
    Channel.DROP_IN: "Drop-in",
    Channel.APP: "App",
}
SHORT_SHOWN = 3
NUMBER = re.compile(r"(?<![\w.@/])(?:\+44[\s()-]*|0)\d(?:[\s()-]*\d){6,}|(?<![\w.@/])116[\s-]?\d{3}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# In place of a number or an address that is not to be shown, so that the sentence around it still reads.
THE_NUMBER, THE_ADDRESS = (f"the {what} for professionals (ask them for it)" for what in ("number", "address"))


@dataclass(frozen=True)
class Contact:
    """`short` stands in a row of the table, `shown` where there is room. `for_professionals` are never shown elsewhere."""

    channel: str
    short: str
    shown: str
    address: str
    label: str
    hours: str
    for_professionals: bool


def contacts_for_professionals(service: Service) -> tuple[Contact, ...]:
    """Every way in touch but those for professionals whose provider has not agreed to it."""
    points = [one for one in service.contact_points if one.consent_recorded or not one.professionals_only]
    points.sort(key=lambda one: (not one.professionals_only, ORDER.index(one.channel)))
    return tuple(_contact(point) for point in points)


def in_short(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """One of each kind, a number among them where there is one: what fits in a row."""
    kinds = {contact.channel: contact for contact in reversed(tuple(contacts))}
    ordered = [kinds[CHANNELS[channel]] for channel in ORDER if CHANNELS[channel] in kinds]
    return tuple(ordered[:SHORT_SHOWN])


def advice_words(service: Service) -> str:
    """Their advice line in their own words; of numbers and addresses in it only those that may be shown as a contact."""
    agreed = {
        _bare(point.value) for point in service.contact_points if point.consent_recorded or not point.professionals_only
    }

    def shown(found: re.Match[str]) -> str:
        if _bare(found[0]) in agreed:
            return found[0]
        instead = THE_ADDRESS if "@" in found[0] else THE_NUMBER
        return instead if found.start() else instead.capitalize()

    return EMAIL.sub(shown, NUMBER.sub(shown, service.advice_line or ""))


def _bare(value: str) -> str:
    """The same for each way in which one number or one address is written."""
    if "@" in value:
        return value.strip().rstrip(".").casefold().removeprefix("mailto:")
    return re.sub(r"\D", "", value.replace("(0)", "").replace("+44", "0"))


def _contact(point: ContactPoint) -> Contact:
    is_number = point.channel in (Channel.PHONE, Channel.TEXT)
    shown = phone(point.value) if is_number else bare_address(point.value)
    return Contact(
        channel=CHANNELS[point.channel],
        short=shown if point.channel is Channel.PHONE else CHANNELS[point.channel],
        shown=shown,
        address=contact_address(point) or "",
        label=point.label or "",
        hours=hours_words(point.schedules) or "",
        for_professionals=point.professionals_only,
    )

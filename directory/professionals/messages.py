"""A text message for the family: what they picked, the list's address and whom to ring in danger, in two parts at most."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from directory.domain.crisis import CrisisLine
from directory.domain.judging import GROWN_UPS
from directory.domain.services import Channel, ContactPoint, Schedule, Service, Status
from directory.professionals.giving_way import Said, Wordings, say_what_fits
from directory.professionals.plain_text import plain, shorten, without_accents
from directory.professionals.short_words import short_ages, short_only
from directory.professionals.steps import (
    BY_PARENTS,
    hours_of_the_week,
    must_be_asked,
    number_or_address,
    only_groups,
    short_hours,
    whom_to_ask,
)
from directory.web.filters import MONTHS, bare_address
from directory.web.wording import main_wait, text_keyword

# GSM 03.38: its own letters take one place each, those of its second table take two.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWO_PLACES = frozenset("^{}\\[~]|€\f")
# Places in one part alone, and in each of several.
GSM_ROOM = (160, 153)
UCS2_ROOM = (70, 67)
MOST_SEGMENTS = 2
# How long a name may be, from all of it to hardly any.
NAME_ROOMS = (200, 48, 36, 28, 22, 16, 10)
ARTICLE = re.compile(r"^(the|an?) ", re.IGNORECASE)
# The longest address that stands in for a number where there is none.
LONGEST_ADDRESS = 40
SEE_LIST = "see list"
WRITTEN = (Channel.EMAIL, Channel.FORM, Channel.CHAT)
# What says less first where it would be three parts: never a piece of an age, an hour or a number, and no number goes.
GIVES_WAY = ("name", "name", "heading", "way", "name", "name", "who", "name", "name", "who", "way")
NOT_FOR_ALL = "not for all"
STANDS = {
    Status.DEFUNCT: "closed for good",
    Status.INACTIVE: "not running now",
    Status.TEMPORARILY_CLOSED: "closed for now",
}
NO_ROOM = "no new people now"
# A number may stand without its hours where it is answered when people expect it: most working days, about midday.
WORKING_DAYS, FEWEST_DAYS, DAYTIME = frozenset(range(5)), 4, (time(12), time(15))
SET_HOURS = "set hours"
# Hours as short as this are always said: those of the night are.
SHORT_HOURS = 18


@dataclass(frozen=True)
class Danger:
    """Whom to ring: for life in danger, and for what cannot wait."""

    life: CrisisLine
    urgent: CrisisLine

    def numbers(self) -> str:
        return f"{self.life.number}. Urgent: {plain(self.urgent.what_to_do).removeprefix('Ring ')}"


@dataclass(frozen=True)
class Message:
    """`only_plain` is False where a letter makes the whole message take twice the room."""

    text: str
    segments: int
    only_plain: bool


def write_message(services: Sequence[Service], heading: str, address: str, lines: Danger, today: date) -> Message:
    """The fullest wording that fits in two parts; the day, the address and every number are always whole.

    Names in a script that would leave no room for the numbers give way to their places on the list.
    """
    head: Wordings = {"heading": (f"{plain(heading)}:", "")}
    named = [head, *(_entry(service, today) for service in services)]
    placed = [head, *(_placed(entry, n) for n, entry in enumerate(named[1:], start=1))]
    ends = _ends(address, lines, today)
    drafts = (_with_end(things, end) for things in (named, placed) for end in ends)
    text = next((draft for draft in drafts if count_segments(draft) <= MOST_SEGMENTS), ends[-1])
    return Message(text, count_segments(text), is_gsm(text))


def _ends(address: str, lines: Danger, today: date) -> tuple[str, str]:
    """The day, the list and whom to ring; shorter for scripts of which a message holds less than half."""
    on = f"{today.day} {MONTHS[today.month - 1][:3]}"
    return f"{on}, check first.\n{address}\nLife in danger: {lines.numbers()}", f"{on}\n{address}\nDanger: {lines.numbers()}"


def _with_end(things: Sequence[Wordings], end: str) -> str:
    said = say_what_fits(things, GIVES_WAY, lambda said: _parts_of(said, end) <= MOST_SEGMENTS, lambda one: len(_line(one)))
    return _joined(said, end)


def _parts_of(said: Iterable[Said], end: str) -> int:
    return count_segments(_joined(said, end))


def _joined(said: Iterable[Said], end: str) -> str:
    return "\n".join(line for line in (*(_line(one) for one in said), end) if line)


def _line(said: Said) -> str:
    return " ".join(words for words in said.values() if words)


def count_segments(text: str) -> int:
    """How many text messages this is sent as. A sign that takes two places is never parted."""
    places, (alone, together) = (_gsm_places, GSM_ROOM) if is_gsm(text) else (_ucs2_places, UCS2_ROOM)
    widths = [places(char) for char in text]
    return 1 if sum(widths) <= alone else _parts(widths, together)


def _parts(widths: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts


def _gsm_places(char: str) -> int:
    return 2 if char in GSM_TWO_PLACES else 1


def _ucs2_places(char: str) -> int:
    return len(char.encode("utf-16-le")) // 2


def is_gsm(text: str) -> bool:
    return set(text) <= GSM | GSM_TWO_PLACES


def _entry(service: Service, today: date) -> Wordings:
    """Its name, whom it is for or why it is no use now, and how to reach it."""
    name = plain(service.name)
    names = tuple(_sendable(_shortened(name, room)) for room in NAME_ROOMS)
    stands = _stands(service, today)
    return {
        "name": names,
        "who": stands or _who(service),
        "way": ("",) if service.status in STANDS else _ways(service, name),
    }


def _shortened(name: str, room: int) -> str:
    """Where little of it is left, that is not its article."""
    return shorten(name if len(name) <= room else ARTICLE.sub("", name), room)


def _placed(entry: Wordings, place: int) -> Wordings:
    return entry if is_gsm(entry["name"][-1]) else {**entry, "name": (f"No. {place} on the list",)}


def _sendable(name: str) -> str:
    """Without its accents where that is all it takes: better than half the room for everything else."""
    bare = "".join(char if char in GSM else without_accents(char) for char in name)
    return bare if is_gsm(bare) else name


def _stands(service: Service, today: date) -> tuple[str, ...]:
    """Why it is no use now, with the wait where there is room; nothing where it is open."""
    if service.status in STANDS:
        return (f"({STANDS[service.status]})",)
    if service.taking_new_people is not False:
        return ()
    wait = main_wait([one for one in service.waits if one.need is None], today)
    said = f"({NO_ROOM}, wait {plain(wait.words)})" if wait and wait.holds else f"({NO_ROOM})"
    return (said, f"({NO_ROOM})")


def _who(service: Service) -> tuple[str, ...]:
    """Whom alone it is for and the ages; where there is no room, that it is not for all; that too before a number."""
    only = only_groups(service)
    ages = "" if only & GROWN_UPS or not service.age_rules else short_ages(service.age_rules, only)
    told = [short_only(only), "" if ages.endswith("any age") else ages]
    said = ", ".join(words for words in told if words)
    return (f"({said})", min(f"({said})", f"({NOT_FOR_ALL})", key=len), "") if said else ("",)


def _ways(service: Service, name: str) -> tuple[str, ...]:
    """A number that those who get the message can use, with its hours; else an address, or whom to ask."""
    if must_be_asked(service) and BY_PARENTS not in (service.routes or ()):
        who = whom_to_ask(service)
        return (f"ask {who}", f"ask {who.split(' or ')[0].removeprefix('your ')}") if who else (SEE_LIST,)
    lead = "parents: " if must_be_asked(service) else ""
    points = service.public_contact_points
    called = [one for channel in (Channel.PHONE, Channel.TEXT) for one in points if one.channel is channel]
    if not called:
        return _addresses(service, lead)
    number, schedules = _number(called[0]), called[0].schedules
    if number == name:
        return ("parents ask" if lead else "",)
    hours, usual = short_hours(schedules), hours_of_the_week(schedules)
    hint = "" if _is_in_daytime(schedules) else usual if len(usual) <= SHORT_HOURS else SET_HOURS
    return f"{lead}{number} {hours}".strip(), f"{lead}{number} {hint}".strip(), f"{lead}{number}"


def _addresses(service: Service, lead: str) -> tuple[str, ...]:
    """The first that is short enough; where there is no room for it, that the list has it."""
    written = [bare_address(one.value) for one in service.public_contact_points if one.channel in WRITTEN]
    known = (one for one in (*written, bare_address(service.url or "")) if one and len(one) <= LONGEST_ADDRESS)
    address = next(known, SEE_LIST)
    return f"{lead}{address}", f"{lead}{address}", f"{lead}{SEE_LIST}"


def _is_in_daytime(schedules: Iterable[Schedule] | None) -> bool:
    opens, closes = DAYTIME
    if schedules is None:
        return True
    days = {
        day
        for one in schedules
        for day in one.days & WORKING_DAYS
        if one.opens_at <= opens and (one.closes_at >= closes or one.closes_at <= one.opens_at)
    }
    return len(days) >= FEWEST_DAYS


def _number(point: ContactPoint) -> str:
    word, number = text_keyword(point), number_or_address(point)
    if point.channel is not Channel.TEXT:
        return number
    return f"text {word} to {number}" if word else f"text {number}"

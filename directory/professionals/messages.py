"""A text message for the family: the services' names, the list's address and one number for now, in two parts at most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from directory.domain.crisis import CrisisLine
from directory.domain.services import Channel, ContactPoint, Service
from directory.professionals.plain_text import plain, shorten, without_accents
from directory.professionals.steps import BY_PARENTS, CLOSED, must_be_asked, whom_to_ask
from directory.web.filters import MONTHS, phone
from directory.web.wording import text_keyword

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
NAME_ROOMS = (200, 48, 36, 28, 22, 16)


@dataclass(frozen=True)
class Message:
    """`only_plain` is False where a letter makes the whole message take twice the room."""

    text: str
    segments: int
    only_plain: bool


def write_message(services: Sequence[Service], heading: str, address: str, line: CrisisLine, today: date) -> Message:
    """The fullest wording that fits in two parts; the day, the address and the number are always whole."""
    on = f"{today.day} {MONTHS[today.month - 1][:3]}"
    end = f"{on}. Check before you go.\n{address}\nUrgent? {plain(line.what_to_do)}"
    drafts = [*_drafts(services, plain(heading), end), end]
    fitting = (draft for draft in drafts if count_segments(draft) <= MOST_SEGMENTS)
    text = next(fitting, end)
    return Message(text, count_segments(text), is_gsm(text))


def count_segments(text: str) -> int:
    """How many text messages this is sent as. A sign that takes two places is never parted."""
    widths = [_gsm_places(char) if is_gsm(text) else _ucs2_places(char) for char in text]
    alone, together = GSM_ROOM if is_gsm(text) else UCS2_ROOM
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
    return all(char in GSM or char in GSM_TWO_PLACES for char in text)


def _drafts(services: Sequence[Service], heading: str, end: str) -> Iterator[str]:
    """With numbers, then with names alone, then without a heading, each with the names shorter and shorter."""
    for lead, with_number in (([f"{heading}:"], True), ([f"{heading}:"], False), ([], False)):
        for room in NAME_ROOMS:
            lines = [_entry(service, room, with_number=with_number) for service in services]
            yield "\n".join([*lead, *lines, end])
    yield f"{heading}:\n{end}"


def _entry(service: Service, room: int, *, with_number: bool) -> str:
    name = shorten(plain(service.name), room)
    step = _next_step(service, with_number=with_number)
    return f"{_sendable(name)} {step}".strip()


def _sendable(name: str) -> str:
    """Without its accents where that is all it takes: better than half the room for everything else."""
    bare = "".join(char if char in GSM else without_accents(char) for char in name)
    return bare if is_gsm(bare) else name


def _next_step(service: Service, *, with_number: bool) -> str:
    """A number that those who get the message can use, or whom to ask where they cannot use one."""
    if service.status in CLOSED:
        return "(closed now)"
    number = _number(service) if with_number else ""
    if not must_be_asked(service):
        return number
    if number and BY_PARENTS in (service.routes or ()):
        return f"(parents) {number}"
    who = whom_to_ask(service)
    return f"(ask {who})" if who else "(parents)"


def _number(service: Service) -> str:
    points = service.public_contact_points
    rung = [phone(point.value) for point in points if point.channel is Channel.PHONE]
    texted = [_text_to(point) for point in points if point.channel is Channel.TEXT]
    return next(iter((*rung, *texted)), "")


def _text_to(point: ContactPoint) -> str:
    word = text_keyword(point)
    return f"text {word} to {phone(point.value)}" if word else f"text {phone(point.value)}"

"""What goes into a record: three plain lines a service, short enough for three services whatever they are called.

Patients read their records, so only contacts that are for everybody are ever written here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from directory.domain.checks import LastChecks
from directory.domain.services import Channel, ContactPoint, Service, Status, Wait
from directory.domain.taxonomy import Facet, Taxonomy
from directory.domain.waits import the_wait
from directory.finding.results import Found
from directory.finding.wording import Names
from directory.professionals.checked import main_check
from directory.professionals.giving_way import Wordings
from directory.professionals.plain_text import plain, shorten, whole_phrases
from directory.professionals.short_words import STAGES, short_ages, short_area, short_day, short_only
from directory.professionals.steps import only_groups
from directory.web.filters import bare_address, listed, phone, weeks
from directory.web.wording import text_keyword

# What a record takes, even where each line end is two characters; the blocks of up to three services share it.
ROOM, SHARED_BY = 600, 3
# The most characters each part may have before anything has to give way.
MOST = {"name": 48, "provider": 36, "what": 32, "area": 40, "threshold": 240}
MOST_AGES, LONGEST_CONTACT = 34, 34
# Instead of a number of characters: its next wording is said, which is a shorter one.
SHORTER = -1
# Which part is cut first, and how short it may become, 0 being left out. What stays is whom alone it is for, the ages, a way
# in, the wait with its stage and its day, what nobody has confirmed, and the day of the check.
GIVES_WAY = (("threshold", 64), ("provider", 24), ("what", 0), ("provider", 0), ("wait", SHORTER), ("threshold", 40),
             ("area", 34), ("way", SHORTER), ("threshold", 0), ("area", 24), ("area", 12), ("name", 22),
             ("doubt", SHORTER), ("only", SHORTER), ("contact", SHORTER), ("area", 0), ("name", 8), ("way", SHORTER),
             ("ages", 12))  # fmt: skip
MADE_UP = "MADE UP"
LINES = (
    (" - ", ("name", "made_up", "provider", "what")),
    ("; ", ("way", "contact", "wait")),
    ("; ", ("only", "ages", "area", "doubt", "threshold", "checked")),
)
ROUTES = {
    "turn-up": "drop in",
    "self": "self",
    "gp": "GP",
    "school": "school",
    "parent": "parent",
    "any-professional": "professional",
    "social-care": "social care",
    "youth-justice": "youth justice",
}
ROUTES_NAMED = 3
# What a desk in a practice can use at once comes first.
CONTACT_ORDER = (Channel.PHONE, Channel.EMAIL, Channel.TEXT, Channel.FORM, Channel.CHAT, Channel.DROP_IN, Channel.APP)
CONTACT_WORDS = {Channel.TEXT: "text ", Channel.DROP_IN: "at "}
NO_WAIT = "no wait"
SEE_DIRECTORY = "see the directory"
UNCONFIRMED = "unconfirmed: ask"
SOME_GROUPS = "only some groups: ask"
FULL = ("NOT TAKING NEW PEOPLE", "NO NEW PEOPLE")
NOT_OPEN = {Status.INACTIVE: "CLOSED", Status.DEFUNCT: "CLOSED", Status.TEMPORARILY_CLOSED: "CLOSED FOR NOW"}


def records_of(found: Found, names: Names, now: datetime, needs: Sequence[str] = ()) -> tuple[str, str, str]:
    """Cut to stand beside two others, beside one, and alone; each but the first empty where it would say no more."""
    wordings = _wordings(found, names, now, needs)
    texts = ["\n".join(_fitted(wordings, longest_block(sharing))) for sharing in (SHARED_BY, 2, 1)]
    return texts[0], _if_more(texts[1], texts[0]), _if_more(texts[2], texts[1])


def _if_more(text: str, less: str) -> str:
    return text if text != less else ""


def shared_record_text(founds: Iterable[Found], names: Names, now: datetime) -> str:
    """Three lines a service; what the short ones leave, or those that were not picked, the long ones have."""
    founds = list(founds)
    whole = [len("\n".join(record_lines(found, names, now))) for found in founds]
    rooms = share_room(whole)
    blocks = (record_lines(found, names, now, room) for found, room in zip(founds, rooms, strict=True))
    return "\n".join(line for block in blocks for line in block)


def share_room(lengths: Sequence[int]) -> list[int]:
    """Characters for each block: as long as it is where all fit; else alike, but for those that need less."""
    sharing = min(len(lengths), SHARED_BY)
    alike = longest_block(sharing) if sharing else 0
    if len(lengths) > SHARED_BY:
        return [alike for _ in lengths]
    rooms, left = {}, alike * sharing
    for waiting, n in zip(range(sharing, 0, -1), sorted(range(sharing), key=lengths.__getitem__), strict=True):
        rooms[n] = min(lengths[n], left // waiting)
        left -= rooms[n]
    return [rooms[n] for n in range(sharing)]


def longest_block(sharing: int) -> int:
    """Of each of so many: two line ends inside and one between them, of two characters each."""
    return (ROOM + 1) // sharing - 4


def record_lines(found: Found, names: Names, now: datetime, room: int = ROOM, needs: Sequence[str] = ()) -> tuple[str, ...]:
    """Who it is; way in, contact and wait; for whom, ages, area, threshold and the day it was checked."""
    return _fitted(_wordings(found, names, now, needs), room)


def _fitted(wordings: Wordings, room: int) -> tuple[str, ...]:
    shorter = {key: iter(some) for key, some in wordings.items()}
    pieces = {key: _cut(key, next(some), MOST.get(key, ROOM)) for key, some in shorter.items()}
    gave_way = []
    for key, least in GIVES_WAY:
        over = _length(pieces) - room
        if over <= 0:
            break
        gave_way.append((key, pieces[key]))
        if least == SHORTER:
            pieces[key] = next(shorter[key], pieces[key])
        else:
            pieces[key] = _cut(key, pieces[key], max(least, len(pieces[key]) - over)) if least else ""
    return _lines(_filled_up(pieces, gave_way, room))


def _filled_up(pieces: Mapping[str, str], gave_way: Iterable[tuple[str, str]], room: int) -> Mapping[str, str]:
    """What there is room for after all, the last to give way first."""
    for key, before in reversed(list(gave_way)):
        fuller = {**pieces, key: before}
        if _length(fuller) > room and key in CUTS:
            fuller[key] = _cut(key, before, max(0, len(before) - _length(fuller) + room))
        if _length(fuller) <= room and len(fuller[key]) > len(pieces[key]):
            pieces = fuller
    return pieces


def _length(pieces: Mapping[str, str]) -> int:
    return len("\n".join(_lines(pieces)))


def _cut(key: str, words: str, room: int) -> str:
    return CUTS.get(key, shorten)(words, room)


def _lines(pieces: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(joiner.join(pieces[key] for key in keys if pieces[key]) for joiner, keys in LINES)


def _wordings(found: Found, names: Names, now: datetime, needs: Sequence[str]) -> Wordings:
    return {key: tuple(plain(words) for words in some) for key, some in _pieces(found, names, now, needs).items()}


def _pieces(found: Found, names: Names, now: datetime, needs: Sequence[str]) -> Wordings:
    """Every part in the wordings that it has, the fullest first."""
    service, only = found.service, only_groups(found.service)
    provider = found.organisation.name.replace(" (invented)", "")
    threshold = service.threshold.for_professional or service.threshold.for_plain or ""
    return {
        "name": (service.name,),
        "made_up": (MADE_UP if service.is_demonstration else "",),
        "provider": ("" if provider.casefold() == service.name.casefold() else provider,),
        "what": (_what(service, names.taxonomy),),
        "way": _ways(service),
        "contact": (contact_words(service), SEE_DIRECTORY),
        "wait": _waits(service.waits, now.date(), needs, names),
        "only": (short_only(only), min(short_only(only), SOME_GROUPS, key=len)),
        "ages": (shorten(short_ages(service.age_rules, only), MOST_AGES),),
        "area": (short_area(service.catchment, names),),
        "doubt": _doubts(service, only),
        "threshold": (threshold.strip().rstrip("."),),
        "checked": (_checked(found.last_checks),),
    }


def _checked(last: LastChecks) -> str:
    main = main_check(last)
    if main is None:
        return "not checked yet"
    part, check = main
    return f"{part} checked {short_day(check.checked_on)} {check.checked_on.year}".strip()


def _what(service: Service, taxonomy: Taxonomy) -> str:
    """The kind of help in professional words."""
    kinds = [term for term in taxonomy.of(Facet.KIND) if term.slug in (service.kinds or ())]
    return (kinds[0].professional_term or kinds[0].label).split(",")[0] if kinds else ""


def way_words(service: Service) -> str:
    return _ways(service)[0]


def _ways(service: Service) -> tuple[str, ...]:
    """At the shortest nothing, as a contact is a way in; but never where nobody new can come."""
    if service.status in NOT_OPEN:
        return (NOT_OPEN[service.status],)
    if service.taking_new_people is False:
        return FULL
    if not service.routes:
        return "way in not told", ""
    routes = [words for slug, words in ROUTES.items() if slug in service.routes]
    return _routes_named(routes, ROUTES_NAMED), _routes_named(routes, 1), ""


def _routes_named(routes: Sequence[str], most: int) -> str:
    more = "+" if len(routes) > most else ""
    return "/".join(routes[:most]) + more + ("" if list(routes) == [ROUTES["turn-up"]] else " referral")


def _doubts(service: Service, only: frozenset[str]) -> tuple[str, ...]:
    """Which facts of whom it is for were read from words, and confirmed by nobody."""
    told = {
        "audiences": ("groups", only),
        "age_rules": ("ages", service.age_rules),
        "catchment": ("area", service.catchment and service.catchment.groups),
    }
    doubtful = [words for field, (words, fact) in told.items() if fact and field in service.unconfirmed]
    said = f"{listed(doubtful, 'and')} unconfirmed" if doubtful else ""
    return said, min(said, UNCONFIRMED, key=len)


def contact_words(service: Service) -> str:
    """The first contact for everybody that is short enough to be whole; half a number helps nobody."""
    points = sorted(service.public_contact_points, key=lambda point: CONTACT_ORDER.index(point.channel))
    ways = [*(_point_words(point) for point in points), bare_address(service.url or "")]
    return next((way for way in ways if way and len(way) <= LONGEST_CONTACT), f"contact: {SEE_DIRECTORY}")


def _point_words(point: ContactPoint) -> str:
    is_number, word = point.channel in (Channel.PHONE, Channel.TEXT), text_keyword(point)
    if word:
        return f"text {word} to {phone(point.value)}"
    return CONTACT_WORDS.get(point.channel, "") + (phone(point.value) if is_number else bare_address(point.value))


def _waits(waits: Sequence[Wait], today: date, needs: Sequence[str], names: Names) -> tuple[str, ...]:
    """The one that anybody is shown, with its stage and day; where no need is known, whether others are told for some."""
    wait = the_wait(waits, today, needs)
    if wait is None:
        return ("wait not told",)
    if not wait.holds_on(today):
        return ("wait not known now",)
    weeks_words = re.sub(r"(\d) to (?=\d)", r"\1-", weeks(wait.weeks_from, wait.weeks_to))
    said = f"{'' if weeks_words == NO_WAIT else 'wait '}{weeks_words} {STAGES[wait.stage]}"
    varies = not needs and any(other.need and other.holds_on(today) for other in waits)
    need = f" for {names.taxonomy.label(Facet.NEED, wait.need).lower()}" if wait.need else ""
    told = f" (told {short_day(wait.said_on)})"
    full = f"{said}{need}{', varies by need' if varies else ''}{told}"
    if wait.need and wait.need not in needs:
        return full, f"{re.sub(r' weeks?', ' wk', said)}, one need{told}"
    return full, f"{re.sub(r' weeks?', ' wk', said)}{', varies' if varies else ''}{told}"


def _cut_area(words: str, room: int) -> str:
    """What ties somebody to it stays, where it is one word: that it goes by the GP says more than the end of a name."""
    where, colon, tie = words.rpartition(": ")
    if len(words) <= room or words.count(colon or " ") > 1 or " " in tie or room < len(tie) + 12:
        return shorten(words, room)
    return f"{shorten(where, room - len(tie) - 2)}: {tie}"


# Half a phrase can say the opposite.
CUTS: Mapping[str, Callable[[str, int], str]] = {"threshold": whole_phrases, "area": _cut_area}

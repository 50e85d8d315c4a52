"""What goes into a record: three plain lines a service, short enough for three services whatever they are called.

Patients read their records, so only contacts that are for everybody are ever written here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from directory.domain.checks import LastChecks
from directory.domain.eligibility import AgeRule, AgeUnit, AreaKind, Basis, Catchment, Condition, WhoseAge
from directory.domain.services import Channel, ContactPoint, Service, Status
from directory.domain.taxonomy import Facet, Taxonomy
from directory.finding.results import Found
from directory.finding.wording import Names
from directory.professionals.checked import main_check
from directory.professionals.plain_text import plain, shorten, whole_phrases
from directory.web.filters import MONTHS, bare_address, phone
from directory.web.wording import main_wait, text_keyword

# What a record takes, even where each line end is two characters; the blocks of up to three services share it.
ROOM, SHARED_BY = 600, 3
# The most characters each part may have before anything has to give way.
MOST = {
    "name": 48,
    "provider": 36,
    "what": 32,
    "way": 36,
    "contact": 34,
    "wait": 42,
    "ages": 24,
    "area": 40,
    "threshold": 240,
}
# Which part is cut first, and how short it may become, 0 being left out; the others are never cut.
GIVES_WAY = (("threshold", 64), ("provider", 24), ("what", 0), ("threshold", 44), ("provider", 0), ("area", 34),
             ("threshold", 30), ("way", 24), ("area", 24), ("threshold", 0), ("area", 12), ("way", 12),
             ("name", 22))  # fmt: skip
# Cut between phrases: half a phrase can say the opposite.
BY_PHRASES = frozenset({"threshold"})
MADE_UP = "MADE UP"
LINES = (
    (" - ", ("name", "made_up", "provider", "what")),
    ("; ", ("way", "contact", "wait")),
    ("; ", ("ages", "area", "threshold", "checked")),
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
TIES = {Basis.LIVES_IN: "home", Basis.GP_IN: "GP", Basis.SCHOOL_IN: "school", Basis.LOOKED_AFTER_BY: "in care"}
NO_WAIT = "no wait"
NOT_OPEN = {Status.INACTIVE: "CLOSED", Status.DEFUNCT: "CLOSED", Status.TEMPORARILY_CLOSED: "CLOSED FOR NOW"}


def records_of(found: Found, names: Names, now: datetime) -> tuple[str, str, str]:
    """Cut to stand beside two others, beside one, and alone; each but the first empty where it would say no more."""
    texts = ["\n".join(record_lines(found, names, now, longest_block(sharing))) for sharing in (SHARED_BY, 2, 1)]
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


def record_lines(found: Found, names: Names, now: datetime, room: int = ROOM) -> tuple[str, ...]:
    """Who it is; way in, contact and wait; ages, area, threshold and the day it was checked."""
    words = _pieces(found, names, now)
    pieces = {key: _cut(key, plain(said), MOST[key]) if key in MOST else said for key, said in words.items()}
    for key, least in GIVES_WAY:
        over = len("\n".join(_lines(pieces))) - room
        if over <= 0:
            break
        pieces[key] = _cut(key, pieces[key], max(least, len(pieces[key]) - over)) if least else ""
    return _lines(pieces)


def _cut(key: str, words: str, room: int) -> str:
    return whole_phrases(words, room) if key in BY_PHRASES else shorten(words, room)


def _lines(pieces: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(joiner.join(pieces[key] for key in keys if pieces[key]) for joiner, keys in LINES)


def _pieces(found: Found, names: Names, now: datetime) -> dict[str, str]:
    service = found.service
    provider = found.organisation.name.replace(" (invented)", "")
    threshold = service.threshold.for_professional or service.threshold.for_plain or ""
    return {
        "name": service.name,
        "made_up": MADE_UP if service.is_demonstration else "",
        "provider": "" if provider.casefold() == service.name.casefold() else provider,
        "what": _what(service, names.taxonomy),
        "way": way_words(service),
        "contact": contact_words(service),
        "wait": _wait(service, now),
        "ages": short_ages(service.age_rules),
        "area": short_area(service.catchment, names),
        "threshold": threshold.strip().rstrip("."),
        "checked": _checked(found.last_checks),
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
    if service.status in NOT_OPEN:
        return NOT_OPEN[service.status]
    if service.taking_new_people is False:
        return "NOT TAKING NEW PEOPLE"
    if not service.routes:
        return "way in not told"
    routes = [words for slug, words in ROUTES.items() if slug in service.routes]
    more = "+" if len(routes) > ROUTES_NAMED else ""
    return "/".join(routes[:ROUTES_NAMED]) + more + ("" if routes == [ROUTES["turn-up"]] else " referral")


def contact_words(service: Service) -> str:
    """The first contact for everybody that is short enough to be whole; half a number helps nobody."""
    points = sorted(service.public_contact_points, key=lambda point: CONTACT_ORDER.index(point.channel))
    ways = [*(_point_words(point) for point in points), bare_address(service.url or "")]
    return next((way for way in ways if way and len(way) <= MOST["contact"]), "contact: see the directory")


def _point_words(point: ContactPoint) -> str:
    is_number, word = point.channel in (Channel.PHONE, Channel.TEXT), text_keyword(point)
    if word:
        return f"text {word} to {phone(point.value)}"
    return CONTACT_WORDS.get(point.channel, "") + (phone(point.value) if is_number else bare_address(point.value))


def _wait(service: Service, now: datetime) -> str:
    wait = main_wait(service.waits, now.date())
    if wait is None:
        return "wait not told"
    if not wait.holds or wait.on is None:
        return "wait not known now"
    lead = "" if wait.words == NO_WAIT else "wait "
    words = re.sub(r"(\d) to (?=\d)", r"\1-", wait.words)
    return f"{lead}{words} (told {short_day(wait.on)})"


def short_day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]}"


def short_ages(rules: Iterable[AgeRule] | None) -> str:
    """Like "11-18, some to 25"."""
    if not rules:
        return "ages not told"
    rules = list(rules)
    plain_ones = [_short_range(rule) for rule in rules if rule.condition is None]
    ends = [rule.maximum for rule in rules if rule.condition is not None and rule.maximum is not None]
    return ", ".join(dict.fromkeys(plain_ones + ([f"some to {max(ends)}"] if ends else []))) or "some ages"


def _short_range(rule: AgeRule) -> str:
    lead = "school years " if rule.unit is AgeUnit.SCHOOL_YEARS else "adults " if rule.whose is WhoseAge.PERSON_USING else ""
    if rule.minimum is None and rule.maximum is None:
        return f"{lead}any age"
    if rule.maximum is None:
        return f"{lead}{rule.minimum}+"
    return f"{lead}to {rule.maximum}" if not rule.minimum else f"{lead}{rule.minimum}-{rule.maximum}"


def short_area(catchment: Catchment | None, names: Names) -> str:
    """Like "Portsmouth: home/school or within 4 miles"; a home is not said where it is the only tie."""
    if catchment is None or not catchment.groups:
        return "area not told"
    alone: dict[str, list[str]] = {}
    for group in catchment.groups:
        where, tie = _short_condition(group[0], names) if len(group) == 1 else (_all_of(group, names), "")
        alone.setdefault(where, []).append(tie)
    return " or ".join(_with_ties(where, [tie for tie in ties if tie]) for where, ties in alone.items())


def _with_ties(where: str, ties: list[str]) -> str:
    return where if ties in ([], [TIES[Basis.LIVES_IN]]) else f"{where}: {'/'.join(dict.fromkeys(ties))}"


def _all_of(group: Iterable[Condition], names: Names) -> str:
    return " and ".join(_with_ties(where, [tie]) for where, tie in (_short_condition(one, names) for one in group))


def _short_condition(condition: Condition, names: Names) -> tuple[str, str]:
    """Where, and what ties somebody to it."""
    area = condition.area
    if condition.basis is Basis.ANYONE or area is None:
        return "anywhere", ""
    if area.kind is AreaKind.MILES:
        return (f"within {area.miles:g} miles" if area.miles is not None else "nearby"), ""
    return "/".join(names.list_areas(area.codes)), TIES[condition.basis]

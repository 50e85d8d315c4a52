"""One sheet of paper to take home: plain words, a first step for each service, and a code that opens the list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import segno
from flask import render_template, request
from markupsafe import Markup

from directory.domain.eligibility import AgeRule, AgeUnit, AudienceMode, WhoseAge
from directory.domain.errors import ServiceNotFound
from directory.domain.judging import GROWN_UPS, PARENTS
from directory.domain.readability import grade
from directory.domain.seeker import Seeker
from directory.domain.services import Channel, ContactPoint, Service, Status
from directory.domain.taxonomy import ANY_NEED, Facet, Taxonomy
from directory.finding.listing import view_listing
from directory.finding.results import Found
from directory.finding.wording import Names, audiences_in_words
from directory.professionals.blueprint import bp
from directory.professionals.headings import HEADINGS, chosen_heading
from directory.professionals.plain_text import shorten
from directory.web.access import get_db, get_now, get_taxonomy
from directory.web.filters import bare_address, listed, phone
from directory.web.picked import ROOM_FOR, find_listed, list_address, read_codes
from directory.web.wording import ages, hours_words, text_keyword

# Of one sentence of theirs; the sheet as a whole is far easier.
PLAIN = 11
# The most characters of each part, so that four services fit on one sheet at 14 points.
LONGEST_NAME, LONGEST_BY, LONGEST_WHO, LONGEST_WHAT, LONGEST_VALUE, LONGEST_HOURS, LONGEST_INSTEAD = (
    56, 40, 80, 125, 45, 64, 90,
)  # fmt: skip
# What can be done from a sheet of paper, the surest first.
CONTACT_ORDER = (Channel.PHONE, Channel.TEXT, Channel.DROP_IN, Channel.EMAIL, Channel.FORM, Channel.CHAT, Channel.APP)
ACTS = {
    Channel.PHONE: "Ring",
    Channel.TEXT: "Text",
    Channel.DROP_IN: "Just go to",
    Channel.EMAIL: "Write to",
    Channel.FORM: "Fill in the form at",
    Channel.CHAT: "Chat at",
    Channel.APP: "Get the app at",
}
BY_ONESELF = frozenset({"self", "turn-up"})
BY_PARENTS = "parent"
PARENTS_ACT = {
    Channel.PHONE: "A parent or carer can ring",
    Channel.TEXT: "A parent or carer can text",
    Channel.DROP_IN: "A parent or carer can go to",
    Channel.EMAIL: "A parent or carer can write to",
    Channel.FORM: "A parent or carer can fill in the form at",
    Channel.CHAT: "A parent or carer can chat at",
    Channel.APP: "A parent or carer can get the app at",
}
# Whom an age rule is only for, said to them.
IF_YOU = {
    "send": "if you have special needs",
    "care-leavers": "if you have left care",
    "in-care": "if you are in care",
    "young-parents": "if you are a parent",
    "young-carers": "if you care for someone",
}
WHO_CAN_ASK = {
    "gp": "your GP",
    "school": "school",
    "social-care": "your social worker",
    "youth-justice": "your youth justice worker",
    "any-professional": "someone who works with you",
}
CLOSED = (Status.INACTIVE, Status.DEFUNCT, Status.TEMPORARILY_CLOSED)


@dataclass(frozen=True)
class FirstStep:
    """What to do; `value` is the number or address to do it with, `hours` when, `instead` what else may be done."""

    words: str
    value: str = ""
    hours: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Place:
    """One service on the sheet. `only` says whom alone it is for, `by` is empty where that is the name again."""

    name: str
    only: str
    by: str
    who: str
    what: str
    step: FirstStep
    is_demonstration: bool


@bp.get("/handout/<codes>")
def show_handout(codes: str) -> str:
    asked = read_codes(codes)
    services, _ = find_listed(asked[:ROOM_FOR])
    if not services:
        raise ServiceNotFound(codes)
    known = [service.code for service in services]
    address = list_address(known)
    return render_template(
        "professionals/handout.html",
        places=[make_place(view_listing(get_db(), service, Seeker()), get_taxonomy()) for service in services],
        codes=".".join(known),
        too_many=len(asked) > ROOM_FOR,
        address=address,
        qr=draw_qr(address),
        headings=HEADINGS,
        heading=chosen_heading(request.args.get("heading", "")),
        today=get_now().date(),
    )


def draw_qr(address: str) -> Markup:
    """The address as a QR code, black on white, with its quiet edge."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # drawn from our own address: paths and nothing else


def make_place(found: Found, taxonomy: Taxonomy) -> Place:
    service, by = found.service, found.organisation.name
    return Place(
        name=shorten(service.name, LONGEST_NAME),
        only=only_for(service, taxonomy),
        by="" if by.casefold() == service.name.casefold() else _ended(shorten(by, LONGEST_BY)),
        who=who_for(service.age_rules or (), taxonomy, for_parents=bool(_only(service) & GROWN_UPS)),
        what=plainest(service, taxonomy),
        step=first_step(service),
        is_demonstration=service.is_demonstration,
    )


def _ended(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def only_for(service: Service, taxonomy: Taxonomy) -> str:
    """Whom alone it is for, where that is not everybody."""
    only = sorted(_only(service))
    return f"Only for {audiences_in_words(only, Names({}, taxonomy))}." if only else ""


def _only(service: Service) -> frozenset[str]:
    return frozenset(one.slug for one in service.audiences or () if one.mode is AudienceMode.ONLY)


def plainest(service: Service, taxonomy: Taxonomy) -> str:
    """The first of their own sentences that can be read; else the easiest one, or what they help with in our words."""
    own = [*_sentences(service.summary), *_sentences(service.description)]
    needs = (service.needs or frozenset()) - {ANY_NEED} or service.needs or frozenset()
    labels = [term.label.lower() for term in taxonomy.of(Facet.NEED) if term.slug in needs]
    ours = [f"They can help with {_some(labels, room)}." for room in (3, 2, 1) if labels[:room]]
    fitting = [sentence for sentence in (*own, *ours) if len(sentence) <= LONGEST_WHAT]
    easy = (sentence for sentence in fitting if grade(sentence) <= PLAIN)
    return next(easy, min(fitting, key=grade, default=""))


def _some(labels: list[str], room: int) -> str:
    """The first ones; it is said where there are more."""
    return listed([*labels[:room], *(["more"] if labels[room:] else [])], "and")


def _sentences(text: str | None) -> Iterable[str]:
    """All of it where that is short, then one after the other."""
    apart = [one for one in re.split(r"(?<=[.?!])\s+", (text or "").strip()) if one]
    return dict.fromkeys([" ".join(apart[:3]), *apart]) if apart else ()


def who_for(rules: Iterable[AgeRule], taxonomy: Taxonomy, *, for_parents: bool = False) -> str:
    """In a few words. The ages for some people only are said after those for everybody."""
    rules = list(rules)
    childs = [rule for rule in rules if rule.whose is WhoseAge.CHILD]
    plain = [rule for rule in childs if rule.condition is None]
    ranges = [_range(rule) for rule in plain]
    if not for_parents and any(rule.whose is WhoseAge.PERSON_USING for rule in rules):
        ranges.append("parents and carers")
    ranges = [listed(list(dict.fromkeys(ranges)))] if ranges else []
    for rule in childs:
        more = _range_for_some(rule, plain, taxonomy) if rule.condition is not None else ""
        if more and len(", or ".join([*ranges, more])) <= LONGEST_WHO:
            ranges.append(more)
    return f"For {', or '.join(ranges)}." if ranges else ""


def _range_for_some(rule: AgeRule, plain: Iterable[AgeRule], taxonomy: Taxonomy) -> str:
    """Like "to 25 if you have left care": only its end where it goes on from ages that are for everybody."""
    slug = rule.condition or ""
    who = IF_YOU.get(slug) or f"for {audiences_in_words([slug], Names({}, taxonomy))}"
    ends = [one.maximum for one in plain if one.maximum is not None and one.unit is rule.unit]
    goes_on = rule.maximum is not None and any((rule.minimum or 0) <= end + 1 and rule.maximum > end for end in ends)
    return f"{f'to {rule.maximum}' if goes_on else _range(rule)} {who}"


def _range(rule: AgeRule) -> str:
    words = ages(rule.minimum, rule.maximum)
    if rule.minimum is None and rule.maximum is None:
        return words
    return f"school years {words}" if rule.unit is AgeUnit.SCHOOL_YEARS else f"ages {words}"


def first_step(service: Service) -> FirstStep:
    """How to start, for the one who takes the sheet home: by oneself where that may be, else whom to ask."""
    if service.status in CLOSED:
        instead = shorten(service.threshold.try_instead or "", LONGEST_INSTEAD)
        return FirstStep(f"It is closed just now. {instead}".strip())
    step = _own_step(service)
    if not must_be_asked(service):
        return step
    who = whom_to_ask(service)
    if BY_PARENTS not in (service.routes or ()):
        return FirstStep(f"Ask {who} to refer you.")
    return replace(step, instead=f"Or ask {who} to refer you." if who else "")


def must_be_asked(service: Service) -> bool:
    """Whether young people cannot ask themselves; a service for parents alone is asked by those it is for."""
    routes = service.routes or frozenset()
    return bool(routes) and not routes & BY_ONESELF and not (BY_PARENTS in routes and PARENTS in _only(service))


def whom_to_ask(service: Service) -> str:
    """The two who are nearest, like "your GP or school"; empty where only parents may ask."""
    asked = [words for slug, words in WHO_CAN_ASK.items() if slug in (service.routes or ())][:2]
    return listed([f"your {words}" if words == "school" and not n else words for n, words in enumerate(asked)])


def _own_step(service: Service) -> FirstStep:
    acts = PARENTS_ACT if must_be_asked(service) else ACTS
    points = sorted(service.public_contact_points, key=lambda point: CONTACT_ORDER.index(point.channel))
    steps = [_step(point, acts) for point in points]
    steps += [FirstStep("Look at", bare_address(service.url))] if service.url else []
    fitting = (step for step in steps if len(step.value) <= LONGEST_VALUE)
    return next(fitting, FirstStep("Scan the square below to see how to reach them."))


def _step(point: ContactPoint, acts: Mapping[Channel, str]) -> FirstStep:
    is_number = point.channel in (Channel.PHONE, Channel.TEXT)
    word = text_keyword(point)
    return FirstStep(
        words=f"Text {word} to" if word else acts[point.channel],
        value=phone(point.value) if is_number else bare_address(point.value),
        hours=_hours(point),
    )


def _hours(point: ContactPoint) -> str:
    """As many of its times as there is room for."""
    times = re.sub(r" \([^)]*\)", "", hours_words(point.schedules) or "").split("; ")
    kept = [time for n, time in enumerate(times) if len("; ".join(times[: n + 1])) <= LONGEST_HOURS]
    return "; ".join(kept)

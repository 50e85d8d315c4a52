"""One sheet of paper to take home: plain words, a first step for each service, and a code that opens the list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import segno
from flask import render_template, request
from markupsafe import Markup

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.errors import ServiceNotFound
from directory.domain.readability import grade
from directory.domain.seeker import Seeker
from directory.domain.services import Channel, ContactPoint, Service, Status
from directory.domain.taxonomy import ANY_NEED, Facet, Taxonomy
from directory.finding.listing import view_listing
from directory.finding.results import Found
from directory.professionals.blueprint import bp
from directory.professionals.headings import HEADINGS, chosen_heading
from directory.professionals.plain_text import shorten
from directory.web.access import get_db, get_now, get_taxonomy
from directory.web.filters import bare_address, listed, phone
from directory.web.picked import ROOM_FOR, find_listed, list_address, read_codes
from directory.web.wording import ages, hours_words, text_keyword

# Of one sentence; the sheet as a whole is far easier.
PLAIN = 7.5
# The most characters of each part, so that four services fit on one sheet at 14 points.
LONGEST_NAME, LONGEST_BY, LONGEST_WHAT, LONGEST_VALUE, LONGEST_HOURS, LONGEST_INSTEAD = 56, 40, 125, 45, 48, 90
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
BY_ONESELF = frozenset({"self", "turn-up", "parent"})
WHO_CAN_ASK = {
    "gp": "your GP",
    "school": "your school",
    "social-care": "your social worker",
    "youth-justice": "your youth justice worker",
    "any-professional": "someone who works with you",
}
CLOSED = (Status.INACTIVE, Status.DEFUNCT, Status.TEMPORARILY_CLOSED)


@dataclass(frozen=True)
class FirstStep:
    """What to do; `value` is the number or address to do it with, `hours` when."""

    words: str
    value: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Place:
    """One service on the sheet."""

    name: str
    by: str
    who: str
    what: str
    step: FirstStep
    is_demonstration: bool


@bp.get("/handout/<codes>")
def show_handout(codes: str) -> str:
    services, _ = find_listed(read_codes(codes)[:ROOM_FOR])
    if not services:
        raise ServiceNotFound(codes)
    known = [service.code for service in services]
    address = list_address(known)
    return render_template(
        "professionals/handout.html",
        places=[make_place(view_listing(get_db(), service, Seeker()), get_taxonomy()) for service in services],
        codes=".".join(known),
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
    service = found.service
    return Place(
        name=shorten(service.name, LONGEST_NAME),
        by=shorten(found.organisation.name, LONGEST_BY),
        who=who_for(service.age_rules or ()),
        what=plainest(service, taxonomy),
        step=first_step(service),
        is_demonstration=service.is_demonstration,
    )


def plainest(service: Service, taxonomy: Taxonomy) -> str:
    """The first of their own sentences that reads easily; else the easiest one, or what they help with in our words."""
    own = [*_sentences(service.summary), *_sentences(service.description)]
    needs = (service.needs or frozenset()) - {ANY_NEED} or service.needs or frozenset()
    labels = [term.label.lower() for term in taxonomy.of(Facet.NEED) if term.slug in needs]
    ours = [f"They can help with {listed(labels[:some], 'and')}." for some in (3, 2, 1) if labels[:some]]
    fitting = [sentence for sentence in (*own, *ours) if len(sentence) <= LONGEST_WHAT]
    easy = (sentence for sentence in fitting if grade(sentence) <= PLAIN)
    return next(easy, min(fitting, key=grade, default=""))


def _sentences(text: str | None) -> Iterable[str]:
    """All of it where that is short, then one after the other."""
    apart = [one for one in re.split(r"(?<=[.?!])\s+", (text or "").strip()) if one]
    return dict.fromkeys([" ".join(apart[:3]), *apart]) if apart else ()


def who_for(rules: Iterable[AgeRule]) -> str:
    """In a few words; what holds only for some is left to the list."""
    ranges = [_range(rule) for rule in rules if rule.condition is None and rule.whose is WhoseAge.CHILD]
    if any(rule.whose is WhoseAge.PERSON_USING for rule in rules):
        ranges.append("parents and carers")
    return f"For {listed(list(dict.fromkeys(ranges)))[:LONGEST_BY]}." if ranges else ""


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
    if service.routes and not service.routes & BY_ONESELF:
        who = listed([words for slug, words in WHO_CAN_ASK.items() if slug in service.routes][:2])
        return FirstStep(f"Ask {who} to get in touch with them for you.")
    points = sorted(service.public_contact_points, key=lambda point: CONTACT_ORDER.index(point.channel))
    steps = [_step(point) for point in points] + ([FirstStep("Look at", bare_address(service.url))] if service.url else [])
    fitting = (step for step in steps if len(step.value) <= LONGEST_VALUE)
    return next(fitting, FirstStep("Scan the square below to see how to reach them."))


def _step(point: ContactPoint) -> FirstStep:
    is_number = point.channel in (Channel.PHONE, Channel.TEXT)
    word = text_keyword(point)
    hours = re.sub(r" \([^)]*\)", "", hours_words(point.schedules) or "")
    return FirstStep(
        words=f"Text {word} to" if word else ACTS[point.channel],
        value=phone(point.value) if is_number else bare_address(point.value),
        hours=hours if len(hours) <= LONGEST_HOURS else "",
    )

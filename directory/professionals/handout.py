"""One sheet of paper to take home: plain words, a first step for each service, and a code that opens the list."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import segno
from flask import render_template, request
from markupsafe import Markup

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.errors import ServiceNotFound
from directory.domain.judging import GROWN_UPS
from directory.domain.readability import grade
from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.domain.taxonomy import ANY_NEED, Facet, Taxonomy
from directory.finding.listing import view_listing
from directory.finding.results import Found
from directory.finding.wording import Names, audiences_in_words
from directory.professionals.blueprint import bp
from directory.professionals.giving_way import Said, Wordings, say_what_fits
from directory.professionals.headings import HEADINGS, chosen_heading
from directory.professionals.paper import fits_on_sheet, height
from directory.professionals.plain_text import shorten
from directory.professionals.steps import (
    CLOSED,
    FirstStep,
    first_step,
    how_it_stands,
    is_shut,
    only_slugs,
    try_instead,
    wait_wordings,
)
from directory.web.access import get_db, get_now, get_taxonomy
from directory.web.filters import listed
from directory.web.picked import ROOM_FOR, find_listed, list_address, read_codes
from directory.web.wording import ages

# Of one sentence of theirs; the sheet as a whole is far easier.
PLAIN = 11
# Of a name, which alone may be cut: no fact is.
LONGEST_NAME = 100
SHORT_NAME = 56
# Of what they do, in whole sentences: where there is room, where there is less, and where there is little.
WHAT_ROOMS = (260, 125, 66)
# What says less first where four services would not fit on one sheet: who runs it, then ever more of what helps.
GIVES_WAY = ("by", "what", "hours", "not_for", "what", "wait", "what", "instead", "not_for", "hours", "name", "not_for")
NOT_FOR = "Not for everyone"
NOT_FOR_ALL = f"{NOT_FOR}: see the list."
TRY_INSTEAD = "Try instead:"
SEE_TIMES = "The list says when."
# Whom an age rule is only for, said to them.
IF_YOU = {
    "send": "if you have special needs",
    "care-leavers": "if you have left care",
    "in-care": "if you are in care",
    "young-parents": "if you are a parent",
    "young-carers": "if you care for someone",
    "adopted": "if you are adopted",
    "youth-justice": "if you are in trouble with the law",
    "disabled": "if you are disabled",
}


@bp.get("/handout/<codes>")
def show_handout(codes: str) -> str:
    asked = read_codes(codes)
    services, _ = find_listed(asked[:ROOM_FOR])
    if not services:
        raise ServiceNotFound(codes)
    known = [service.code for service in services]
    address, today = list_address(known), get_now().date()
    founds = [view_listing(get_db(), service, Seeker()) for service in services]
    return render_template(
        "professionals/handout.html",
        shut=sum(is_shut(service) for service in services),
        places=on_one_sheet(founds, get_taxonomy(), today),
        codes=".".join(known),
        too_many=len(asked) > ROOM_FOR,
        address=address,
        qr=draw_qr(address),
        headings=HEADINGS,
        heading=chosen_heading(request.args.get("heading", "")),
        today=today,
    )


def draw_qr(address: str) -> Markup:
    """The address as a QR code, black on white, with its quiet edge."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # drawn from our own address: paths and nothing else


def on_one_sheet(founds: Sequence[Found], taxonomy: Taxonomy, today: date) -> list[Said]:
    """What is said of each; in full where there is room."""
    return say_what_fits([place_of(found, taxonomy, today) for found in founds], GIVES_WAY, fits_on_sheet, height)


def place_of(found: Found, taxonomy: Taxonomy, today: date) -> Wordings:
    """One service on the sheet. Only what is named in `GIVES_WAY` has more than one wording."""
    service, by = found.service, found.organisation.name.removesuffix(" (invented)")
    name = f"{shorten(service.name, LONGEST_NAME)}{' (made up)' if service.is_demonstration else ''}"
    whats = tuple(plainest(service, taxonomy, room) for room in WHAT_ROOMS)
    rules, for_parents = service.age_rules or (), bool(only_slugs(service) & GROWN_UPS)
    takes_people = not is_shut(service)
    return {
        "name": (name, shorten(name, SHORT_NAME)),
        "stands": (how_it_stands(service, today),),
        "only": (only_for(service, taxonomy),),
        "who": (_unless_checked(who_for(rules, taxonomy, for_parents=for_parents), service),),
        "by": ("" if by.casefold() == service.name.casefold() else _ended(f"Run by {by}"), ""),
        "what": (*whats, ""),
        "not_for": _not_for(service, takes_people=takes_people),
        "wait": wait_wordings(service, today) if takes_people else ("",),
        **_step_wordings(first_step(service)),
    }


def _step_wordings(step: FirstStep) -> Wordings:
    """All of its hours, in full or in short, or where they are: some of them alone would mislead."""
    full, short = (_ended(words) if words else "" for words in (step.hours[0], step.hours[1].replace("-", " to ")))
    return {
        "label": (step.label,),
        "step": (step.words,),
        "value": (step.value,),
        "hours": (full, min(full, short, key=len), min(full, short, SEE_TIMES, key=len)),
        "instead": (step.instead, step.instead if step.instead.startswith("If not") else ""),
    }


def _not_for(service: Service, *, takes_people: bool) -> tuple[str, ...]:
    """In whole, or that there is more to know. What to try instead stands in the first step where nobody is taken."""
    not_for = service.threshold.not_for_plain
    if service.status in CLOSED or not not_for:
        return ("",)
    said = f"{NOT_FOR}: {_ended(not_for)}"
    instead = try_instead(service) if takes_people else ""
    short = min(said, NOT_FOR_ALL, key=len)
    return (f"{said} {TRY_INSTEAD} {instead}" if instead else said, said, short, "")


def _unless_checked(who: str, service: Service) -> str:
    return f"{who} Nobody has checked these ages: ask." if who and "age_rules" in service.unconfirmed else who


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def only_for(service: Service, taxonomy: Taxonomy) -> str:
    """Whom alone it is for, where that is not everybody."""
    only = sorted(only_slugs(service))
    return f"Only for {audiences_in_words(only, Names({}, taxonomy))}." if only else ""


def plainest(service: Service, taxonomy: Taxonomy, longest: int = WHAT_ROOMS[1]) -> str:
    """The first of their own sentences that can be read; else the easiest one, or what they help with in our words."""
    own = [*_sentences(service.summary), *_sentences(service.description)]
    needs = (service.needs or frozenset()) - {ANY_NEED} or service.needs or frozenset()
    labels = [term.label.lower() for term in taxonomy.of(Facet.NEED) if term.slug in needs]
    ours = [f"They can help with {_some(labels, room)}." for room in (3, 2, 1) if labels[:room]]
    fitting = [sentence for sentence in (*own, *ours) if len(sentence) <= longest]
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
        if more:
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

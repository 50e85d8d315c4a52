"""The pathway of an area: the sheet a practice pins up, made from what is listed. Nothing about a patient."""

from dataclasses import dataclass, replace

from flask import render_template, request

from directory.domain.eligibility import AudienceMode
from directory.domain.errors import PlaceNotUnderstood
from directory.domain.hours import is_always_open
from directory.domain.places import ENGLAND, Place
from directory.domain.seeker import Seeker
from directory.domain.services import ContactPoint, Service
from directory.domain.taxonomy import Term
from directory.finding.pathway import Option, Pathway, draw_pathway
from directory.finding.wording import Names, audiences_in_words
from directory.professionals.areas import areas_of, find_area
from directory.professionals.blueprint import bp
from directory.professionals.copying import contact_words, way_words
from directory.professionals.plain_text import shorten
from directory.professionals.short_words import short_ages, short_area
from directory.professionals.today import Councils, councils_of
from directory.web.access import get_db, get_directory, get_now
from directory.web.wording import hours_words

BY_THEMSELVES = frozenset({"self", "turn-up"})
THROUGH_PARENTS = "parent"
LONGEST_AREA, LONGEST_NOT = 60, 90


@dataclass(frozen=True)
class Contact:
    """One service on the sheet, in a line. `own_way` says who may ask without a professional, where anybody may.

    `only` are the only people it is for; `takes_not` whom it shuts out, where that is few words; `hours` are those of
    `contact`, empty where nobody told them. `said` is True where the whole of it stands farther up; a `doubtful` one is only
    named, to be asked besides.
    """

    name: str
    slug: str
    by: str
    ages: str
    only: str
    takes_not: str
    contact: str
    hours: str
    own_way: str
    ways: str
    check: str
    local: bool
    is_demonstration: bool
    doubtful: bool
    said: bool

    @property
    def is_number(self) -> bool:
        """To be dialled, and so never parted at the end of a line; an address may have to be."""
        return self.contact.removeprefix("text ").replace(" ", "").isdigit()


@dataclass(frozen=True)
class Line:
    """One presenting problem in both kinds of words, and whom to contact."""

    label: str
    term: str
    contacts: tuple[Contact, ...]
    may_be_urgent: bool
    has_teams: bool


@dataclass(frozen=True)
class Issue:
    name: str
    term: str
    whole: tuple[Contact, ...]
    lines: tuple[Line, ...]
    unnamed: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """`code` is that of the council or county; empty for a place that touches several."""

    code: str
    place: Place
    front_doors: tuple[Contact, ...]
    crisis_teams: tuple[Contact, ...]
    anything: tuple[Contact, ...]
    issues: tuple[Issue, ...]
    councils: Councils

    @property
    def in_england(self) -> bool:
        return self.place.is_in(frozenset({ENGLAND})) is not False


@bp.get("/pathway")
def show_pathway() -> str:
    typed = request.args.get("area", "").strip()
    sheet, problem = None, ""
    if typed:
        try:
            sheet = make_sheet(*find_area(typed))
        except PlaceNotUnderstood as error:
            problem = str(error)
    return render_template(
        "professionals/pathway.html",
        sheet=sheet,
        problem=problem,
        typed=typed if problem else "",
        areas=areas_of(get_directory().listings().snapshot),
        today=get_now().date(),
    )


def make_sheet(code: str, place: Place) -> Sheet:
    names = get_directory().names()
    pathway = draw_pathway(get_db(), get_directory().listings(), code, place)
    writing = _Writing(names)
    return Sheet(
        code=code,
        place=place,
        crisis_teams=writing.contacts(pathway.crisis_teams),
        front_doors=writing.contacts(pathway.front_doors),
        anything=writing.contacts(pathway.anything),
        issues=_issues(pathway, writing),
        councils=councils_of(Seeker(home=place)),
    )


def _issues(pathway: Pathway, writing: "_Writing") -> tuple[Issue, ...]:
    return tuple(
        Issue(
            name=issue.group.label,
            term=_professional(issue.group),
            whole=writing.contacts(issue.whole),
            lines=tuple(
                Line(
                    problem.need.label,
                    _professional(problem.need),
                    writing.contacts(problem.options),
                    problem.may_be_urgent,
                    problem.has_teams,
                )
                for problem in issue.problems
                if problem.options
            ),
            unnamed=tuple(_professional(need) or need.label.lower() for need in issue.unnamed),
        )
        for issue in pathway.issues
    )


def _professional(term: Term) -> str:
    return term.professional_term or ""


class _Writing:
    """Writes contacts down the sheet, and knows who has been said already."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._said: set[str] = set()

    def contacts(self, options: tuple[Option, ...]) -> tuple[Contact, ...]:
        made = tuple(make_contact(option, self._names, said=option.service.id in self._said) for option in options)
        self._said.update(option.service.id for option in options)
        return made


def make_contact(option: Option, names: Names, *, said: bool = False) -> Contact:
    """Only what everybody may know: a sheet is pinned up."""
    service = option.service
    routes = service.routes or frozenset()
    own = "Self-referral" if routes & BY_THEMSELVES else "Parents may ask" if THROUGH_PARENTS in routes else ""
    by = option.organisation.name
    return Contact(
        name=service.name,
        slug=service.slug,
        by="" if by.casefold() == service.name.casefold() else by,
        ages=short_ages(service.age_rules),
        only=_only(service, names),
        takes_not=_takes_not(service),
        contact=contact_words(service),
        hours=_hours(service),
        own_way=own,
        ways=way_words(service),
        check="" if option.sure else f"check the area: {shorten(short_area(service.catchment, names), LONGEST_AREA)}",
        local=option.local,
        is_demonstration=service.is_demonstration,
        doubtful=option.doubtful,
        said=said,
    )


def _only(service: Service, names: Names) -> str:
    """Like "girls and young women only"."""
    only = sorted(one.slug for one in service.audiences or () if one.mode is AudienceMode.ONLY)
    return f"{audiences_in_words(only, names)} only" if only else ""


def _takes_not(service: Service) -> str:
    """Whole or not at all: half of it could say the opposite."""
    said = (service.threshold.not_for_professional or "").strip().rstrip(".")
    return said if len(said) <= LONGEST_NOT else ""


def _hours(service: Service) -> str:
    """Of the contact that stands on the sheet."""
    words = contact_words(service)
    points = (one for one in service.public_contact_points if _alone(service, one) == words)
    schedules = next((one.schedules for one in points), None)
    return "day and night" if is_always_open(schedules) else hours_words(schedules) or ""


def _alone(service: Service, point: ContactPoint) -> str:
    return contact_words(replace(service, contact_points=(point,), url=None))

"""What is on a phone-check sheet: whom to ring, and today's facts in the order they are asked about."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from directory.domain.checks import Check, CheckScope, last_checked
from directory.domain.facts import fact_of
from directory.domain.organisations import Organisation
from directory.domain.services import Channel, ContactPoint, Service
from directory.editors.changing import change_address
from directory.keeping.sides import name_of, say
from directory.store.checks import get_checks
from directory.store.crisis_lines import ids_of_crisis_lines
from directory.store.organisations import get_organisation
from directory.store.services import get_services, service_ids_of
from directory.store.versions import latest_version
from directory.upkeep.calls import rang_in_vain
from directory.upkeep.checks import is_crisis_help
from directory.web.access import get_db, get_directory
from directory.web.filters import phone

HEADINGS = {
    CheckScope.CONTACT: "How to reach them, and when",
    CheckScope.ELIGIBILITY: "Who it is for",
    CheckScope.WAIT: "How long people wait",
}
ELIGIBILITY = (
    "status",
    "age_rules",
    "catchment",
    "audiences",
    "needs",
    "how",
    "routes",
    "threshold/for_plain",
    "threshold/not_for_plain",
    "threshold/try_instead",
)
MOST_NUMBERS = 6


@dataclass(frozen=True)
class Fact:
    """One fact to read out. `field` names it as a whole, as prose marks do; `change` is where it is changed."""

    field: str
    name: str
    words: str
    from_prose: bool
    change: str


@dataclass(frozen=True)
class Part:
    """The facts that are confirmed in one answer, and when that was done last. What says nothing cannot be right."""

    scope: CheckScope
    heading: str
    facts: tuple[Fact, ...]
    last: Check | None
    is_told: bool


@dataclass(frozen=True)
class Number:
    """One to ring; `of` says whose it is when it is not this listing's."""

    value: str
    shown: str
    label: str
    of: str = ""

    @property
    def address(self) -> str:
        return "tel:" + "".join(self.value.split())


@dataclass(frozen=True)
class Sheet:
    """One listing, ready to be rung. `others` are facts from prose that belong to no part.

    `is_crisis`: somebody in danger may need the line at that moment; `is_line`: it is one of those on every page.
    """

    service: Service
    organisation: Organisation
    numbers: tuple[Number, ...]
    parts: tuple[Part, ...]
    others: tuple[Fact, ...]
    rang: tuple[date, ...]
    made_from: int
    checks: int
    is_crisis: bool
    is_line: bool

    @property
    def from_prose(self) -> frozenset[str]:
        facts = (*self.others, *(one for part in self.parts for one in part.facts))
        return frozenset(fact.field for fact in facts if fact.from_prose)


def sheet_of(service: Service) -> Sheet:
    db = get_db()
    checks, lines = get_checks(db, [service.id])[service.id], ids_of_crisis_lines(db)
    is_line = service.is_emergency or service.id in lines
    return Sheet(
        service,
        get_organisation(db, service.organisation_id),
        () if is_line else tuple(_numbers(service, lines))[:MOST_NUMBERS],
        tuple(_parts(service, checks)),
        tuple(_facts(service, sorted(_outside_parts(service)))),
        rang_in_vain(checks),
        latest_version(db, service.id),
        len(checks),
        is_crisis_help(service, lines),
        is_line,
    )


def _parts(service: Service, checks: Iterable[Check]) -> Iterator[Part]:
    told = tuple(checks)
    for scope, fields in _fields(service).items():
        if fields:
            yield Part(
                scope, HEADINGS[scope], tuple(_facts(service, fields)), last_checked(told, scope), _tells(service, fields)
            )


def _tells(service: Service, fields: Iterable[str]) -> bool:
    """Is there anything to confirm? That it runs says nothing of whom it is for."""
    return any(fact_of(service, field) not in (None, (), frozenset()) for field in fields if field != "status")


def _fields(service: Service) -> dict[CheckScope, tuple[str, ...]]:
    """A wait is asked about where one was told."""
    parts = [f"{name}/{one.id}" for name in ("contact_points", "locations") for one in getattr(service, name)]
    waits = ("waits", "taking_new_people") if service.waits or service.taking_new_people is not None else ()
    return {CheckScope.CONTACT: (*parts, "url"), CheckScope.ELIGIBILITY: ELIGIBILITY, CheckScope.WAIT: waits}


def _facts(service: Service, fields: Iterable[str]) -> Iterator[Fact]:
    names = get_directory().names()
    for field in fields:
        whole = field.partition("/")[0]
        told = fact_of(service, field)
        name, words = name_of(service, field), say(field, told, names)
        if isinstance(told, ContactPoint):
            name, words = told.channel.value.capitalize(), words.partition(": ")[2]
        yield Fact(whole, name, words, whole in service.unconfirmed, change_address(service.slug, field))


def _outside_parts(service: Service) -> frozenset[str]:
    shown = {field.partition("/")[0] for fields in _fields(service).values() for field in fields}
    return service.unconfirmed - shown


def _numbers(service: Service, lines: Collection[str]) -> Iterator[Number]:
    """Its own first, then those of the same organisation: one that answers may know of the others. No crisis lines."""
    seen: set[str] = set()
    others = get_services(get_db(), service_ids_of(get_db(), service.organisation_id)[:20])
    for one in (service, *(other for other in others if other.id != service.id and other.id not in lines)):
        for point in one.contact_points:
            if point.channel is Channel.PHONE and phone(point.value) not in seen:
                seen.add(phone(point.value))
                only = "for professionals only" if point.professionals_only else ""
                label = ", ".join(part for part in (point.label, only) if part)
                yield Number(point.value, phone(point.value), label, "" if one is service else one.name)

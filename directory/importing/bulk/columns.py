"""The columns of the sheet: every public fact of a listing that stands in one cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from directory.domain.facts import Change, fact_of, with_changes
from directory.domain.services import (
    Alert,
    AlertSentence,
    Cost,
    CostKind,
    Sector,
    Service,
    SinglePoint,
    Status,
    Telling,
)
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.bulk.cells import DAY, FLAG, LANGUAGES, TEXT, TEXTS, WEB, WHOLE, Kind, choice, slug, slugs
from directory.importing.bulk.eligibility import ages, audiences, catchment, waits
from directory.importing.shorthand import NotUnderstood

CODE, ID, VERSION = "code", "id", "version"
ORGANISATION = "organisation"
# Who a row is, and what can be read in it and not changed.
READ_ONLY = (ORGANISATION, "organisation_kind", "organisation_url", "organisation_email", "organisation_numbers",
             "organisation_description", "page", "last_checked", "last_changed", "not_confirmed")  # fmt: skip
SINGLE_POINT = {"takes": TEXT, "does_not_take": TEXT, "passes_on": FLAG}
THRESHOLD = {
    "for": "for_plain", "for_professionals": "for_professional", "not_for": "not_for_plain",
    "not_for_professionals": "not_for_professional", "try_instead": "try_instead",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """`write` gives the cell of a listing; `change` the listing with what a cell says, or raises `NotUnderstood`."""

    name: str
    write: Callable[[Service], str]
    change: Callable[[Service, str], Service]


def columns_of(taxonomy: Taxonomy, areas: Mapping[str, str]) -> tuple[Column, ...]:
    """In the order they stand in the sheet; `areas` are names by official code."""
    return (
        *_what_it_is(taxonomy),
        *_who_may_come(taxonomy, areas),
        *_will_anyone_find_out(),
        *_how_things_stand(taxonomy),
        *_what_to_expect(),
    )


def _what_it_is(taxonomy: Taxonomy) -> tuple[Column, ...]:
    return (
        Column("name", lambda service: service.name, _with_name),
        _fact("summary", TEXT),
        _fact("description", TEXT),
        _fact("url", WEB),
        _fact("sector", choice(Sector)),
        _fact("nhs_role", slug(Facet.NHS_ROLE, taxonomy)),
        _fact("needs", slugs(Facet.NEED, taxonomy)),
        _fact("kinds", slugs(Facet.KIND, taxonomy)),
        _fact("how", slugs(Facet.HOW, taxonomy)),
        _fact("routes", slugs(Facet.ROUTE, taxonomy)),
        _fact("level", slugs(Facet.LEVEL, taxonomy)),
    )


def _who_may_come(taxonomy: Taxonomy, areas: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        _fact("ages", ages(taxonomy), "age_rules"),
        _area_column(areas),
        _fact("audiences", audiences(taxonomy)),
        *(_fact(name, TEXT, f"threshold/{field}") for name, field in THRESHOLD.items()),
        *(_single_point(part, kind) for part, kind in SINGLE_POINT.items()),
    )


def _will_anyone_find_out() -> tuple[Column, ...]:
    return (
        *(_fact(f"tells_{who}", choice(Telling), f"confidentiality/{who}") for who in ("parents", "school", "gp")),
        _fact("agrees_alone_from", WHOLE, "confidentiality/agrees_alone_from"),
        _fact("anonymous", FLAG, "confidentiality/anonymous"),
        _fact("confidentiality_note", TEXT, "confidentiality/note"),
    )


def _how_things_stand(taxonomy: Taxonomy) -> tuple[Column, ...]:
    return (
        Column("cost", lambda service: service.cost.kind.value if service.cost else "", _with_cost),
        Column("cost_note", lambda service: (service.cost and service.cost.note) or "", _with_cost_note),
        _fact("languages", LANGUAGES),
        _fact("interpreters", FLAG),
        _fact("status", choice(Status)),
        _fact("opens_again_on", DAY),
        _fact("ends_on", DAY),
        _fact("taking_new_people", FLAG),
        _fact("taking_new_people_on", DAY),
        Column("waits", lambda service: waits(taxonomy).text_of(service.waits or None), _with_waits(taxonomy)),
        _fact("alert", Kind(_write_alert, _read_alert)),
    )


def _what_to_expect() -> tuple[Column, ...]:
    return (
        _fact("usable_while_waiting", FLAG),
        _fact("takes_refused", FLAG),
        _fact("what_happens_next", TEXTS),
        _fact("while_you_wait", TEXT),
        *(_fact(f"words_to_{way}", TEXT, f"words_to_say/{way}") for way in ("call", "text", "email")),
    )


def _fact(name: str, kind: Kind, field: str | None = None) -> Column:
    """A column of one fact, which has the same name unless `field` says another."""
    path = field or name
    return Column(
        name,
        lambda service: kind.text_of(fact_of(service, path)),
        lambda service, text: with_fact(service, path, kind.fact_in(text)),
    )


def with_fact(service: Service, field: str, fact: Any) -> Service:
    return with_changes(service, [Change(field, None, fact)])


def _with_name(service: Service, text: str) -> Service:
    if not text:
        raise NotUnderstood("a listing needs a name")
    return replace(service, name=" ".join(text.split()))


def _single_point(part: str, kind: Kind) -> Column:
    def change(service: Service, text: str) -> Service:
        told = replace(service.single_point or SinglePoint(), **{part: kind.fact_in(text)})
        return replace(service, single_point=None if told == SinglePoint() else told)

    return Column(f"single_point_{part}", lambda service: kind.text_of(getattr(service.single_point, part, None)), change)


def _with_cost(service: Service, text: str) -> Service:
    if not text:
        return replace(service, cost=None)
    return replace(service, cost=Cost(choice(CostKind).read(text), service.cost.note if service.cost else None))


def _with_cost_note(service: Service, text: str) -> Service:
    if service.cost is None:
        if not text:
            return service
        raise NotUnderstood(f"say in “cost” which it is: {', '.join(CostKind)}")
    return replace(service, cost=Cost(service.cost.kind, TEXT.fact_in(text)))


def _with_waits(taxonomy: Taxonomy) -> Callable[[Service, str], Service]:
    return lambda service, text: replace(service, waits=waits(taxonomy).fact_in(text) or ())


def _write_alert(alert: Alert) -> str:
    return f"{alert.sentence.value} until {alert.ends_on.isoformat()}"


def _read_alert(text: str) -> Alert:
    sentence, _, day = text.partition(" until ")
    if not day:
        raise NotUnderstood(f"“{text}” does not say until when; write it like “phones-down until 2026-03-27”")
    return Alert(choice(AlertSentence).read(sentence), DAY.read(day))


def _area_column(areas: Mapping[str, str]) -> Column:
    """A private place is not named, not even by its number."""
    kind = catchment(areas)

    def write(service: Service) -> str:
        text = kind.text_of(service.catchment)
        for location in service.locations:
            text = text.replace(f"location {location.id}", "a private place") if location.masked else text
        return text

    return Column("area", write, lambda service, text: replace(service, catchment=kind.fact_in(text)))

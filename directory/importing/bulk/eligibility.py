"""Ages, areas, audiences and waits in a cell, one a line."""

import re
from collections.abc import Mapping
from typing import Any

from directory.domain.eligibility import (
    AgeRule,
    AgeUnit,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
)
from directory.domain.eligibility import WhoseAge as Whose
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Wait, WaitStage
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.bulk.cells import NONE, Kind, in_lines, known_slug, lines_of, read_day, several
from directory.importing.cells import read_choice
from directory.importing.shorthand import NotUnderstood, read_ages

OLDEST = 99
OF_PERSON_USING = ", age of the person using it"
_AUDIENCE = re.compile(r"(?P<slug>[a-z0-9-]+) \((?P<mode>only|welcoming)\)")
_WAIT = re.compile(
    r"(?P<stage>[^:]+): (?P<low>\d{1,3})(?: to (?P<high>\d{1,3}))? weeks?, said by (?P<by>.+) on (?P<on>\S+?)"
    r"(?:, for (?P<need>[a-z0-9-]+))?"
)
_MILES = re.compile(r"(?P<miles>\d+(?:\.\d+)?) miles of location (?P<place>\S+)")
_CODE = re.compile(r"(?P<code>[^()]+?)(?: \(.*\))?")


def ages(taxonomy: Taxonomy) -> Kind:
    return lines_of(write_age, lambda text: read_age(text, taxonomy))


def write_age(rule: AgeRule) -> str:
    unit = "school years " if rule.unit is AgeUnit.SCHOOL_YEARS else ""
    condition = f", for {rule.condition}" if rule.condition else ""
    whose = OF_PERSON_USING if rule.whose is Whose.PERSON_USING else ""
    return f"{_range(rule, unit)}{condition}{whose}"


def read_age(text: str, taxonomy: Taxonomy) -> AgeRule:
    """ "11 to 18", "up to 25, for send", "16 and over, age of the person using it"."""
    whose = Whose.PERSON_USING if text.endswith(OF_PERSON_USING) else Whose.CHILD
    ages_told, _, condition = text.removesuffix(OF_PERSON_USING).partition(", for ")
    rule = read_ages(ages_told.strip())
    if max(rule.minimum or 0, rule.maximum or 0) > OLDEST:
        raise NotUnderstood(f"“{text}” is older than anybody here; write an age in years")
    told = known_slug(condition, Facet.AUDIENCE, taxonomy) if condition else None
    return AgeRule(rule.minimum, rule.maximum, rule.unit, whose, told)


def audiences(taxonomy: Taxonomy) -> Kind:
    def read(text: str) -> Audience:
        found = _AUDIENCE.fullmatch(text)
        if not found:
            raise NotUnderstood(f"“{text}” is not understood; write it like “young-carers (only)” or “lgbt (welcoming)”")
        return Audience(known_slug(found["slug"], Facet.AUDIENCE, taxonomy), AudienceMode(found["mode"]))

    return Kind(
        lambda some: "; ".join(sorted(f"{one.slug} ({one.mode.value})" for one in some)) or NONE,
        lambda text: frozenset(read(one) for one in several(text)),
    )


def waits(taxonomy: Taxonomy) -> Kind:
    return lines_of(write_wait, lambda text: read_wait(text, taxonomy))


def write_wait(wait: Wait) -> str:
    need = f", for {wait.need}" if wait.need else ""
    weeks = f"{wait.weeks_from} to {wait.weeks_to} weeks"
    return f"{wait.stage.value}: {weeks}, said by {wait.said_by} on {wait.said_on.isoformat()}{need}"


def read_wait(text: str, taxonomy: Taxonomy) -> Wait:
    found = _WAIT.fullmatch(text)
    if not found:
        raise NotUnderstood(
            f"“{text}” is not understood; write it like "
            f"“help starts: 6 to 10 weeks, said by {THEY_WHO_RUN_IT} on 2026-03-27”"
        )
    low, high = int(found["low"]), int(found["high"] or found["low"])
    if high < low:
        raise NotUnderstood(f"“{text}” ends before it begins")
    need = known_slug(found["need"], Facet.NEED, taxonomy) if found["need"] else None
    return Wait(read_choice(found["stage"], WaitStage), low, high, found["by"], read_day(found["on"]), need)


def catchment(areas: Mapping[str, str]) -> Kind:
    """Any one line will do; on a line, everything joined with “ + ” must be so. `areas` are names by code."""

    def read(text: str) -> Catchment:
        lines = in_lines(text)
        return Catchment(tuple(tuple(_read_condition(one, areas) for one in line.split(" + ")) for line in lines))

    return Kind(lambda told: "\n".join(_write_group(group, areas) for group in told.groups) or NONE, read)


def _range(rule: AgeRule, unit: str) -> str:
    if rule.minimum is None:
        return "any age" if rule.maximum is None else f"{unit}up to {rule.maximum}"
    return f"{unit}{rule.minimum} and over" if rule.maximum is None else f"{unit}{rule.minimum} to {rule.maximum}"


def _write_group(group: tuple[Condition, ...], areas: Mapping[str, str]) -> str:
    return " + ".join(f"{one.basis.value} {_write_area(one.area, areas)}".strip() for one in group)


def _write_area(area: Area | None, areas: Mapping[str, str]) -> str:
    if area is None:
        return ""
    if area.kind is AreaKind.MILES:
        return f"{area.miles:g} miles of location {area.location_id}"
    return f"{area.kind.value} " + "; ".join(f"{one} ({areas[one]})" if one in areas else one for one in sorted(area.codes))


def _read_condition(text: str, areas: Mapping[str, str]) -> Condition:
    basis = next((one for one in Basis if text.lower().startswith(one.value.lower())), None)
    if basis is None:
        raise NotUnderstood(f"“{text}” is not understood; begin it with one of: {', '.join(one.value for one in Basis)}")
    rest = text[len(basis.value) :].strip()
    if basis is Basis.ANYONE and not rest:
        return Condition(basis)
    return Condition(basis, _read_area(rest, areas))


def _read_area(text: str, areas: Mapping[str, str]) -> Area:
    if found := _MILES.fullmatch(text):
        return Area(AreaKind.MILES, miles=float(found["miles"]), location_id=found["place"])
    kind = next((one for one in AreaKind if text.startswith(f"{one.value} ") and one is not AreaKind.MILES), None)
    if kind is None:
        raise NotUnderstood(f"“{text}” is not an area; write it like “local authority E06000044” or “districts PO1; PO2”")
    told = [one.strip() for one in text[len(kind.value) :].split(";") if one.strip()]
    return Area(kind, frozenset(_read_code(one, kind, areas) for one in told))


def _read_code(text: str, kind: AreaKind, areas: Mapping[str, str]) -> str:
    if kind is AreaKind.NAMED:
        return text
    found: Any = _CODE.fullmatch(text)
    code = str(found["code"] if found else text).upper()
    is_known = bool(re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?", code)) if kind is AreaKind.DISTRICTS else code in areas
    if not is_known:
        raise NotUnderstood(f"“{text}” is not an area that we know; write its official code, like E06000044")
    return code

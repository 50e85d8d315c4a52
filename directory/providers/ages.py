"""Which ages: one range for most, and several for those who see some people for longer."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask.typing import ResponseReturnValue

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.odd_ages import warn_of_rules
from directory.domain.services import Service
from directory.domain.taxonomy import Facet
from directory.finding.wording import audiences_in_words
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.typed import FormNotUnderstood, Typed, age_words, read_age
from directory.web.access import get_directory, get_taxonomy

Kind = TypeVar("Kind", bound=StrEnum)
MOST_RANGES = 6
OLDEST_YEAR = 14
EVERY_AGE = AgeRule()
SAY_WHICH = "You entered ages, and that every age may come. Take the tick away, or clear the ages."
NOBODY_ELSE = (
    "The first ages are empty, and the others are for {} only. Do you mean that nobody else may come? "
    "If everybody else may come as well, tick “Every age may come”."
)
NAMES = ("minimum", "maximum", "unit", "condition", "whose")
UNITS = ((AgeUnit.YEARS.value, "Years of age"), (AgeUnit.SCHOOL_YEARS.value, "School years, like 7 to 11"))
WHOSE = (
    (WhoseAge.CHILD.value, "The young person’s"),
    (WhoseAge.PERSON_USING.value, "Whoever uses it, as for a parents’ line"),
)


@listing_page("/ages", ["GET", "POST"], by_link=False)
def change_ages(desk: Desk) -> ResponseReturnValue:
    told = len(_ranges(desk.service))
    shown = {
        "rows": range(min(max(told + 1, 2), MOST_RANGES)),
        "units": UNITS,
        "whose": WHOSE,
        "audiences": [(term.slug, term.label) for term in get_taxonomy().of(Facet.AUDIENCE)],
    }
    return edit(desk, FactForm("providers/ages.html", fill_ages, read_ages, shown, _warn))


def named(name: str, number: int) -> str:
    """The field of a range; those of the first have no number."""
    return f"{name}{number or ''}"


def fill_ages(service: Service) -> Typed:
    rules = service.age_rules or ()
    told = {"every_age": "yes" if EVERY_AGE in rules else ""}
    for number, rule in enumerate(_ranges(service)):
        words = (age_words(rule.minimum), age_words(rule.maximum), rule.unit.value, rule.condition or "", rule.whose.value)
        told |= {named(name, number): said for name, said in zip(NAMES, words, strict=True)}
    return told


def read_ages(typed: Typed, service: Service, today: date) -> Service:
    errors: dict[str, str] = {}
    rules = [EVERY_AGE] if typed.get("every_age") else []
    rules += [rule for number in range(MOST_RANGES) if (rule := _read_range(typed, number, errors))]
    if not errors and not rules:
        errors["minimum"] = "Enter the youngest age, the oldest age, or both"
    before = frozenset(service.age_rules or ())
    if _says_both(rules) and not _says_both(before):
        errors["every_age"] = SAY_WHICH
    if errors:
        raise FormNotUnderstood(errors)
    return service if frozenset(rules) == before else replace(service, age_rules=tuple(dict.fromkeys(rules)))


def _says_both(rules: Iterable[AgeRule]) -> bool:
    """That every age may come, and a limit for the young people themselves, whoever they are."""
    told = set(rules)
    limits = [one for one in told - {EVERY_AGE} if one.condition is None and one.whose is WhoseAge.CHILD]
    return EVERY_AGE in told and bool(limits)


def _ranges(service: Service) -> list[AgeRule]:
    return [rule for rule in service.age_rules or () if rule != EVERY_AGE]


def _read_range(typed: Typed, number: int, errors: dict[str, str]) -> AgeRule | None:
    """None where nothing was told."""
    minimum, maximum = (_read_age(typed, named(name, number), errors) for name in ("minimum", "maximum"))
    unit = _chosen(AgeUnit, typed.get(named("unit", number), ""), AgeUnit.YEARS)
    whose = _chosen(WhoseAge, typed.get(named("whose", number), ""), WhoseAge.CHILD)
    condition = typed.get(named("condition", number), "")
    if unit is AgeUnit.SCHOOL_YEARS and max(minimum or 0, maximum or 0) > OLDEST_YEAR:
        errors[named("minimum", number)] = f"Enter school years from 0 to {OLDEST_YEAR}, like 7 to 11"
    if minimum is not None and maximum is not None and minimum > maximum:
        errors[named("minimum", number)] = "The youngest age must not be above the oldest"
    known = condition if get_taxonomy().has(Facet.AUDIENCE, condition) else None
    rule = AgeRule(minimum, maximum, unit, whose, known)
    return None if replace(rule, unit=AgeUnit.YEARS) == EVERY_AGE else rule


def _read_age(typed: Typed, name: str, errors: dict[str, str]) -> int | None:
    try:
        return read_age(typed.get(name, ""))
    except ValueError as error:
        errors[name] = f"{'Youngest' if name.startswith('minimum') else 'Oldest'}: {error}"
        return None


def _chosen(kind: type[Kind], value: str, otherwise: Kind) -> Kind:
    return next((one for one in kind if one.value == value), otherwise)


def _warn(typed: Typed) -> Iterator[str]:
    rules = [rule for number in range(MOST_RANGES) if (rule := _read_range(typed, number, {}))]
    yield from warn_of_rules(rules)
    is_for_all = typed.get("every_age") or any(rule.condition is None for rule in rules)
    if not is_for_all and not (typed.get("minimum") or typed.get("maximum")):
        only = dict.fromkeys(rule.condition for rule in rules if rule.condition)
        yield NOBODY_ELSE.format(audiences_in_words(only, get_directory().names()))

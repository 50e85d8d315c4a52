"""Facts of a service in a few letters, for places where a line has to hold them all."""

from collections.abc import Collection, Iterable
from datetime import date

from directory.domain.eligibility import AgeRule, AgeUnit, AreaKind, Basis, Catchment, Condition, WhoseAge
from directory.domain.services import WaitStage
from directory.finding.wording import Names
from directory.web.filters import MONTHS

STAGES = {WaitStage.FIRST_REPLY: "to first reply", WaitStage.ASSESSMENT: "to assessment", WaitStage.HELP_STARTS: "to start"}
# Whom alone a service is for, where the words of the list are long.
ONLY = {
    "parents-carers": "parents",
    "professionals": "staff",
    "girls": "girls/women",
    "boys": "boys/men",
    "send": "EHCP or help at school",
    "neurodivergent": "autistic/ADHD",
    "lgbtq": "LGBTQ+",
    "ethnic-communities": "Black/Asian/ethnic minority",
    "gypsy-roma-traveller": "Gypsy/Roma/Traveller",
    "youth-justice": "in trouble with law",
    "not-in-school": "out of school",
    "deaf": "Deaf",
}
TIES = {Basis.LIVES_IN: "home", Basis.GP_IN: "GP", Basis.SCHOOL_IN: "school", Basis.LOOKED_AFTER_BY: "in care"}


def short_day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]}"


def short_only(groups: Collection[str]) -> str:
    """Like "only Deaf"; empty where it is for everybody."""
    return f"only {'/'.join(ONLY.get(slug, slug.replace('-', ' ')) for slug in sorted(groups))}" if groups else ""


def short_ages(rules: Iterable[AgeRule] | None, only: Collection[str] = ()) -> str:
    """Like "11-18, some to 25". Where `only` one group is taken, its ages are those of everybody there."""
    if not rules:
        return "ages not told"
    rules = list(rules)
    everybody = {None, *only} if len(only) == 1 else {None}
    plain_ones = [_short_range(rule) for rule in rules if rule.condition in everybody]
    ends = [rule.maximum for rule in rules if rule.condition not in everybody and rule.maximum is not None]
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

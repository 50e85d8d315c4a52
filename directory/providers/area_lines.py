"""A catchment as a few plain lines ("lives in", "school in"), and what of it no such lines can say."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import product

from directory.domain.eligibility import ANYONE_ANYWHERE, AreaKind, Basis, Catchment, Condition

Group = tuple[Condition, ...]
ANY, ALL = "any", "all"
MOST_GROUPS = 200


class Line(StrEnum):
    LIVES = "lives"
    GP = "gp"
    SCHOOL = "school"
    CARE = "care"
    SCHOOLS = "schools"
    PRACTICES = "practices"
    NEAR = "near"


Sets = Mapping[Line, frozenset[Condition]]
OF_BASIS = {
    Basis.LIVES_IN: Line.LIVES,
    Basis.GP_IN: Line.GP,
    Basis.SCHOOL_IN: Line.SCHOOL,
    Basis.LOOKED_AFTER_BY: Line.CARE,
}
BASIS_OF = {line: basis for basis, line in OF_BASIS.items()} | {
    Line.SCHOOLS: Basis.SCHOOL_IN,
    Line.PRACTICES: Basis.GP_IN,
    Line.NEAR: Basis.LIVES_IN,
}
NAMED = {Basis.SCHOOL_IN: Line.SCHOOLS, Basis.GP_IN: Line.PRACTICES}


def line_of(condition: Condition) -> Line | None:
    """Where a condition stands on the form; None where it has no place there."""
    if condition.area is None:
        return None
    if condition.area.kind is AreaKind.MILES:
        return Line.NEAR if condition.basis is Basis.LIVES_IN and condition.area.miles is not None else None
    return (NAMED if condition.area.kind is AreaKind.NAMED else OF_BASIS).get(condition.basis)


def lines_and_rest(catchment: Catchment | None) -> tuple[Sets, str, tuple[Group, ...]]:
    """What the lines say, whether any or all of them must be so, and the groups that stay beside them."""
    groups = catchment.groups if catchment and catchment != ANYONE_ANYWHERE else ()
    sets = _by_line(one for group in groups for one in group)
    if any(len(group) > 1 for group in groups) and _is_product(groups, sets):
        return sets, ALL, ()
    plain = [group for group in groups if len(group) == 1 and line_of(group[0])]
    near = [group for group in plain if line_of(group[0]) is Line.NEAR]
    kept = [group for group in plain if group not in near[1:]]
    rest = tuple(group for group in groups if group not in kept)
    return _by_line(group[0] for group in kept), ANY, rest


def together(sets: Sets, how: str, rest: Iterable[Group]) -> Catchment:
    """The catchment that the lines make; an empty line asks for nothing."""
    told = [_in_order(sets[line]) for line in Line if sets.get(line)]
    groups = list(product(*told)) if told and how == ALL else [(one,) for some in told for one in some]
    return Catchment((*groups, *rest))


def _by_line(conditions: Iterable[Condition]) -> dict[Line, frozenset[Condition]]:
    sets: dict[Line, frozenset[Condition]] = {}
    for one in conditions:
        line = line_of(one)
        if line:
            sets[line] = sets.get(line, frozenset()) | {one}
    return sets


def _is_product(groups: tuple[Group, ...], sets: Sets) -> bool:
    """Every choice of one condition from each line is a group, and nothing else is."""
    if len(sets.get(Line.NEAR, ())) > 1 or any(line_of(one) is None for group in groups for one in group):
        return False
    return {frozenset(group) for group in product(*sets.values())} == {frozenset(group) for group in groups} and all(
        len(group) == len(sets) for group in groups
    )


def _in_order(conditions: Iterable[Condition]) -> list[Condition]:
    kinds = list(AreaKind)
    return sorted(conditions, key=lambda one: kinds.index(one.area.kind) if one.area else 0)

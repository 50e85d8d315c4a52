"""Who a service says it is for: ages, places, audiences. `None` always means "not told us"."""

from dataclasses import dataclass
from enum import StrEnum


class AgeUnit(StrEnum):
    YEARS = "years"
    SCHOOL_YEARS = "school years"


class WhoseAge(StrEnum):
    CHILD = "child"
    PERSON_USING = "person using"


@dataclass(frozen=True, slots=True)
class AgeRule:
    """One range of ages, both ends inside it; an end that is None is open.

    `condition` is an audience slug: the range holds only for them (up to 25 for `send`, say).
    Both ends open is a service's own statement that every age may come.
    """

    minimum: int | None = None
    maximum: int | None = None
    unit: AgeUnit = AgeUnit.YEARS
    whose: WhoseAge = WhoseAge.CHILD
    condition: str | None = None


class Basis(StrEnum):
    """What ties a person to an area."""

    LIVES_IN = "lives in"
    GP_IN = "GP in"
    SCHOOL_IN = "school in"
    LOOKED_AFTER_BY = "looked after by"
    ANYONE = "anyone"


class AreaKind(StrEnum):
    NATION = "nation"
    LOCAL_AUTHORITY = "local authority"
    BOARD = "board"
    DISTRICTS = "districts"
    MILES = "miles"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Area:
    """Where a condition holds.

    `codes` are official codes for a nation, council (or county) or board, postcode districts such as `PO1`, or the
    names of schools or practices; any one of them will do. `miles` is measured from the location `location_id` of
    the same service.
    """

    kind: AreaKind
    codes: frozenset[str] = frozenset()
    miles: float | None = None
    location_id: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    basis: Basis
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Catchment:
    """Any one of the groups will do; within a group every condition must hold."""

    groups: tuple[tuple[Condition, ...], ...]


class AudienceMode(StrEnum):
    ONLY = "only"
    WELCOMING = "welcoming"


@dataclass(frozen=True, slots=True)
class Audience:
    slug: str
    mode: AudienceMode


ANYONE_ANYWHERE = Catchment(((Condition(Basis.ANYONE),),))


def lives_in(kind: AreaKind, *codes: str) -> Catchment:
    """The commonest catchment: a home in any one of these areas."""
    return Catchment(((Condition(Basis.LIVES_IN, Area(kind, frozenset(codes))),),))

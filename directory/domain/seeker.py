"""The person looking, as far as they have told us, and what they want left out."""

from dataclasses import dataclass
from enum import StrEnum

from directory.domain.places import Place

OLDEST_AGE = 120
ADULT_AGE = 18
# A child is four, turning five, in the reception year (year 0) in England.
AGE_IN_RECEPTION = 4


class Asking(StrEnum):
    """Whom the search is for."""

    ME = "me"
    MY_CHILD = "my-child"
    A_FRIEND = "a-friend"
    SOMEONE_I_WORK_WITH = "someone-i-work-with"


class CamhsStanding(StrEnum):
    """Where the young person stands with NHS child and adolescent mental health services."""

    NOT_ASKED = "not-asked"
    WAITING = "waiting"
    REFUSED = "refused"
    UNDER = "under"


class Refusal(StrEnum):
    """Why those services said no, as far as they gave a reason."""

    BELOW_THRESHOLD = "below-threshold"
    AGE = "age"
    AREA = "area"
    SCHOOL_FIRST = "school-first"
    SOMETHING_ELSE = "something-else"


class Profession(StrEnum):
    """As what somebody works who asks for a child they work with."""

    GP = "gp"
    SCHOOL = "school"
    SOCIAL_CARE = "social-care"
    YOUTH_JUSTICE = "youth-justice"
    CHARITY = "charity"


@dataclass(frozen=True)
class Seeker:
    """Everything verdicts may hang on. `age` is the young person's, in whole years; None is not told."""

    age: int | None = None
    school_year: int | None = None
    home: Place | None = None
    gp: Place | None = None
    school: Place | None = None
    looked_after_by: str | None = None
    circumstances: frozenset[str] = frozenset()
    asking: Asking | None = None
    camhs: CamhsStanding | None = None
    refusal: Refusal | None = None

    @property
    def age_span(self) -> tuple[int, int] | None:
        """The youngest and oldest they may be in years: year 9 is 13 or 14."""
        if self.age is not None:
            return self.age, self.age
        if self.school_year is not None:
            return self.school_year + AGE_IN_RECEPTION, self.school_year + AGE_IN_RECEPTION + 1
        return None

    @property
    def school_year_span(self) -> tuple[int, int] | None:
        """The school years they may be in: at 13, year 8 or 9, depending on the birthday."""
        if self.school_year is not None:
            return self.school_year, self.school_year
        if self.age is not None:
            return self.age - AGE_IN_RECEPTION - 1, self.age - AGE_IN_RECEPTION
        return None

    @property
    def asking_age_span(self) -> tuple[int, int] | None:
        """The age of the person who would use a parents' line: the one asking, when that is an adult.

        "My child" and "someone I work with" are answers only parents, carers and staff give, so they are adults.
        """
        if self.asking in (Asking.MY_CHILD, Asking.SOMEONE_I_WORK_WITH):
            return ADULT_AGE, OLDEST_AGE
        return self.age_span if self.asking is Asking.ME else None

    @property
    def is_child_asking(self) -> bool:
        """Whether somebody under 18 asks for themselves: what they say of parents or teachers is not said of them."""
        span = self.age_span
        return self.asking is Asking.ME and span is not None and span[1] < ADULT_AGE

    @property
    def has_told_anything(self) -> bool:
        """False when there is nothing to judge on, so that no verdicts should be shown."""
        facts = (self.age, self.school_year, self.home, self.gp, self.school, self.looked_after_by)
        is_adult = self.asking in (Asking.MY_CHILD, Asking.SOMEONE_I_WORK_WITH)
        return is_adult or any(fact is not None for fact in facts) or bool(self.circumstances)


@dataclass(frozen=True)
class Filters:
    """What leaves services out. Within one field any will do; across fields all must hold."""

    needs: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    within_miles: float | None = None

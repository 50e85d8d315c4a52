"""A verdict and its reasons, as data; the words for them are elsewhere."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.domain.eligibility import AgeRule, Condition
from directory.domain.kleene import Truth


class Verdict(StrEnum):
    CAN_USE = "can_use"
    ASK_FIRST = "ask_first"
    NOT_FOR_YOU = "not_for_you"


VERDICT_OF: dict[Truth, Verdict] = {True: Verdict.CAN_USE, None: Verdict.ASK_FIRST, False: Verdict.NOT_FOR_YOU}


class ReasonCode(StrEnum):
    """Why. Listed from the most decisive: this is also the order in which reasons are given."""

    SUSPENDED = "suspended"
    CLOSED = "closed"
    TEMPORARILY_CLOSED = "temporarily closed"
    AGE_OUTSIDE = "age outside"
    AREA_OUTSIDE = "area outside"
    AUDIENCE_OUTSIDE = "audience outside"
    NOT_TAKING_NEW_PEOPLE = "not taking new people"
    AGE_NOT_TOLD_BY_SERVICE = "age not told by service"
    AGE_NOT_TOLD_BY_YOU = "age not told by you"
    AGE_DEPENDS = "age depends"
    AGE_READ_FROM_PROSE = "age read from prose"
    AREA_NOT_TOLD_BY_SERVICE = "area not told by service"
    AREA_NOT_TOLD_BY_YOU = "area not told by you"
    AREA_DEPENDS = "area depends"
    AREA_READ_FROM_PROSE = "area read from prose"
    AUDIENCE_NOT_TOLD_BY_SERVICE = "audience not told by service"
    AUDIENCE_NOT_TOLD_BY_YOU = "audience not told by you"
    AUDIENCE_READ_FROM_PROSE = "audience read from prose"
    MAY_HAVE_CHANGED = "may have changed"
    STATUS_NOT_TOLD = "status not told"
    TAKING_NOT_TOLD = "taking new people not told"
    NEEDS_READ_FROM_PROSE = "needs read from prose"
    AGE_FITS = "age fits"
    AREA_FITS = "area fits"
    OPEN_TO_EVERYWHERE = "open to everywhere"
    AUDIENCE_FITS = "audience fits"
    OPEN_TO_ALL_AUDIENCES = "open to all audiences"
    TAKING_NEW_PEOPLE = "taking new people"


REASON_ORDER = {code: place for place, code in enumerate(ReasonCode)}


@dataclass(frozen=True)
class Reason:
    """One ground of a verdict, as data: which fact, which way it points, and what it is about.

    `age_rules`, `conditions` and `audiences` hold the rules concerned, for the wording.
    """

    code: ReasonCode
    truth: Truth
    age_rules: tuple[AgeRule, ...] = ()
    conditions: tuple[Condition, ...] = ()
    audiences: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Judgement:
    """A verdict with every reason, the most decisive first. `deciding` are those that made it what it is."""

    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def can_use(self) -> bool:
        return self.verdict is Verdict.CAN_USE

    @property
    def deciding(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if VERDICT_OF[reason.truth] is self.verdict)

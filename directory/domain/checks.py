"""Checks: the event of someone confirming facts. An edit never moves one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class CheckScope(StrEnum):
    CONTACT = "contact"
    ELIGIBILITY = "eligibility"
    WAIT = "wait"
    ALL = "all"


class CheckMethod(StrEnum):
    TOLD_US = "the service told us"
    RANG = "we rang"
    WEBSITE = "their website"


class CheckOutcome(StrEnum):
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    NO_ANSWER = "no answer"


# What somebody looks at who checks a scope; a check of everything looks at every fact.
CHECKED_FIELDS: Mapping[CheckScope, frozenset[str]] = {
    CheckScope.CONTACT: frozenset({"contact_points", "locations", "url", "name", "organisation_id"}),
    CheckScope.ELIGIBILITY: frozenset(
        {"age_rules", "catchment", "audiences", "needs", "kinds", "how", "routes", "threshold", "status"}
    ),
    CheckScope.WAIT: frozenset({"waits", "taking_new_people", "taking_new_people_on"}),
}


@dataclass(frozen=True)
class Check:
    """Who confirmed which facts of a listing, how, and on which day."""

    scope: CheckScope
    checked_on: date
    checked_by: str
    method: CheckMethod
    outcome: CheckOutcome = CheckOutcome.CONFIRMED


def last_checked(checks: Iterable[Check], *scopes: CheckScope) -> Check | None:
    """The latest confirmed check of any of these scopes (of every scope when none is named).

    A check of everything counts for each scope.
    """
    wanted = {*scopes, CheckScope.ALL} if scopes else set(CheckScope)
    confirmed = [check for check in checks if check.outcome is CheckOutcome.CONFIRMED and check.scope in wanted]
    return max(confirmed, key=lambda check: check.checked_on, default=None)


@dataclass(frozen=True)
class LastChecks:
    """When it was last confirmed how a service is reached, and whom it is for: who looked at one need not have seen the
    other."""

    contact: Check | None = None
    eligibility: Check | None = None

    @property
    def of_all(self) -> Check | None:
        """The older of the two; None while one of them has never been looked at."""
        if self.contact is None or self.eligibility is None:
            return None
        return min(self.contact, self.eligibility, key=lambda check: check.checked_on)

    def out_of_date(self, today: date, cycles: "Cycles") -> frozenset[CheckScope]:
        """What was checked once, and so long ago that whoever reads it must be told to ask."""
        told = {CheckScope.CONTACT: self.contact, CheckScope.ELIGIBILITY: self.eligibility}
        return frozenset(scope for scope, last in told.items() if last and today - last.checked_on > cycles.of(scope))


def last_checks(checks: Iterable[Check]) -> LastChecks:
    told = tuple(checks)
    return LastChecks(last_checked(told, CheckScope.CONTACT), last_checked(told, CheckScope.ELIGIBILITY))


@dataclass(frozen=True)
class ToCheck:
    """What must be known of a listing to tell when it is to be checked."""

    id: str
    name: str
    organisation_id: str
    nhs_role: str | None
    published_on: date
    tells_wait: bool


@dataclass(frozen=True)
class Cycles:
    """After how many days each scope is to be checked again; contacts of crisis help sooner than others'."""

    crisis: int = 31
    contact: int = 182
    eligibility: int = 365
    wait: int = 90

    def of(self, scope: CheckScope, *, is_crisis: bool = False) -> timedelta:
        """The cycle of a scope; that of everything is the shortest there is."""
        if is_crisis and scope is not CheckScope.ELIGIBILITY:
            return timedelta(days=self.crisis)
        if scope is CheckScope.ALL:
            return timedelta(days=min(self.contact, self.eligibility, self.wait))
        return timedelta(days=getattr(self, scope.value))


def read_cycles(given: Iterable[str]) -> Cycles:
    """Cycles from a setting like `contact 90`, the others as usual; raise ValueError with a sentence for anything else."""
    told: dict[str, int] = {}
    for part in given:
        name, _, days = part.strip().partition(" ")
        if name not in vars(Cycles()) or not days.strip().isdecimal() or not int(days):
            raise ValueError("DIRECTORY_CHECK_EVERY must be days, like crisis 31, contact 182, eligibility 365, wait 90")
        told[name] = int(days)
    return Cycles(**told)


def clock_starts(checks: Iterable[Check], published_on: date, *scopes: CheckScope) -> date:
    """The day from which a cycle is counted: the last confirmed check, else when the listing was first public here."""
    last = last_checked(checks, *scopes)
    return max(last.checked_on, published_on) if last else published_on


def is_due(
    scope: CheckScope,
    checks: Iterable[Check],
    *,
    published_on: date,
    today: date,
    cycles: Cycles,
    is_crisis: bool = False,
) -> bool:
    """Is it time to check this scope again?"""
    return today - clock_starts(checks, published_on, scope) > cycles.of(scope, is_crisis=is_crisis)

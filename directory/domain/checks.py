"""Checks: the event of someone confirming facts. An edit never moves one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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

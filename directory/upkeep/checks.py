"""Checks: writing down that somebody looked, and knowing when somebody has to look again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.checks import (
    CHECKED_FIELDS,
    Check,
    CheckMethod,
    CheckOutcome,
    CheckScope,
    Cycles,
    ToCheck,
    clock_starts,
)
from directory.domain.crisis import CrisisLine
from directory.domain.errors import DirectoryError
from directory.domain.events import Action
from directory.domain.services import Service
from directory.publishing.editing import confirm_facts, record
from directory.store.checks import last_confirmed, save_check
from directory.store.crisis_line_checks import get_crisis_line_checks
from directory.store.crisis_lines import get_crisis_lines, ids_of_crisis_lines
from directory.store.database import writing
from directory.store.listings import ids_out_of_search, leave_search, listings_to_check
from directory.store.services import get_service

SCOPES = (CheckScope.CONTACT, CheckScope.ELIGIBILITY, CheckScope.WAIT)
CRISIS_TEAM, SINGLE_POINT, SAFEGUARDING = "crisis-team", "single-point", "risk-support"


class NotInThisCheck(DirectoryError):
    """A fact cannot be confirmed by a check that did not look at it, or that nobody answered."""


@dataclass(frozen=True)
class DueCheck:
    """A scope of a listing that is to be checked; `since` is its last confirmed check, or its first day here."""

    service_id: str
    name: str
    organisation_id: str
    scope: CheckScope
    since: date
    days_late: int
    is_crisis: bool = False


def record_check(
    db: Database,
    *,
    service_id: str,
    scope: CheckScope,
    method: CheckMethod,
    outcome: CheckOutcome,
    by: str,
    role: str,
    now: datetime,
    on: date | None = None,
    confirms: Collection[str] = (),
) -> Check:
    """Write down that somebody looked at some facts of a listing, and what they found.

    `by` is who, for the audit; `role` is what pages say. `confirms` names facts read from prose that the person stands
    behind now; may raise `NotInThisCheck`. A confirmed check brings back a listing that had left default search.
    """
    check = Check(scope, checked_on=on or now.date(), checked_by=role, method=method, outcome=outcome)
    with writing(db):
        service = get_service(db, service_id)
        _refuse_unseen(check, confirms)
        save_check(db, service_id, check)
        record(db, Action.CHECKED, service_id, by=by, now=now, facts=(scope.value,))
        confirm_facts(db, service, confirms, by=by, now=now)
        if outcome is CheckOutcome.CONFIRMED and service_id in ids_out_of_search(db):
            leave_search(db, service_id, None)
            record(db, Action.BACK_IN_SEARCH, service_id, by=by, now=now)
    return check


def due(db: Database, *, today: date, cycles: Cycles | None = None) -> tuple[DueCheck, ...]:
    """Every scope of every listing that is past its cycle, crisis help first, then those that have waited longest."""
    listings, crisis_lines = listings_to_check(db), ids_of_crisis_lines(db)
    checks, cycles = last_confirmed(db), cycles or Cycles()
    found = (
        one
        for listing in listings
        for one in _due_of(
            listing, checks.get(listing.id, ()), today, cycles, is_crisis=is_crisis_help(listing, crisis_lines)
        )
    )
    return tuple(sorted(found, key=lambda one: (not one.is_crisis, -one.days_late, one.name, one.scope)))


def due_crisis_lines(db: Database, *, today: date, cycles: Cycles | None = None) -> tuple[CrisisLine, ...]:
    """The numbers on every page that nobody has checked within their cycle, as they stand now."""
    cycle = (cycles or Cycles()).of(CheckScope.CONTACT, is_crisis=True)
    checks = get_crisis_line_checks(db)
    return tuple(
        line
        for line in get_crisis_lines(db)
        if not any(one.holds_for(line, today) and today - one.checked_on <= cycle for one in checks)
    )


def is_crisis_help(listing: Service | ToCheck, crisis_lines: Collection[str]) -> bool:
    return listing.nhs_role == CRISIS_TEAM or listing.id in crisis_lines


def is_never_left_out(service: Service, crisis_lines: Collection[str]) -> bool:
    """Crisis help, front doors and help with staying safe: searches show these however old their check is."""
    safeguards = SAFEGUARDING in (service.level or ())
    return is_crisis_help(service, crisis_lines) or service.nhs_role == SINGLE_POINT or safeguards


def _due_of(
    listing: ToCheck, checks: Collection[Check], today: date, cycles: Cycles, *, is_crisis: bool
) -> Iterable[DueCheck]:
    for scope in SCOPES if listing.tells_wait else SCOPES[:-1]:
        since = clock_starts(checks, listing.published_on, scope)
        late = (today - since - cycles.of(scope, is_crisis=is_crisis)).days
        if late > 0:
            yield DueCheck(listing.id, listing.name, listing.organisation_id, scope, since, late, is_crisis)


def _refuse_unseen(check: Check, confirms: Collection[str]) -> None:
    unseen = set() if check.scope is CheckScope.ALL else set(confirms) - CHECKED_FIELDS[check.scope]
    if unseen or (confirms and check.outcome is CheckOutcome.NO_ANSWER):
        raise NotInThisCheck("Only what you have asked about, and were told, can be marked as confirmed.")

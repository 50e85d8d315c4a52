"""How true this directory is kept, in counts: no listing and no organisation is named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlite_utils import Database

from directory.domain.checks import CheckScope, Cycles, ToCheck
from directory.store.corrections import days_dealt_with
from directory.store.crisis_lines import get_crisis_lines, ids_of_crisis_lines
from directory.store.health import count_by_state, count_not_told, count_unconfirmed, last_confirmed
from directory.store.listings import has_demonstration, listings_to_check
from directory.upkeep.checks import SCOPES, due_crisis_lines, is_crisis_help

CORRECTIONS_OF = timedelta(days=365)
Confirmed = Mapping[CheckScope, date]


@dataclass(frozen=True)
class ScopeHealth:
    """Listings by when a scope was last found right: within its cycle, longer ago, or never."""

    scope: CheckScope
    in_time: int = 0
    late: int = 0
    never: int = 0

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.never


@dataclass(frozen=True)
class CorrectionsHealth:
    """Of the last year. `median_days` is from report to answer, None where none was answered."""

    received: int
    answered: int
    median_days: int | None

    @property
    def waiting(self) -> int:
        return self.received - self.answered


@dataclass(frozen=True)
class Health:
    """`running` are public listings that have not ended: what is to be checked, and what should tell its facts.

    `median_age` is in days, of the last check of each listing that ever had one; None where none had.
    """

    counted_at: datetime
    states: Mapping[str, int]
    running: int
    scopes: tuple[ScopeHealth, ...]
    ever_checked: int
    median_age: int | None
    crisis_lines: int
    crisis_lines_checked: int
    corrections: CorrectionsHealth
    not_told: Mapping[str, int]
    unconfirmed: int
    has_demonstration: bool


def measure_health(db: Database, *, now: datetime, cycles: Cycles) -> Health:
    today = now.date()
    listings, confirmed = listings_to_check(db), last_confirmed(db)
    ages = sorted((today - max(days.values())).days for one in listings if (days := confirmed.get(one.id)))
    lines = get_crisis_lines(db)
    return Health(
        counted_at=now,
        states=count_by_state(db),
        running=len(listings),
        scopes=tuple(_scopes(db, listings, confirmed, today, cycles)),
        ever_checked=len(ages),
        median_age=round(median(ages)) if ages else None,
        crisis_lines=len(lines),
        crisis_lines_checked=len(lines) - len(due_crisis_lines(db, today=today, cycles=cycles)),
        corrections=_corrections(days_dealt_with(db, now - CORRECTIONS_OF)),
        not_told=count_not_told(db),
        unconfirmed=count_unconfirmed(db),
        has_demonstration=has_demonstration(db),
    )


def _scopes(
    db: Database, listings: Sequence[ToCheck], confirmed: Mapping[str, Confirmed], today: date, cycles: Cycles
) -> Iterator[ScopeHealth]:
    crisis_lines = ids_of_crisis_lines(db)
    for scope in SCOPES:
        found = {"in_time": 0, "late": 0, "never": 0}
        for one in listings:
            if scope is CheckScope.WAIT and not one.tells_wait:
                continue
            cycle = cycles.of(scope, is_crisis=is_crisis_help(one, crisis_lines))
            found[_when(confirmed.get(one.id, {}), scope, today, cycle)] += 1
        yield ScopeHealth(scope, **found)


def _when(confirmed: Confirmed, scope: CheckScope, today: date, cycle: timedelta) -> str:
    """A check of everything counts for each scope."""
    days = [confirmed[one] for one in (scope, CheckScope.ALL) if one in confirmed]
    if not days:
        return "never"
    return "in_time" if today - max(days) <= cycle else "late"


def _corrections(dealt_with: Iterable[tuple[date, date | None]]) -> CorrectionsHealth:
    told = list(dealt_with)
    days = [(answered - received).days for received, answered in told if answered]
    return CorrectionsHealth(len(told), len(days), round(median(days)) if days else None)

"""What somebody has to look at again, as a list to work through: crisis help first, then organisation by organisation."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from directory.domain.checks import CheckScope, Cycles
from directory.store.reminders import organisations_kept
from directory.upkeep.checks import DueCheck, due
from directory.upkeep.reminders import silent_listings


class Who(StrEnum):
    """Whose listings to look at."""

    CRISIS = "crisis"
    NOBODY = "nobody"
    SILENT = "silent"


@dataclass(frozen=True)
class Overdue:
    """One listing with every scope of it that is late. `is_kept`: somebody can sign in for it."""

    service_id: str
    name: str
    organisation_id: str
    late: tuple[DueCheck, ...]
    is_crisis: bool
    is_kept: bool
    is_silent: bool

    @property
    def days_late(self) -> int:
        return max(one.days_late for one in self.late)

    def is_of(self, who: Who | None) -> bool:
        groups = {Who.CRISIS: self.is_crisis, Who.NOBODY: not self.is_kept, Who.SILENT: self.is_silent}
        return who is None or groups[who]

    def has(self, scope: CheckScope | None) -> bool:
        return scope is None or any(one.scope is scope for one in self.late)


def overdue(db: Database, *, today: date, cycles: Cycles | None = None) -> tuple[Overdue, ...]:
    """Listings of one organisation stand together, the organisation that is latest first; crisis help before all."""
    by_listing: dict[str, list[DueCheck]] = defaultdict(list)
    for one in due(db, today=today, cycles=cycles):
        by_listing[one.service_id].append(one)
    kept, silent = organisations_kept(db), silent_listings(db, today)
    found = [_overdue(late, kept, silent) for late in by_listing.values()]
    latest = _latest(found)
    return tuple(
        sorted(found, key=lambda one: (not one.is_crisis, -latest[_group(one)], _group(one), -one.days_late, one.name))
    )


def count_overdue(db: Database, *, today: date, cycles: Cycles | None = None) -> int:
    """How many listings."""
    return len({one.service_id for one in due(db, today=today, cycles=cycles)})


def count_by_scope(listings: Iterable[Overdue]) -> Counter[CheckScope]:
    return Counter(late.scope for one in listings for late in one.late)


def count_by_who(listings: Sequence[Overdue]) -> Counter[Who]:
    return Counter(who for one in listings for who in Who if one.is_of(who))


def next_after(listings: Sequence[Overdue], service_id: str, done: Iterable[str]) -> Overdue | None:
    """Whose turn it is after one of them, from the first again after the last; none that is done today."""
    ids, behind = [one.service_id for one in listings], set(done) | {service_id}
    start = ids.index(service_id) + 1 if service_id in ids else 0
    return next((one for one in [*listings[start:], *listings[:start]] if one.service_id not in behind), None)


def _overdue(late: Sequence[DueCheck], kept: frozenset[str], silent: frozenset[str]) -> Overdue:
    one = late[0]
    return Overdue(
        one.service_id,
        one.name,
        one.organisation_id,
        tuple(late),
        is_crisis=one.is_crisis,
        is_kept=one.organisation_id in kept,
        is_silent=one.service_id in silent,
    )


def _group(one: Overdue) -> tuple[bool, str]:
    return one.is_crisis, one.organisation_id


def _latest(listings: Iterable[Overdue]) -> dict[tuple[bool, str], int]:
    """By how many days the latest listing of each organisation is late."""
    days: dict[tuple[bool, str], int] = {}
    for one in listings:
        days[_group(one)] = max(days.get(_group(one), 0), one.days_late)
    return days

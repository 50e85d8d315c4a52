"""Orders a professional may choose: of every row alike, whatever its verdict."""

from collections.abc import Callable, Container, Sequence
from datetime import date

from sqlite_utils import Database

from directory.domain.checks import last_checks
from directory.domain.services import Wait, WaitStage
from directory.domain.waits import the_wait
from directory.finding.matching import Match
from directory.store.checks import get_checks
from directory.store.waits import get_waits

BEST = "best"
UNKNOWN = 99_999.0
Measure = Callable[[Match], float | tuple[int, float]]


def put_in_order(db: Database, matches: Sequence[Match], sort: str, today: date, needs: Container[str] = ()) -> list[Match]:
    """By what `sort` names, then by name; a wait is the one for the `needs` asked for. What is not known comes last."""
    measure = SORTS[sort](db, matches, today, needs)
    return sorted(matches, key=lambda one: (measure(one), one.listing.name.lower()))


def wait_measure(waits: tuple[Wait, ...], today: date, needs: Container[str] = ()) -> tuple[int, float]:
    """Weeks at most until help starts; after all of those, where only an earlier stage is told, weeks until that.

    Of the wait that the table shows. Unknown and outdated ones come last.
    """
    stages = list(WaitStage)
    best = the_wait(waits, today, needs)
    if best is None or not best.holds_on(today):
        return len(stages), UNKNOWN
    return len(stages) - 1 - stages.index(best.stage), best.weeks_to


def _by_name(db: Database, matches: Sequence[Match], today: date, needs: Container[str]) -> Measure:
    return lambda match: 0.0


def _by_distance(db: Database, matches: Sequence[Match], today: date, needs: Container[str]) -> Measure:
    return lambda match: UNKNOWN if match.miles is None else match.miles


def _by_wait(db: Database, matches: Sequence[Match], today: date, needs: Container[str]) -> Measure:
    told = get_waits(db, [match.listing.id for match in matches])
    waits = {service_id: wait_measure(some, today, needs) for service_id, some in told.items()}
    return lambda match: waits.get(match.listing.id, (len(WaitStage), UNKNOWN))


def _by_check(db: Database, matches: Sequence[Match], today: date, needs: Container[str]) -> Measure:
    every = get_checks(db, [match.listing.id for match in matches])
    last = {service_id: last_checks(checks).of_all for service_id, checks in every.items()}
    days = {service_id: (today - check.checked_on).days for service_id, check in last.items() if check}
    return lambda match: days.get(match.listing.id, UNKNOWN)


SORTS: dict[str, Callable[[Database, Sequence[Match], date, Container[str]], Measure]] = {
    "name": _by_name,
    "wait": _by_wait,
    "checked": _by_check,
    "distance": _by_distance,
}

"""Orders a professional may choose. What looks open always stands before what must be asked first."""

from collections.abc import Callable
from datetime import date

from directory.domain.services import Wait, WaitStage
from directory.domain.verdicts import Verdict
from directory.finding.results import Found

BEST = "best"
UNKNOWN = 99_999.0
VERDICTS = tuple(Verdict)


def shortest_wait(waits: tuple[Wait, ...], today: date) -> float:
    """Weeks at most until help starts, else until the farthest stage told; unknown and outdated ones are the longest."""
    stages = list(WaitStage)
    known = [wait for wait in waits if wait.holds_on(today)]
    best = max(known, key=lambda wait: (wait.need is None, stages.index(wait.stage)), default=None)
    return best.weeks_to if best else UNKNOWN


def _by(key: Callable[[Found, date], float]) -> Callable[[Found, date], tuple[int, float, str]]:
    return lambda found, today: (VERDICTS.index(found.verdict), key(found, today), found.service.name)


def _days_since_check(found: Found, today: date) -> float:
    return (today - found.last_check.checked_on).days if found.last_check else UNKNOWN


SORTS: dict[str, Callable[[Found, date], tuple[int, float, str]]] = {
    "name": _by(lambda found, today: 0.0),
    "wait": _by(lambda found, today: shortest_wait(found.service.waits, today)),
    "checked": _by(_days_since_check),
    "distance": _by(lambda found, today: UNKNOWN if found.distance_miles is None else found.distance_miles),
}

"""Which one of the waits that were told is the wait, where there is room for one only."""

from collections.abc import Container, Iterable
from datetime import date

from directory.domain.services import Wait, WaitStage


def the_wait(waits: Iterable[Wait], today: date, needs: Container[str] = ()) -> Wait | None:
    """One for a need that is asked for and that still holds, else for every need; until help starts where that is told."""
    stages = list(WaitStage)

    def weight(wait: Wait) -> tuple[bool, bool, int]:
        return wait.need in needs and wait.holds_on(today), wait.need is None, stages.index(wait.stage)

    return max(waits, key=weight, default=None)

"""When those who keep a listing are asked by letter, and when it is no use to write again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from directory.domain.checks import Cycles
from directory.domain.keepers import REMINDER_LASTS

# Between one letter to an organisation and the next, whatever they are about.
QUARTER = timedelta(days=91)
# How long we wait after the first letter about a listing that nobody answers, after the second, and from then on.
WAITS = (QUARTER, timedelta(days=182), timedelta(days=365))
# So long before a wait is due, its letter may go: an answer then comes before people read "not known now".
WAIT_ASKED_EARLY = 14


def cycles_of_letters(cycles: Cycles) -> Cycles:
    """When letters begin to ask: as checks are due, and about waits a little sooner."""
    return replace(cycles, wait=max(cycles.wait - WAIT_ASKED_EARLY, 1))


@dataclass(frozen=True)
class Asked:
    """The letters about one listing that nobody has answered, by the day they were begun, oldest first."""

    on: tuple[date, ...] = ()

    @property
    def again_from(self) -> date | None:
        """The first day on which it may be asked about once more; None when it has not been asked about."""
        return self.on[-1] + WAITS[min(len(self.on), len(WAITS)) - 1] if self.on else None

    def may_be_asked(self, today: date) -> bool:
        return self.again_from is None or self.again_from <= today

    def is_silent(self, today: date) -> bool:
        """Every letter that could be hoped for has gone, and the links of the last one have ended: somebody has to ring."""
        return len(self.on) >= len(WAITS) and today - self.on[-1] >= REMINDER_LASTS


def unanswered(letters: Iterable[date], answered_on: date | None) -> Asked:
    """An answer on the day of a letter answers it."""
    return Asked(tuple(sorted(one for one in letters if answered_on is None or one > answered_on)))

"""Who has confirmed that a crisis line is the line we say it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from directory.domain.crisis import CrisisLine

HOLDS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class CrisisLineCheck:
    """A named person's check of one line, with the words and the address that were checked."""

    slug: str
    what_to_do: str
    action: str
    checked_by: str
    checked_on: date

    def holds_for(self, line: CrisisLine, today: date) -> bool:
        """It was this number that was checked, and not too long ago."""
        checked = (self.slug, self.what_to_do, self.action) == (line.slug, line.what_to_do, line.action)
        return checked and today - self.checked_on <= HOLDS_FOR


def unchecked_lines(
    lines: tuple[CrisisLine, ...], checks: tuple[CrisisLineCheck, ...], today: date
) -> tuple[CrisisLine, ...]:
    """The lines that no named person has checked as they stand now."""
    return tuple(line for line in lines if not any(check.holds_for(line, today) for check in checks))

"""Who has confirmed that a council's number for a worry about a child is the number we say it is."""

from dataclasses import dataclass
from datetime import date

from directory.domain.places import CouncilNumber

DAY_LABEL, NIGHT_LABEL = "Worried about a child, by day", "Worried about a child, at other times"


@dataclass(frozen=True)
class CouncilNumberCheck:
    """`checked_by` is how the audit names the keeper."""

    council: str
    label: str
    number: str
    checked_by: str
    checked_on: date

    def holds_for(self, number: CouncilNumber) -> bool:
        """It was this number that was checked."""
        return (self.council, self.label, self.number) == (number.council, number.label, number.number)

"""What became of a web address when somebody last looked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256


class LinkOutcome(StrEnum):
    WORKS = "works"
    MOVED = "leads elsewhere"
    GONE = "no such page"
    NO_SITE = "no such site"
    NO_ANSWER = "no answer"
    TROUBLE = "the site has trouble"
    UNSAFE = "not safe to open"
    PRIVATE = "not on the web"
    NOT_TOLD = "does not let us look"

    @property
    def is_dead(self) -> bool:
        """Nobody who presses it finds anything. A site that turns machines away may well open for people."""
        return self not in (LinkOutcome.WORKS, LinkOutcome.MOVED, LinkOutcome.NOT_TOLD)


@dataclass(frozen=True)
class Look:
    """What was found at an address; `leads_to` is another one that it has moved to for good."""

    outcome: LinkOutcome
    leads_to: str | None = None


@dataclass(frozen=True)
class LinkCheck:
    """The last look at an address, known by its mark. `failures` counts the looks in a row that found it dead."""

    mark: str
    outcome: LinkOutcome
    leads_to: str | None
    looked_on: date
    failed_since: date | None = None
    failures: int = 0

    def after(self, look: Look, today: date) -> "LinkCheck":
        """The same address, looked at once more."""
        if not look.outcome.is_dead:
            return LinkCheck(self.mark, look.outcome, look.leads_to, today)
        return LinkCheck(self.mark, look.outcome, None, today, self.failed_since or today, self.failures + 1)


def mark_of(address: str) -> str:
    """Knows an address again without saying it: what is redacted from a listing is not kept here."""
    return sha256(f"link:{address}".encode()).hexdigest()[:24]

"""Who tells a wait: what stands behind it on the page, and so is public without anybody having read it."""

from collections.abc import Iterable

from directory.domain.contact_in_words import contact_in
from directory.domain.services import Wait

THEY_WHO_RUN_IT = "the people who run it"
LONGEST = 80


def said_in_own_words(before: Iterable[Wait], after: Iterable[Wait]) -> tuple[Wait, ...]:
    """Waits that were not there before, said by other words than those for whoever runs the service."""
    stood = frozenset(before)
    return tuple(wait for wait in after if wait not in stood and wait.said_by != THEY_WHO_RUN_IT)


def refuse_contact(said_by: str) -> None:
    """Raise `ValueError` where it tells a number or an address, or is more than a few words."""
    if len(said_by) > LONGEST:
        raise ValueError(f"Who said it takes at most {LONGEST} letters, like “the team lead”")
    if found := contact_in(said_by):
        raise ValueError(f"Who said it takes no number and no address, like “the team lead”. Take out “{found}”")

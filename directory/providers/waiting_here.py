"""What waits for an editor of the facts that one form is about, so that nobody sends a second one unknowingly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from directory.domain.changes import OPEN, PendingChange, PendingFact
from directory.domain.errors import DirectoryError
from directory.domain.facts import with_changes
from directory.domain.services import Service
from directory.keeping.sides import name_of, say
from directory.keeping.who import who
from directory.providers.desk import Desk
from directory.providers.typed import Typed
from directory.store.changes import get_open_changes
from directory.web.access import get_db, get_directory


@dataclass(frozen=True)
class Waiting:
    """A fact that was sent, what it is to say, by whom and on which day. `is_own`: by whoever looks at it."""

    name: str
    words: str
    by: str
    on: date
    is_own: bool


def waiting_here(desk: Desk, fill: Callable[[Service], Typed]) -> list[Waiting]:
    """What waits of the facts of a form. A letter's link names nobody."""
    service, known, names = desk.service, who(get_db()), get_directory().names()
    return [
        Waiting(
            name_of(service, fact.field),
            say(fact.field, fact.change.after, names),
            "somebody with you" if desk.link else known(change.made_by),
            change.made_at.date(),
            change.made_by == desk.keeper.known_as,
        )
        for change, fact in open_here(service, fill)
    ]


def open_here(service: Service, fill: Callable[[Service], Typed]) -> list[tuple[PendingChange, PendingFact]]:
    """The facts that wait and would stand in the form if they were public, each with its edit."""
    every = ((change, fact) for change in get_open_changes(get_db(), service.id) for fact in change.in_state(*OPEN))
    return [(change, fact) for change, fact in every if _fills(fact, service, fill)]


def _fills(fact: PendingFact, service: Service, fill: Callable[[Service], Typed]) -> bool:
    """A part that this form is about may have gone."""
    try:
        return fill(with_changes(service, [fact.change])) != fill(service)
    except (DirectoryError, LookupError):
        return False

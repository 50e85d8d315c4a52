"""How a listing would look to those who read it, with what waits for an editor."""

from flask.typing import ResponseReturnValue

from directory.domain.changes import OPEN
from directory.domain.errors import NotFound
from directory.domain.facts import with_changes
from directory.domain.services import Service
from directory.providers.desk import Desk, listing_page
from directory.store.changes import get_open_changes
from directory.web.access import get_db
from directory.web.previews import READERS, show_preview


class ReaderNotFound(NotFound):
    """Nobody of this name reads listings."""


@listing_page("/preview/<reader>", by_link=False)
def preview_listing(desk: Desk, reader: str) -> ResponseReturnValue:
    return preview(reader, with_waiting(desk.service))


def preview(reader: str, service: Service) -> str:
    if reader not in READERS:
        raise ReaderNotFound("There is no such way to look at it.")
    return show_preview(reader, service)


def with_waiting(service: Service) -> Service:
    """With everything that waits for an editor, oldest first."""
    waiting = [fact.change for change in get_open_changes(get_db(), service.id) for fact in change.in_state(*OPEN)]
    return with_changes(service, waiting)

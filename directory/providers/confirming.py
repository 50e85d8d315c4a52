"""All still right: contact, hours and wait are as they are shown, on a listing's page or on the keeper's first one."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import NOT_YOURS, show_refusal
from directory.domain.changes import EditConflict
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import read_made_from
from directory.providers.listing import RIGHT, ROLE
from directory.upkeep.still_right import NothingToConfirm, say_still_right
from directory.web.access import get_db, get_now

ON_FIRST_PAGE = "on_first_page"


@listing_page("/right", ["POST"])
def confirm_listing(desk: Desk) -> ResponseReturnValue:
    if not desk.is_theirs:
        return show_refusal(NOT_YOURS)
    said = _confirmed(desk)
    if ON_FIRST_PAGE in request.form and not desk.link:
        slug = desk.service.slug
        return redirect(url_for("providers.home", said=said, at=slug, _anchor=f"listing-{slug}"), 303)
    return redirect(desk.address("show_listing", said=said), 303)


def _confirmed(desk: Desk) -> str:
    """What is to be said of it."""
    made_from, by = read_made_from(desk), desk.keeper.known_as
    try:
        say_still_right(get_db(), desk.service.id, made_from=made_from, by=by, role=ROLE, now=get_now())
    except EditConflict:
        return "moved"
    except NothingToConfirm:
        return "nothing"
    return RIGHT

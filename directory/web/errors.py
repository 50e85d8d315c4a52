"""Pages for what goes wrong: each says what to do, has the numbers on it, and carries the right status."""

import sqlite3
from dataclasses import dataclass

from flask import Flask, current_app, render_template
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

from directory.domain.crisis import CRISIS_LINES
from directory.domain.errors import NotFound, StoreUnavailable
from directory.web.access import get_site
from directory.web.private import SearchDamaged, SearchExpired


@dataclass(frozen=True)
class Trouble:
    """One page: what happened and what to do, in the reader's words. `offers_search` puts the search form below."""

    status: int
    title: str
    what_to_do: tuple[str, ...]
    offers_search: bool = True


NOT_HERE = Trouble(
    404,
    "We cannot find that page",
    ("If you typed the address, check that it is right.", "You can also look for help from here."),
)
TROUBLES = {
    400: Trouble(400, "We could not read that", ("Go back and try again, or start a new search here.",)),
    403: Trouble(403, "We could not take that", ("It did not come from one of our own pages.", "Start from here instead.")),
    404: NOT_HERE,
    405: Trouble(405, "That page does not work this way", ("Start from here instead.",)),
    413: Trouble(413, "That was too much to send", ("Use fewer words. A sentence or two is plenty.",)),
    415: Trouble(
        415,
        "We could not read what was sent",
        ("This page reads only what is typed into a form.", "You can start a new search here."),
    ),
    500: Trouble(
        500,
        "Something went wrong here",
        ("It is our fault, not yours.", "Try again in a few minutes. The numbers above work now."),
        offers_search=False,
    ),
    503: Trouble(
        503,
        "We cannot look things up just now",
        ("Try again in a few minutes.", "The numbers above work all the same. You can use them now."),
        offers_search=False,
    ),
}
EXPIRED = Trouble(
    410,
    "This search has ended",
    (
        "To keep it private, a search lasts for one hour, or until someone presses “Leave this site”.",
        "Then it is gone, and nothing of it is kept.",
        "You can look again here.",
    ),
)
DAMAGED = Trouble(
    400,
    "We cannot open this search",
    ("Part of the address is missing, or it was made a long time ago.", "You can look again here."),
)


def install_errors(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda _: show_trouble(NOT_HERE))
    app.register_error_handler(SearchExpired, lambda _: show_trouble(EXPIRED))
    app.register_error_handler(SearchDamaged, lambda _: show_trouble(DAMAGED))
    app.register_error_handler(StoreUnavailable, _show_no_store)
    app.register_error_handler(sqlite3.DatabaseError, _show_no_store)
    app.register_error_handler(HTTPException, _show_http_trouble)


def show_trouble(trouble: Trouble) -> tuple[str, int]:
    """The page, or a bare one with the numbers when even the page cannot be made."""
    try:
        return render_template("errors/trouble.html", trouble=trouble), trouble.status
    except Exception:  # the last line of defence: whatever broke, the numbers must be shown
        current_app.logger.error("The error page itself failed")
        return bare_page(trouble, get_site().leave_to), trouble.status


def bare_page(trouble: Trouble, leave_to: str) -> str:
    """Without templates, database or stylesheet; the numbers are the copy in the code."""
    lines = "".join(f'<li><a href="{escape(line.action)}">{escape(line.what_to_do)}</a></li>' for line in CRISIS_LINES)
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(trouble.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><main><h1>{escape(trouble.title)}</h1>'
        f'<p>{escape(" ".join(trouble.what_to_do))}</p><ul>{lines}</ul><p><a href="/">Start again</a></p>'
        f'<p><a href="{escape(leave_to)}" rel="noreferrer">Leave this site</a></p></main></html>'
    )


def _show_no_store(error: Exception) -> tuple[str, int]:
    current_app.logger.error("The database cannot be used: %s", type(error).__name__)
    return show_trouble(TROUBLES[503])


def _show_http_trouble(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect
    if isinstance(error, InternalServerError):
        return show_trouble(TROUBLES[500])
    return show_trouble(TROUBLES.get(status) or TROUBLES[400 if status < 500 else 500])

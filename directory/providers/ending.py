"""A service that has closed for good: an editor reads it first, and sees that its page says what to try instead."""

from dataclasses import replace
from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.domain.services import Service, Status
from directory.keeping.forms import LONGEST_TEXT
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.typed import FormNotUnderstood, Typed

TOO_LONG = "Use at most {} letters. You have used {:,}."


@listing_page("/ended", ["GET", "POST"], by_link=False)
def end_listing(desk: Desk) -> ResponseReturnValue:
    """An editor who looks after it has a page of their own for this."""
    if desk.publishes_at_once:
        return redirect(url_for("editors.retire_listing", slug=desk.service.slug), 303)
    return edit(desk, FactForm("providers/ended.html", _fill, _read, {}))


def _fill(service: Service) -> Typed:
    has_ended = "yes" if service.status is Status.DEFUNCT else ""
    return {"ended": has_ended, "try_instead": service.threshold.try_instead or ""}


def _read(typed: Typed, service: Service, today: date) -> Service:
    """What stood there to be tried instead stays where nothing was typed."""
    instead = " ".join(typed.get("try_instead", "").split())
    if len(instead) > LONGEST_TEXT:
        raise FormNotUnderstood({"try_instead": TOO_LONG.format(LONGEST_TEXT, len(instead))})
    threshold = replace(service.threshold, try_instead=instead or service.threshold.try_instead)
    return replace(service, status=Status.DEFUNCT, threshold=threshold)

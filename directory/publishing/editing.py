"""Edits of editors, public at once, and how an edit meets what others have changed since it was begun."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import merge
from directory.domain.events import Action, Event, Subject
from directory.domain.facts import Change, difference, with_changes
from directory.domain.services import Service
from directory.publishing.listings import keep, publish
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.services import get_service
from directory.store.versions import latest_version, read_version, save_version

BEFORE_FIRST_EDIT = "As it was before it was first edited here"


def publish_edit(
    db: Database, edited: Service, *, made_from: int, by: str, now: datetime, reason: str = "Edited"
) -> Service:
    """Make an editor's edit public at once, or raise `EditConflict`. One of a listing held back stays held back.

    `edited` is the whole listing as the editor wants it; `made_from` the version it was made from, 0 when there was none.
    """
    with writing(db):
        current, changes = rebase(db, edited, made_from=made_from, by=by, now=now)
        if not changes:
            return current
        keep(db, with_changes(current, changes), by=by, reason=reason, now=now)
        record(db, Action.EDITED, current.id, by=by, now=now, facts=names(changes))
        return get_service(db, current.id)


def make_public(db: Database, service_id: str, *, by: str, now: datetime) -> Service:
    """Show a listing that was held back."""
    with writing(db):
        public = publish(db, get_service(db, service_id), by=by, reason="Made public", now=now)
        record(db, Action.MADE_PUBLIC, service_id, by=by, now=now)
    return public


def confirm_facts(db: Database, service: Service, fields: Iterable[str], *, by: str, now: datetime) -> Service:
    """Say that a person stands behind facts that were read from prose; call inside `writing`.

    It is no edit: no word changes, so "last changed" stays where it is.
    """
    told = service.unconfirmed & frozenset(fields)
    if not told:
        return service
    confirmed = replace(service, unconfirmed=service.unconfirmed - told)
    keep(db, confirmed, by=by, reason=f"Confirmed: {', '.join(sorted(told))}", now=now, is_edit=False)
    record(db, Action.CONFIRMED_FACTS, service.id, by=by, now=now, facts=sorted(told))
    return confirmed


def rebase(db: Database, edited: Service, *, made_from: int, by: str, now: datetime) -> tuple[Service, tuple[Change, ...]]:
    """The listing as it is now, and what of an edit is still to be changed in it, or raise `EditConflict`.

    Call inside `writing`.
    """
    current = get_service(db, edited.id)
    keep_first_version(db, current, by=by, now=now)
    base = read_version(db, edited.id, max(made_from, 1))
    return current, merge(difference(base, edited), difference(base, current))


def keep_first_version(db: Database, service: Service, *, by: str, now: datetime) -> None:
    """Keep a listing as it is where nobody has edited it here yet; call inside `writing`."""
    if not latest_version(db, service.id):
        save_version(db, service, by=by, reason=BEFORE_FIRST_EDIT, at=now)


def record(db: Database, action: Action, service_id: str, *, by: str, now: datetime, facts: Sequence[str] = ()) -> None:
    """Write down what was done to a listing; call inside `writing`."""
    add_event(db, Event(action, by, now, Subject.SERVICE, service_id, tuple(facts)))


def names(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(change.field for change in changes)

"""An editor's answers to what waits: fact by fact, each with what the keeper is to be told."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import (
    OPEN,
    ChangeState,
    ContactNotConfirmed,
    EditConflict,
    PendingChange,
    PendingFact,
    ReasonNeeded,
)
from directory.domain.events import Action
from directory.domain.facts import with_changes
from directory.domain.organisations import Organisation
from directory.domain.risk import Risk
from directory.domain.services import Service
from directory.publishing.editing import record
from directory.publishing.listings import keep, mark_waiting
from directory.publishing.proposing import decided, met
from directory.store.changes import get_change
from directory.store.database import writing
from directory.store.organisations import get_organisation
from directory.store.services import get_service


def approve(
    db: Database,
    number: int,
    *,
    by: str,
    now: datetime,
    fields: Collection[str] | None = None,
    confirmed_through: str | None = None,
    overruling: Collection[str] = (),
) -> PendingChange:
    """Make facts that wait public: those named, else all of them.

    A new number or address needs `confirmed_through`, a number or address we held before (`ContactNotConfirmed`). A fact
    that has changed since raises `EditConflict`, unless the editor has seen both and names it in `overruling`.
    """
    with writing(db):
        change = get_change(db, number)
        chosen = _chosen(change, fields)
        service = get_service(db, change.service_id)
        _refuse_unconfirmed(db, service, chosen, confirmed_through)
        _refuse_changed(service, chosen, overruling)
        change = decided(db, change, chosen, ChangeState.APPROVED, by=by, now=now, confirmed_through=confirmed_through)
        if chosen:
            edited = with_changes(service, [fact.change for fact in chosen])
            keep(db, edited, by=by, reason=f"Approved: sent by {change.made_by}", now=now)
            _record(db, Action.APPROVED, change, chosen, by=by, now=now)
    return change


def ask_for_change(
    db: Database, number: int, *, reason: str, by: str, now: datetime, fields: Collection[str] | None = None
) -> PendingChange:
    """Ask the keeper to send facts again, and say why, or raise `ReasonNeeded`. They count as waiting meanwhile."""
    return _answer(db, number, fields, ChangeState.ASKED, Action.ASKED_FOR_CHANGE, reason=reason, by=by, now=now)


def decline(
    db: Database, number: int, *, reason: str, by: str, now: datetime, fields: Collection[str] | None = None
) -> PendingChange:
    """Leave facts as they are public, and say why, or raise `ReasonNeeded`."""
    return _answer(db, number, fields, ChangeState.DECLINED, Action.DECLINED, reason=reason, by=by, now=now)


def contacts_held(service: Service, organisation: Organisation) -> frozenset[str]:
    """The numbers and addresses by which a new one may be confirmed: none of them is new."""
    theirs = (organisation.email, organisation.url, service.url, service.advice_line)
    return frozenset(told for told in (*theirs, *(point.value for point in service.contact_points)) if told)


def _answer(
    db: Database,
    number: int,
    fields: Collection[str] | None,
    state: ChangeState,
    action: Action,
    *,
    reason: str,
    by: str,
    now: datetime,
) -> PendingChange:
    if not reason.strip():
        raise ReasonNeeded("Say why, in a sentence: the person who sent it will read this.")
    with writing(db):
        change = get_change(db, number)
        chosen = _chosen(change, fields)
        change = decided(db, change, chosen, state, by=by, now=now, reason=reason.strip())
        if chosen:
            mark_waiting(db, change.service_id)
            _record(db, action, change, chosen, by=by, now=now)
    return change


def _chosen(change: PendingChange, fields: Collection[str] | None) -> tuple[PendingFact, ...]:
    """Of an edit that somebody else has answered meanwhile, only what is still open."""
    return tuple(fact for fact in change.in_state(*OPEN) if fields is None or fact.field in fields)


def _refuse_unconfirmed(
    db: Database, service: Service, chosen: Sequence[PendingFact], confirmed_through: str | None
) -> None:
    if not any(fact.risk is Risk.CONFIRMED for fact in chosen):
        return
    held = {_plain(one) for one in contacts_held(service, get_organisation(db, service.organisation_id))}
    if not confirmed_through or _plain(confirmed_through) not in held:
        raise ContactNotConfirmed(
            "First ask them by a number or address that was here before this change, and say which one you used."
        )


def _refuse_changed(service: Service, chosen: Sequence[PendingFact], overruling: Collection[str]) -> None:
    changes = [fact.change for fact in chosen]
    conflicts = [one for one in met(service, changes) if one.field not in overruling]
    if conflicts:
        raise EditConflict(changes, conflicts)


def _record(
    db: Database, action: Action, change: PendingChange, chosen: Sequence[PendingFact], *, by: str, now: datetime
) -> None:
    record(db, action, change.service_id, by=by, now=now, facts=[fact.field for fact in chosen])


def _plain(contact: str) -> str:
    return "".join(contact.split()).casefold()

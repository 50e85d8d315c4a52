"""Edits of keepers: what is small news is public at once and can be undone, the rest waits for an editor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import (
    OPEN,
    ChangeState,
    Conflict,
    EditConflict,
    PendingChange,
    PendingFact,
    SentMeanwhile,
    SignInNeeded,
    TellTwice,
    conflicts_between,
)
from directory.domain.events import Action
from directory.domain.facts import ORDER, Change, fact_of, with_changes
from directory.domain.narrowing import narrows
from directory.domain.risk import Risk, risk_of, wait_jumps
from directory.domain.services import Service, Status
from directory.publishing.editing import names, rebase, record
from directory.publishing.listings import keep, mark_waiting
from directory.store.changes import add_change, get_change, get_open_changes, save_facts
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import read_version


@dataclass(frozen=True)
class Proposed:
    """What became of an edit. `change` is None when it changed nothing.

    `to_tell` are the other keepers, who are to hear of a new number or address; `live` and `waiting` name facts.
    """

    change: PendingChange | None
    live: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    to_tell: tuple[str, ...] = ()


def propose(
    db: Database,
    edited: Service,
    *,
    made_from: int,
    by: str,
    now: datetime,
    keepers: Iterable[str] = (),
    signed_in: bool = True,
    told_twice: bool = False,
    note: str | None = None,
    seen: int | None = None,
) -> Proposed:
    """Take in a keeper's edit, made from version `made_from`: small news is public at once, the rest waits.

    Nothing is stored when somebody else has changed the same facts meanwhile (`EditConflict`), or has sent something else
    of them that waits (`SentMeanwhile`); when a wait jumps and was not told a second time (`TellTwice`), or when something
    must wait and nobody has signed in (`SignInNeeded`). `seen` is the newest edit of the listing that they were shown;
    without it, all were.
    """
    with writing(db):
        return take_in(
            db, edited, made_from=made_from, by=by, now=now, keepers=keepers, signed_in=signed_in, told_twice=told_twice,
            note=note, seen=seen,
        )  # fmt: skip


def take_in(
    db: Database,
    edited: Service,
    *,
    made_from: int,
    by: str,
    now: datetime,
    keepers: Iterable[str],
    signed_in: bool,
    told_twice: bool,
    note: str | None,
    seen: int | None = None,
) -> Proposed:
    """The same for several listings together; call inside `writing`."""
    current, changes = rebase(db, edited, made_from=made_from, by=by, now=now)
    if not changes:
        return Proposed(None)
    _refuse(changes, signed_in=signed_in, told_twice=told_twice)
    if seen is not None:
        _refuse_if_sent_meanwhile(db, current, changes, seen=seen, by=by)
    facts = tuple(_taken_in(change, current, by=by, now=now) for change in changes)
    change = PendingChange(id=0, service_id=current.id, made_from=made_from, made_by=by, made_at=now, facts=facts, note=note)
    return _stored(db, current, change, keepers)


def undo(db: Database, number: int, *, by: str, now: datetime) -> PendingChange:
    """Take back what went live at once, or raise `EditConflict` when somebody has changed it again since.

    What was marked as unconfirmed before is so again.
    """
    with writing(db):
        change = get_change(db, number)
        live = change.in_state(ChangeState.LIVE)
        if not live:
            return change
        service = get_service(db, change.service_id)
        back = [Change(fact.field, fact.change.after, fact.change.before) for fact in live]
        _refuse_if_changed_since(service, back)
        marks = _marks_before(db, change) & {one.place[0] for one in back}
        undone = with_changes(service, back)
        undone = replace(undone, unconfirmed=undone.unconfirmed | marks)
        change = decided(db, change, live, ChangeState.UNDONE, by=by, now=now)
        keep(db, undone, by=by, reason="Taken back", now=now)
        record(db, Action.UNDONE, service.id, by=by, now=now, facts=names(back))
    return change


def decided(
    db: Database,
    change: PendingChange,
    some: Sequence[PendingFact],
    state: ChangeState,
    *,
    by: str,
    now: datetime,
    reason: str | None = None,
    confirmed_through: str | None = None,
) -> PendingChange:
    """Store what became of some facts of an edit; call inside `writing`."""
    answered = {
        fact.field: replace(
            fact, state=state, reason=reason, confirmed_through=confirmed_through, decided_by=by, decided_at=now
        )
        for fact in some
    }
    facts = tuple(answered.get(fact.field, fact) for fact in change.facts)
    after = replace(change, facts=facts)
    save_facts(db, after)
    return after


def met(service: Service, changes: Iterable[Change]) -> list[Conflict]:
    """The facts that are no longer as they were when a change of them was made."""
    here = ((change, fact_of(service, change.field)) for change in changes if change.place[-1] != ORDER)
    return [
        Conflict(change.field, change, Change(change.field, change.before, now))
        for change, now in here
        if now not in (change.before, change.after) or is_of_what_is_gone(service, change)
    ]


def is_of_what_is_gone(service: Service, change: Change) -> bool:
    """It changes a part of a contact point or location that is not there any more."""
    part, _, rest = change.field.rpartition("/")
    return bool(rest) and "/" in part and fact_of(service, part) is None


def _refuse(changes: Sequence[Change], *, signed_in: bool, told_twice: bool) -> None:
    if not signed_in and any(risk_of(change) is not Risk.LIVE for change in changes):
        raise SignInNeeded("Sign in to change this. Only hours, waits, closures and alerts can be changed from a link.")
    if not told_twice and any(wait_jumps(change) for change in changes):
        raise TellTwice("This wait is more than four times what it was. If it is right, send it once more.")


def _refuse_if_sent_meanwhile(db: Database, current: Service, changes: Sequence[Change], *, seen: int, by: str) -> None:
    """What is small news does not wait for what does."""
    others = (one for one in get_open_changes(db, current.id) if one.id > seen and one.made_by != by)
    theirs = [fact.change for one in others for fact in one.in_state(*OPEN)]
    conflicts = conflicts_between((one for one in changes if risk_of(one) is not Risk.LIVE), theirs)
    if conflicts:
        raise SentMeanwhile(changes, conflicts)


def _taken_in(change: Change, current: Service, *, by: str, now: datetime) -> PendingFact:
    risk = risk_of(change)
    if risk is Risk.LIVE:
        return PendingFact(change, risk, False, ChangeState.LIVE, decided_by=by, decided_at=now)
    return PendingFact(change, risk, narrows(change, current), ChangeState.WAITING)


def _stored(db: Database, current: Service, change: PendingChange, keepers: Iterable[str]) -> Proposed:
    _replace_earlier(db, change)
    live = [fact.change for fact in change.in_state(ChangeState.LIVE)]
    waiting = change.in_state(ChangeState.WAITING)
    by, now = change.made_by, change.made_at
    if live:
        version = keep(db, with_changes(current, live), by=by, reason="Told us by those who run it", now=now)
        change = replace(change, version=version.number)
        record(db, Action.WENT_LIVE, current.id, by=by, now=now, facts=names(live))
    if waiting:
        record(db, Action.PROPOSED, current.id, by=by, now=now, facts=[fact.field for fact in waiting])
    stored = add_change(db, change)
    mark_waiting(db, current.id)
    new_contact = any(fact.risk is Risk.CONFIRMED for fact in waiting)
    others = tuple(sorted(set(keepers) - {by})) if new_contact else ()
    return Proposed(stored, names(live), tuple(fact.field for fact in waiting), others)


def _replace_earlier(db: Database, change: PendingChange) -> None:
    """What the same person proposed for the same facts before is not looked at any more.

    Closed for now takes nothing back: it holds until an editor has answered that it has closed for good.
    """
    fields = {fact.field for fact in change.facts if fact.change.after is not Status.TEMPORARILY_CLOSED}
    for earlier in get_open_changes(db, change.service_id):
        again = [fact for fact in earlier.in_state(*OPEN) if fact.field in fields]
        if earlier.made_by == change.made_by and again:
            decided(db, earlier, again, ChangeState.REPLACED, by=change.made_by, now=change.made_at)


def _refuse_if_changed_since(service: Service, back: Sequence[Change]) -> None:
    conflicts = met(service, back)
    if conflicts:
        raise EditConflict(back, conflicts)


def _marks_before(db: Database, change: PendingChange) -> frozenset[str]:
    """What was unconfirmed in the version before the one that the live facts made."""
    return read_version(db, change.service_id, change.version - 1).unconfirmed if change.version else frozenset()

"""An editor's answers to what waits: fact by fact, each with what the keeper is to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.changes import (
    OPEN,
    AnsweredMeanwhile,
    ChangeState,
    Conflict,
    ContactNotConfirmed,
    EditConflict,
    PendingChange,
    PendingFact,
    ReasonNeeded,
)
from directory.domain.events import Action
from directory.domain.facts import fact_of, with_changes
from directory.domain.organisations import Organisation
from directory.domain.risk import Risk
from directory.domain.services import Service, Status
from directory.publishing.editing import record
from directory.publishing.listings import keep, mark_waiting
from directory.publishing.proposing import decided, is_of_what_is_gone, met
from directory.store.changes import get_change
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.organisations import get_organisation
from directory.store.services import get_service

NO_REASON = "Say why, in a sentence: the person who sent it will read this."
NOTHING_INSTEAD = "It has closed for good, and there is nothing to try instead. Say that first, on the page that ends it."
APPROVED = "Approved: sent by {}"
ACTIONS = {
    ChangeState.APPROVED: Action.APPROVED,
    ChangeState.ASKED: Action.ASKED_FOR_CHANGE,
    ChangeState.DECLINED: Action.DECLINED,
}


@dataclass(frozen=True)
class Answer:
    """What an editor says to one fact: approved, asked for a change, or declined.

    `seen` is the `mark_of` what was public when they looked: who saw both may put the new one in its place.
    """

    state: ChangeState
    reason: str = ""
    confirmed_through: str | None = None
    seen: str = ""


def answer(db: Database, number: int, answers: Mapping[str, Answer], *, by: str, now: datetime) -> PendingChange:
    """Answer several facts of an edit together: all of them, or none.

    None when one of them is not open any more (`AnsweredMeanwhile`), has changed since the editor looked (`EditConflict`),
    lacks a reason or ends a service with nothing to try instead (`ReasonNeeded`), or is a new contact without one we held
    to confirm it (`ContactNotConfirmed`).
    """
    with writing(db):
        change = get_change(db, number)
        service = get_service(db, change.service_id)
        facts = _still_open(change, answers)
        for fact in facts:
            _refuse_answer(db, service, fact, answers[fact.field])
        approved = [fact for fact in facts if answers[fact.field].state is ChangeState.APPROVED]
        _refuse_changed(service, approved, [fact.field for fact in approved if _has_seen(service, fact, answers)])
        for fact in facts:
            told = answers[fact.field]
            said = {"reason": told.reason.strip() or None, "confirmed_through": told.confirmed_through}
            change = decided(db, change, [fact], told.state, by=by, now=now, **said)
        _publish_approved(db, service, change, approved, by=by, now=now)
        for state, action in ACTIONS.items():
            if some := [fact for fact in facts if answers[fact.field].state is state]:
                record(db, action, service.id, by=by, now=now, facts=[fact.field for fact in some])
        return get_change(db, number)


def conflicts_of(service: Service, change: PendingChange) -> dict[str, Conflict]:
    """Open facts of an edit that somebody else has changed since it was sent, by name."""
    return {one.field: one for one in met(service, [fact.change for fact in change.in_state(*OPEN)])}


def mark_of(service: Service, field: str) -> str:
    """Tells whether a fact still says what it said before."""
    return sha256(to_json(fact_of(service, field)).encode()).hexdigest()[:16]


def contacts_held(service: Service, organisation: Organisation) -> frozenset[str]:
    """The numbers and addresses by which a new one may be confirmed: none of them is new."""
    theirs = (organisation.email, organisation.url, service.url, service.advice_line)
    return frozenset(told for told in (*theirs, *(point.value for point in service.contact_points)) if told)


def is_held(service: Service, organisation: Organisation, contact: str | None) -> bool:
    """Is this one of them, however it is spaced?"""
    return bool(contact) and _plain(contact or "") in {_plain(one) for one in contacts_held(service, organisation)}


def _still_open(change: PendingChange, answers: Mapping[str, Answer]) -> tuple[PendingFact, ...]:
    facts = {fact.field: fact for fact in change.in_state(*OPEN)}
    gone = [field for field in answers if field not in facts]
    if gone:
        raise AnsweredMeanwhile(gone)
    return tuple(fact for field, fact in facts.items() if field in answers)


def _refuse_answer(db: Database, service: Service, fact: PendingFact, told: Answer) -> None:
    if told.state not in ACTIONS:
        raise ValueError(f"{told.state} is no answer")
    if told.state is ChangeState.APPROVED:
        _refuse_unconfirmed(db, service, fact, told.confirmed_through)
    elif not told.reason.strip():
        raise ReasonNeeded(NO_REASON)


def _has_seen(service: Service, fact: PendingFact, answers: Mapping[str, Answer]) -> bool:
    is_gone = is_of_what_is_gone(service, fact.change)
    return not is_gone and answers[fact.field].seen == mark_of(service, fact.field)


def _publish_approved(
    db: Database, service: Service, change: PendingChange, approved: Sequence[PendingFact], *, by: str, now: datetime
) -> None:
    """Or say that nothing narrower waits any more, where nothing new is public."""
    if not approved:
        mark_waiting(db, service.id)
        return
    edited = with_changes(service, [fact.change for fact in approved])
    ends = edited.status is Status.DEFUNCT and service.status is not Status.DEFUNCT
    if ends and not edited.threshold.try_instead:
        raise ReasonNeeded(NOTHING_INSTEAD)
    keep(db, edited, by=by, reason=APPROVED.format(change.made_by), now=now)
    if ends:
        record(db, Action.RETIRED, service.id, by=by, now=now)


def _refuse_unconfirmed(db: Database, service: Service, fact: PendingFact, confirmed_through: str | None) -> None:
    if fact.risk is not Risk.CONFIRMED:
        return
    if not is_held(service, get_organisation(db, service.organisation_id), confirmed_through):
        raise ContactNotConfirmed(
            "First ask them by a number or address that was here before this change, and say which one you used."
        )


def _refuse_changed(service: Service, chosen: Sequence[PendingFact], overruling: Collection[str]) -> None:
    changes = [fact.change for fact in chosen]
    conflicts = [one for one in met(service, changes) if one.field not in overruling]
    if conflicts:
        raise EditConflict(changes, conflicts)


def _plain(contact: str) -> str:
    return "".join(contact.split()).casefold()

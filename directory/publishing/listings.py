"""Making a listing's new state public, and keeping that state for ever."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import OPEN, PendingFact
from directory.domain.facts import Change, fact_of
from directory.domain.narrowing import narrows
from directory.domain.provenance import Version
from directory.domain.services import Service
from directory.store.changes import awaits_narrowing, get_open_changes, save_facts
from directory.store.inclusion import add_suspended_together, is_suspended
from directory.store.services import get_service, save_service
from directory.store.versions import save_version


def publish(db: Database, service: Service, *, by: str, reason: str, now: datetime) -> Service:
    """Store a listing as public and keep a version of it; call inside `writing`.

    The day it was first published stays: the clock of a never-checked listing runs from it. While its whole organisation
    is suspended, it is too.
    """
    goes_with_all = not service.suspended and is_suspended(db, service.organisation_id)
    suspended, first_day = service.suspended or goes_with_all, service.published_on or now.date()
    waits = _narrower_waits(db, service)
    public = replace(service, published_on=first_day, last_modified=now.date(), suspended=suspended, may_have_changed=waits)
    save_service(db, public)
    if goes_with_all:
        add_suspended_together(db, service.organisation_id, service.id)
    save_version(db, public, by=by, reason=reason, at=now)
    return public


def hold(db: Database, service: Service, *, now: datetime) -> Service:
    """Store a listing that the public does not see yet; call inside `writing`."""
    held = replace(service, published_on=None, last_modified=now.date())
    save_service(db, held)
    return held


def keep(db: Database, service: Service, *, by: str, reason: str, now: datetime, is_edit: bool = True) -> Version:
    """Store a listing, as public or as held back as it was, and keep a version; call inside `writing`.

    What is no edit changes none of its words, and leaves the day they were last changed.
    """
    modified = now.date() if is_edit else service.last_modified
    kept = replace(service, last_modified=modified, may_have_changed=_narrower_waits(db, service))
    save_service(db, kept)
    return save_version(db, kept, by=by, reason=reason, at=now)


def mark_waiting(db: Database, service_id: str) -> None:
    """Say on a listing whether an edit that shuts somebody out waits; call inside `writing`."""
    service = get_service(db, service_id)
    waits = _narrower_waits(db, service)
    if service.may_have_changed != waits:
        save_service(db, replace(service, may_have_changed=waits))


def _narrower_waits(db: Database, service: Service) -> bool:
    """Would an edit that waits shut out somebody whom the listing, as it is now, lets in? Written down fact by fact."""
    for edit in get_open_changes(db, service.id):
        facts = tuple(_judged_now(one, service) if one.state in OPEN else one for one in edit.facts)
        if facts != edit.facts:
            save_facts(db, replace(edit, facts=facts))
    return awaits_narrowing(db, service.id)


def _judged_now(fact: PendingFact, service: Service) -> PendingFact:
    public, wanted = fact_of(service, fact.field), fact.change.after
    return replace(fact, narrows=public != wanted and narrows(Change(fact.field, public, wanted), service))

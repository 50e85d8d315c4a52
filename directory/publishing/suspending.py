"""A whole organisation taken out of every page in one press, and brought back in another."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import DoneMeanwhile, ReasonNeeded
from directory.domain.events import Action, Event, Subject
from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.publishing.editing import record
from directory.publishing.listings import keep
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.inclusion import (
    add_suspended_together,
    clear_suspended_together,
    every_service_id_of,
    suspended_together,
)
from directory.store.organisations import get_organisation, save_organisation
from directory.store.services import get_services
from directory.store.versions import get_versions


def suspend_organisation(db: Database, organisation_id: str, *, reason: str, by: str, now: datetime) -> Organisation:
    """Take every listing of an organisation out at once, while it is looked into, or raise `ReasonNeeded`.

    Those that are held back go too, so that none is made public meanwhile. Pressed twice, it is done once;
    where somebody else was quicker, it raises `DoneMeanwhile`.
    """
    if not reason.strip():
        raise ReasonNeeded("Say why, for the other editors. Nobody else reads this.")
    why = f"Suspended with the whole organisation: {reason.strip()}"
    with writing(db):
        organisation = get_organisation(db, organisation_id)
        if organisation.suspended_on and why in _reasons(db, organisation_id):
            return organisation
        if organisation.suspended_on:
            raise DoneMeanwhile("It is suspended already.")
        suspended = replace(organisation, suspended_on=now.date())
        save_organisation(db, suspended)
        for service in get_services(db, every_service_id_of(db, organisation_id)):
            if not service.suspended:
                add_suspended_together(db, organisation_id, service.id)
                _mark(db, service, True, reason=why, by=by, now=now)
        _record(db, Action.SUSPENDED, organisation_id, by=by, now=now)
    return suspended


def lift_suspension_of_organisation(db: Database, organisation_id: str, *, by: str, now: datetime) -> Organisation:
    """Bring back what went with the whole. A listing that was suspended by itself before stays so."""
    with writing(db):
        organisation = get_organisation(db, organisation_id)
        if not organisation.suspended_on:
            return organisation
        back = replace(organisation, suspended_on=None)
        save_organisation(db, back)
        for service in get_services(db, suspended_together(db, organisation_id)):
            if service.suspended:
                _mark(db, service, False, reason="Suspension of the whole organisation lifted", by=by, now=now)
        clear_suspended_together(db, organisation_id)
        _record(db, Action.SUSPENSION_LIFTED, organisation_id, by=by, now=now)
    return back


def _reasons(db: Database, organisation_id: str) -> set[str]:
    """Why the versions of its listings were made."""
    return {one.reason for service_id in every_service_id_of(db, organisation_id) for one in get_versions(db, service_id)}


def _mark(db: Database, service: Service, suspended: bool, *, reason: str, by: str, now: datetime) -> None:
    keep(db, replace(service, suspended=suspended), by=by, reason=reason, now=now, is_edit=False)
    record(db, Action.SUSPENDED if suspended else Action.SUSPENSION_LIFTED, service.id, by=by, now=now)


def _record(db: Database, action: Action, organisation_id: str, *, by: str, now: datetime) -> None:
    add_event(db, Event(action, by, now, Subject.ORGANISATION, organisation_id))

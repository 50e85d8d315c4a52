"""Listings that end or are stopped. Nothing is deleted: each keeps its address."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.changes import ReasonNeeded
from directory.domain.events import Action
from directory.domain.services import Service, Status
from directory.publishing.editing import BEFORE_FIRST_EDIT, record
from directory.publishing.listings import keep
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import latest_version, save_version

SUSPENDED_BECAUSE = "Suspended: "


def retire(db: Database, service_id: str, *, try_instead: str, by: str, now: datetime) -> Service:
    """Say for good that a service has ended, and what to try instead, or raise `ReasonNeeded` when nothing is said."""
    if not try_instead.strip():
        raise ReasonNeeded("Say what to try instead, so that nobody who comes here is left with nothing.")
    with writing(db):
        service = _with_a_way_back(db, service_id, by=by, now=now)
        threshold = replace(service.threshold, try_instead=try_instead.strip())
        marks = service.unconfirmed - {"status"}
        ended = replace(service, status=Status.DEFUNCT, threshold=threshold, unconfirmed=marks)
        keep(db, ended, by=by, reason="Retired", now=now)
        record(db, Action.RETIRED, service_id, by=by, now=now)
        return get_service(db, service_id)


def suspend(db: Database, service_id: str, *, reason: str, by: str, now: datetime) -> Service:
    """Take a listing out of every search at once, while it is looked into, or raise `ReasonNeeded`."""
    if not reason.strip():
        raise ReasonNeeded("Say why, for the other editors. Nobody else reads this.")
    because = f"{SUSPENDED_BECAUSE}{reason.strip()}"
    return _with_suspension(db, service_id, True, by=by, now=now, reason=because)


def lift_suspension(db: Database, service_id: str, *, by: str, now: datetime) -> Service:
    return _with_suspension(db, service_id, False, by=by, now=now, reason="Suspension lifted")


def _with_suspension(db: Database, service_id: str, suspended: bool, *, by: str, now: datetime, reason: str) -> Service:
    with writing(db):
        service = get_service(db, service_id)
        if service.suspended == suspended:
            return service
        keep(db, replace(service, suspended=suspended), by=by, reason=reason, now=now, is_edit=False)
        action = Action.SUSPENDED if suspended else Action.SUSPENSION_LIFTED
        record(db, action, service_id, by=by, now=now)
        return get_service(db, service_id)


def _with_a_way_back(db: Database, service_id: str, *, by: str, now: datetime) -> Service:
    """The listing as it is now; kept as a version where there is none, to be put back one day."""
    service = get_service(db, service_id)
    if not latest_version(db, service_id):
        save_version(db, service, by=by, reason=BEFORE_FIRST_EDIT, at=now)
    return service

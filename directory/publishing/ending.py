"""Listings that end or are stopped. Nothing is deleted: each keeps its address."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.changes import DoneMeanwhile, ReasonNeeded
from directory.domain.events import Action
from directory.domain.services import Service, Status
from directory.publishing.editing import BEFORE_FIRST_EDIT, record
from directory.publishing.listings import keep
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version, save_version

SUSPENDED_BECAUSE = "Suspended: "


def retire(db: Database, service_id: str, *, try_instead: str, by: str, now: datetime, seen: str | None = None) -> Service:
    """Say for good that a service has ended, and what to try instead, or raise `ReasonNeeded` when nothing is said.

    `seen` is the `ending_seen` on the page where it was written: with another one it raises `DoneMeanwhile`.
    """
    if not try_instead.strip():
        raise ReasonNeeded("Say what to try instead, so that nobody who comes here is left with nothing.")
    with writing(db):
        service = _with_a_way_back(db, service_id, by=by, now=now)
        if service.status is Status.DEFUNCT and service.threshold.try_instead == try_instead.strip():
            return service
        if seen not in (None, ending_seen(service)):
            raise DoneMeanwhile("Somebody else has said something here while you were writing. Look at both.")
        threshold = replace(service.threshold, try_instead=try_instead.strip())
        marks = service.unconfirmed - {"status"}
        ended = replace(service, status=Status.DEFUNCT, threshold=threshold, unconfirmed=marks)
        keep(db, ended, by=by, reason="Retired", now=now)
        record(db, Action.RETIRED, service_id, by=by, now=now)
        return get_service(db, service_id)


def ending_seen(service: Service) -> str:
    """Tells whether it has ended, and what to try instead, from another state of that; for forms."""
    return sha256(to_json((service.status, service.threshold.try_instead)).encode()).hexdigest()[:16]


def suspend(db: Database, service_id: str, *, reason: str, by: str, now: datetime) -> Service:
    """Take a listing out of every search at once, while it is looked into, or raise `ReasonNeeded`.

    Pressed twice, it is done once; where somebody else was quicker, or said another reason, it raises `DoneMeanwhile`.
    """
    if not reason.strip():
        raise ReasonNeeded("Say why, for the other editors. Nobody else reads this.")
    because = f"{SUSPENDED_BECAUSE}{reason.strip()}"
    if get_service(db, service_id).suspended and because not in {one.reason for one in get_versions(db, service_id)}:
        raise DoneMeanwhile("It is suspended already.")
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

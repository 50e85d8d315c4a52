"""Making a listing's new state public, and keeping that state for ever."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.services import Service
from directory.store.services import save_service
from directory.store.versions import save_version


def publish(db: Database, service: Service, *, by: str, reason: str, now: datetime) -> Service:
    """Store a listing as public and keep a version of it; call inside `writing`.

    The day it was first published stays: the clock of a never-checked listing runs from it.
    """
    public = replace(service, published_on=service.published_on or now.date(), last_modified=now.date())
    save_service(db, public)
    save_version(db, public, by=by, reason=reason, at=now)
    return public


def hold(db: Database, service: Service, *, now: datetime) -> Service:
    """Store a listing that the public does not see yet; call inside `writing`."""
    held = replace(service, published_on=None, last_modified=now.date())
    save_service(db, held)
    return held

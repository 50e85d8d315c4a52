"""Putting away what an import brought and what is not for this directory. It is not deleted, and can be brought back."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from directory.domain.events import Action
from directory.domain.putting_away import NotForUs, PutAway
from directory.publishing.editing import record
from directory.store.database import writing
from directory.store.putting_away import forget_put_away, get_put_away, save_put_away
from directory.store.services import get_services


def put_away(db: Database, ids: Iterable[str], *, reason: NotForUs, by: str, now: datetime) -> int:
    """Those of them that are held back: all together, or none. Returns how many."""
    with writing(db):
        away = get_put_away(db)
        held = [one.id for one in get_services(db, list(ids)) if not one.published_on and one.id not in away]
        for service_id in held:
            save_put_away(db, PutAway(service_id, reason, by, now))
            record(db, Action.PUT_AWAY, service_id, by=by, now=now)
    return len(held)


def bring_back(db: Database, ids: Iterable[str], *, by: str, now: datetime) -> int:
    """Hold them back once more, to be looked at. Returns how many were put away."""
    with writing(db):
        away = get_put_away(db, ids)
        for service_id in away:
            forget_put_away(db, service_id)
            record(db, Action.BROUGHT_BACK, service_id, by=by, now=now)
    return len(away)

"""What a listing said before: comparing two versions, and putting one back."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.events import Action
from directory.domain.facts import PARTS, Change, difference, with_changes
from directory.domain.risk import Risk, risk_of
from directory.domain.services import Location, Service
from directory.publishing.editing import names, record
from directory.publishing.listings import keep
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import read_version


def view_version(db: Database, service_id: str, number: int) -> Service:
    """The listing as it was in one version, to be looked at, or raise `VersionNotFound`.

    Where a place is kept private now, the version does not say where it was either.
    """
    private = {place.id for place in get_service(db, service_id).locations if place.masked}
    state = read_version(db, service_id, number)
    places = (Location(place.id, masked=True) if place.id in private or place.masked else place for place in state.locations)
    return replace(state, locations=tuple(places))


def compare_versions(db: Database, service_id: str, older: int, newer: int) -> tuple[Change, ...]:
    """Every fact that two versions tell differently, without private places, or raise `VersionNotFound`."""
    return difference(view_version(db, service_id, older), view_version(db, service_id, newer))


def put_back(db: Database, service_id: str, number: int, *, by: str, now: datetime) -> Service:
    """Make an older version the newest one, or raise `VersionNotFound`.

    Contact points and addresses stay as they are now: they have been confirmed since, or are gone because they were dead.
    A place that is kept private stays private. What was unconfirmed then is unconfirmed again.
    """
    with writing(db):
        current, old = get_service(db, service_id), read_version(db, service_id, number)
        changes = [change for change in difference(current, old) if not _stays(change)]
        if not changes:
            return current
        back = with_changes(current, changes)
        marks = old.unconfirmed & {change.place[0] for change in changes}
        back = replace(back, unconfirmed=back.unconfirmed | marks)
        keep(db, back, by=by, reason=f"Version {number} was put back", now=now)
        record(db, Action.PUT_BACK, service_id, by=by, now=now, facts=names(changes))
        return get_service(db, service_id)


def _stays(change: Change) -> bool:
    """Going back is as risky as the way here was."""
    there = Change(change.field, change.after, change.before)
    whole_part = change.place[0] in PARTS and len(change.place) == 2
    reaches = Risk.CONFIRMED in (risk_of(change), risk_of(there))
    return whole_part or reaches or change.place[-1] in ("masked", "professionals_only")

"""What a listing said before: comparing two versions, and putting one back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import DirectoryError
from directory.domain.events import Action
from directory.domain.facts import PARTS, Change, difference, with_changes
from directory.domain.risk import Risk, risk_of
from directory.domain.services import Location, Service
from directory.publishing.editing import names, record
from directory.publishing.listings import keep
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import latest_version, read_version


class ChangedSince(DirectoryError):
    """A listing is not as it was when somebody looked; nothing was changed."""


def view_version(db: Database, service_id: str, number: int) -> Service:
    """The listing as it was in one version, to be looked at, or raise `VersionNotFound`.

    Where a place is kept private now, the version does not say where it was either.
    """
    private = frozenset(place.id for place in get_service(db, service_id).locations if place.masked)
    return without_private(read_version(db, service_id, number), private)


def without_private(service: Service, private: frozenset[str] = frozenset()) -> Service:
    """A listing that does not say where its private places are, nor those named."""
    hidden = (place.id in private or place.masked for place in service.locations)
    places = zip(service.locations, hidden, strict=True)
    return replace(
        service, locations=tuple(Location(place.id, masked=True) if is_hidden else place for place, is_hidden in places)
    )


def compare_versions(db: Database, service_id: str, older: int, newer: int) -> tuple[Change, ...]:
    """Every fact that two versions tell differently, without private places, or raise `VersionNotFound`."""
    return difference(view_version(db, service_id, older), view_version(db, service_id, newer))


@dataclass(frozen=True)
class WayBack:
    """What putting a version back changes, and what it leaves as it is now."""

    changes: tuple[Change, ...]
    staying: tuple[Change, ...]

    @property
    def contacts(self) -> tuple[Change, ...]:
        """What stays, and can be put back on its own by who has confirmed it: old numbers and addresses."""
        return tuple(one for one in self.staying if risk_of(one) is Risk.CONFIRMED)


def way_back(db: Database, service_id: str, number: int) -> WayBack:
    """What `put_back` would do at this moment, without private places, or raise `VersionNotFound`."""
    every = difference(without_private(get_service(db, service_id)), view_version(db, service_id, number))
    return WayBack(tuple(one for one in every if not _stays(one)), tuple(one for one in every if _stays(one)))


def put_back(db: Database, service_id: str, number: int, *, by: str, now: datetime, seen: int | None = None) -> Service:
    """Make an older version the newest one, or raise `VersionNotFound`.

    Contact points and addresses stay as they are now: they have been confirmed since, or are gone because they were dead.
    A place that is kept private stays private. What was unconfirmed then is unconfirmed again. `seen` is the newest
    version when somebody looked; raises `ChangedSince` when there is a newer one.
    """
    with writing(db):
        _refuse_unseen(db, service_id, seen)
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


def put_contacts_back(
    db: Database, service_id: str, number: int, fields: Collection[str], *, reason: str, by: str, now: datetime, seen: int
) -> bool:
    """Make these old numbers and addresses public again, or raise `VersionNotFound` or `ChangedSince`.

    They have been confirmed, and `reason` says through what. False where none of them can be put back.
    """
    with writing(db):
        _refuse_unseen(db, service_id, seen)
        changes = [one for one in way_back(db, service_id, number).contacts if one.field in fields]
        if changes:
            keep(db, with_changes(get_service(db, service_id), changes), by=by, reason=reason, now=now)
            record(db, Action.PUT_BACK, service_id, by=by, now=now, facts=names(changes))
    return bool(changes)


def _refuse_unseen(db: Database, service_id: str, seen: int | None) -> None:
    if seen is not None and seen != latest_version(db, service_id):
        raise ChangedSince("Somebody has changed this listing since you looked. Look once more, then put it back.")


def _stays(change: Change) -> bool:
    """Going back is as risky as the way here was."""
    there = Change(change.field, change.after, change.before)
    whole_part = change.place[0] in PARTS and len(change.place) == 2
    reaches = Risk.CONFIRMED in (risk_of(change), risk_of(there))
    return whole_part or reaches or change.place[-1] in ("masked", "professionals_only")

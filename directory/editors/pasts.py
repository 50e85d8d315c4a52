"""All that was ever known and done of a record that was merged, or into which another was."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from directory.domain.checks import Check
from directory.domain.events import Event, Subject
from directory.domain.provenance import Version
from directory.domain.services import Location, Service
from directory.finding.wording import Names
from directory.keeping.sides import facts_told
from directory.publishing.versions import view_version
from directory.store.checks import get_checks
from directory.store.events import list_events
from directory.store.organisations import get_organisation
from directory.store.services import get_service
from directory.store.versions import get_versions

MOST_READ = 20
Told = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Past:
    """Versions newest first, each of the last ones with what it said."""

    name: str
    versions: tuple[tuple[Version, Told], ...]
    checks: tuple[Check, ...]
    events: tuple[Event, ...]
    code: str = ""


def read_past(db: Database, subject: Subject, one_id: str, kept_id: str, names: Names) -> Past:
    """An address that is private at the kept one now is told by no version of either."""
    events = tuple(event for _, event in list_events(db, subject=subject, subject_id=one_id))
    if subject is Subject.ORGANISATION:
        return Past(get_organisation(db, one_id).name, (), (), events)
    private = frozenset(place.id for place in get_service(db, kept_id).locations if place.masked)
    newest = tuple(reversed(get_versions(db, one_id)))
    read = [(one, _told(db, one, private, names)) for one in newest[:MOST_READ]]
    versions = (*read, *((one, ()) for one in newest[MOST_READ:]))
    service = get_service(db, one_id)
    return Past(service.name, versions, get_checks(db, [one_id])[one_id], events, service.code)


def _told(db: Database, version: Version, private: frozenset[str], names: Names) -> Told:
    return facts_told(_without(view_version(db, version.service_id, version.number), private), names)


def _without(state: Service, private: frozenset[str]) -> Service:
    places = (Location(place.id, masked=True) if place.id in private else place for place in state.locations)
    return replace(state, locations=tuple(places))

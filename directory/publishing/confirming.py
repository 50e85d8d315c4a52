"""Standing behind facts that were read from prose, or taking them out, by somebody who has seen them beside the words."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.facts import PLAIN, Change, with_changes
from directory.domain.services import Service
from directory.publishing.editing import confirm_facts, publish_edit
from directory.publishing.versions import ChangedSince
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import latest_version

MOVED = "Somebody has changed this since you looked. Here it is as it is now."
# Without these there is no listing.
NEVER_BLANK = frozenset({"name"})


def mark_of(service: Service) -> str:
    """What somebody sees who looks at the facts of a listing that nobody has confirmed, as a short mark."""
    seen = [(field, to_json(getattr(service, field))) for field in sorted(service.unconfirmed)]
    return sha256(repr(seen).encode()).hexdigest()[:16]


def confirm_as_read(db: Database, service_id: str, fields: Collection[str], *, seen: str, by: str, now: datetime) -> Service:
    """Confirm these facts as they were seen, or raise `ChangedSince`."""
    with writing(db):
        service = get_service(db, service_id)
        if mark_of(service) != seen:
            raise ChangedSince(MOVED)
        return confirm_facts(db, service, fields, by=by, now=now)


def take_out_misread(db: Database, service_id: str, field: str, *, seen: str, by: str, now: datetime) -> Service:
    """Leave a fact that was read wrongly as not told, or raise `ChangedSince`."""
    service = get_service(db, service_id)
    if mark_of(service) != seen or field not in service.unconfirmed or not may_be_blank(field):
        raise ChangedSince(MOVED)
    edited = with_changes(service, [Change(field, getattr(service, field), None)])
    made_from = latest_version(db, service_id)
    return publish_edit(db, edited, made_from=made_from, by=by, now=now, reason="Read wrongly from prose")


def may_be_blank(field: str) -> bool:
    return field in PLAIN and field not in NEVER_BLANK

"""What a later import says otherwise than we do: an editor takes it over, or leaves what is here."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from directory.domain.changes import Conflict, EditConflict
from directory.domain.errors import NotFound
from directory.domain.facts import Change
from directory.domain.provenance import Difference
from directory.publishing.editing import publish_edit
from directory.store.changes import read_fact
from directory.store.database import writing
from directory.store.organisations import get_organisation, save_organisation
from directory.store.provenance import drop_difference, get_differences, get_provenance, save_provenance
from directory.store.services import get_service
from directory.store.versions import latest_version

OF_ORGANISATION = "organisation."


class DifferenceNotFound(NotFound):
    """No source says anything else about this fact any more."""


def take_over(db: Database, service_id: str, field: str, source: str, *, by: str, now: datetime) -> None:
    """Make what the source says public in place of ours, or raise `DifferenceNotFound`.

    Raises `EditConflict` when ours is no longer what the editor was shown.
    """
    made_from = latest_version(db, service_id)
    found = _difference(db, service_id, field, source)
    service = get_service(db, service_id)
    organisation = get_organisation(db, service.organisation_id)
    change = Change(field, read_fact(field, found.ours), read_fact(field, found.theirs))
    name = field.removeprefix(OF_ORGANISATION)
    _refuse_if_changed(change, getattr(service if name == field else organisation, name))
    if name == field:
        edited = replace(service, **{field: change.after})
        publish_edit(db, edited, made_from=made_from, by=by, now=now, reason=f"Taken over from {source}")
    with writing(db):
        if name != field:
            save_organisation(db, replace(organisation, **{name: change.after}))
        drop_difference(db, found)
        _follow(db, service_id, field)


def leave_ours(db: Database, service_id: str, field: str, source: str) -> None:
    """Keep what stands here, or raise `DifferenceNotFound`. It is asked about again when the source says something new."""
    with writing(db):
        drop_difference(db, _difference(db, service_id, field, source))


def _difference(db: Database, service_id: str, field: str, source: str) -> Difference:
    wanted = (service_id, field, source)
    for one in get_differences(db):
        if (one.service_id, one.field, one.source) == wanted:
            return one
    raise DifferenceNotFound("Nothing else is said about this any more.")


def _refuse_if_changed(change: Change, here: Any) -> None:
    if here != change.before:
        raise EditConflict([change], [Conflict(change.field, change, Change(change.field, change.before, here))])


def _follow(db: Database, service_id: str, field: str) -> None:
    """From now on the field is as the source gives it, so the source may change it again."""
    known = get_provenance(db, service_id).get(field)
    if known:
        save_provenance(db, service_id, replace(known, kept_here=False))

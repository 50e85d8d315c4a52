"""What an editor changes in the facts of an organisation: public at once, and never over somebody else's change."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from directory.domain.errors import DirectoryError
from directory.domain.events import Action, Event, Subject
from directory.domain.organisations import Organisation
from directory.domain.redaction import REMOVED
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.organisation_versions import (
    facts_alone,
    get_organisation_version,
    get_organisation_versions,
    save_organisation_version,
)
from directory.store.organisations import get_organisation, organisation_identified, save_organisation

FACTS = ("name", "kind", "description", "url", "email", "identifiers")


class OrganisationChanged(DirectoryError):
    """Somebody else has changed the same organisation meanwhile. Nothing was stored."""


class NumberTaken(DirectoryError):
    """Another organisation has the same number in a register: they may be one."""

    def __init__(self, message: str, other: Organisation) -> None:
        super().__init__(message)
        self.other = other


def mark_of(organisation: Organisation) -> str:
    """What an organisation tells, in a few letters: another mark means that somebody has changed it."""
    return sha256(to_json(_told(organisation)).encode()).hexdigest()[:16]


def edit_organisation(
    db: Database,
    organisation_id: str,
    *,
    facts: dict[str, Any],
    seen: str,
    by: str,
    now: datetime,
    action: Action = Action.EDITED,
) -> None:
    """Make facts public, or raise `OrganisationChanged`, or `NumberTaken`. `seen` is the mark of what the editor saw."""
    with writing(db):
        before = get_organisation(db, organisation_id)
        if mark_of(before) != seen:
            raise OrganisationChanged("Somebody else has changed this organisation while you were writing. Look at both.")
        after = replace(before, **facts)
        _refuse_taken(db, after)
        changed = tuple(name for name in FACTS if getattr(before, name) != getattr(after, name))
        if changed:
            keep_organisation(db, after, action=action, by=by, now=now)
            add_event(db, Event(action, by, now, Subject.ORGANISATION, organisation_id, changed))


def keep_organisation(db: Database, after: Organisation, *, action: Action, by: str, now: datetime) -> None:
    """Save an organisation, with this state of it as a version; call inside `writing`.

    Where it was changed since its last version, as by an import, that state is kept first.
    """
    before = get_organisation(db, after.id)
    versions = get_organisation_versions(db, after.id)
    save_organisation(db, after)
    if facts_alone(before) != facts_alone(after):
        if not versions or versions[-1].told != facts_alone(before):
            save_organisation_version(db, before, by="", action=None, at=now)
        save_organisation_version(db, after, by=by, action=action, at=now)


def facts_of_version(db: Database, organisation_id: str, number: int) -> dict[str, Any]:
    """What editors can put back of a version, or raise `VersionNotFound`. What was taken out for good is no part of it."""
    told = get_organisation_version(db, organisation_id, number).told
    facts = {name: getattr(told, name) for name in FACTS}
    return {name: value for name, value in facts.items() if value != REMOVED}


def put_organisation_back(db: Database, organisation_id: str, number: int, *, seen: str, by: str, now: datetime) -> None:
    """Make an older version the newest one, or raise as `edit_organisation` does. What was declared stays as it is now."""
    facts = facts_of_version(db, organisation_id, number)
    edit_organisation(db, organisation_id, facts=facts, seen=seen, by=by, now=now, action=Action.PUT_BACK)


def _told(organisation: Organisation) -> tuple[Any, ...]:
    return tuple(getattr(organisation, name) for name in FACTS)


def _refuse_taken(db: Database, organisation: Organisation) -> None:
    for number in organisation.identifiers:
        other = organisation_identified(db, number)
        if other and other.id != organisation.id:
            raise NumberTaken(f"{other.name} has this {number.scheme.value} number. If they are one, merge them.", other)

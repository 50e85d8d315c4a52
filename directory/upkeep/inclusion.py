"""Who may be listed: declared by an organisation each year, looked up by editors, and missed when it is late."""

from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.changes import ReasonNeeded
from directory.domain.events import Action, Event, Subject
from directory.domain.inclusion import DECLARED_EVERY, Due, InclusionCheck, InclusionFact, is_overdue, missing_from
from directory.domain.organisations import Inclusion, Organisation
from directory.publishing.organising import keep_organisation
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.inclusion import add_inclusion_check, count_incomplete, running_organisations
from directory.store.organisations import get_organisation


def declare(db: Database, organisation_id: str, said: Inclusion, *, by: str, now: datetime) -> Organisation:
    """Store what an organisation says of itself today. It is public at once, as what they say."""
    with writing(db):
        organisation = get_organisation(db, organisation_id)
        declared = replace(organisation, inclusion=replace(said, declared_on=now.date(), declared_by=by))
        keep_organisation(db, declared, action=Action.DECLARED, by=by, now=now)
        facts = tuple(name for name in vars(said) if getattr(said, name) != getattr(organisation.inclusion, name))
        _record(db, Action.DECLARED, organisation_id, by=by, now=now, facts=facts)
    return declared


def note_inclusion_check(
    db: Database, organisation_id: str, *, fact: InclusionFact, where: str, is_right: bool, by: str, now: datetime
) -> InclusionCheck:
    """Write down that an editor looked one thing up, or raise `ReasonNeeded` when they do not say where."""
    if not where.strip():
        raise ReasonNeeded("Enter where you looked, like “the charity register”")
    check = InclusionCheck(
        organisation_id=organisation_id, fact=fact, where=where.strip(), is_right=is_right, checked_by=by,
        checked_on=now.date(),
    )  # fmt: skip
    with writing(db):
        add_inclusion_check(db, check)
        _record(db, Action.LOOKED_UP, organisation_id, by=by, now=now, facts=(fact.value,))
    return check


def declarations_due(db: Database, *, today: date) -> tuple[Due, ...]:
    """Organisations with a public listing that never declared, or did so more than a year ago; the longest ago first."""
    due = [Due(one, one.inclusion.declared_on) for one in running_organisations(db) if is_overdue(one.inclusion, today)]
    return tuple(sorted(due, key=lambda one: (one.declared_on or date.min, one.organisation.name.casefold())))


def with_something_missing(db: Database, *, today: date) -> tuple[Organisation, ...]:
    """Organisations with a public listing that declared this year, and left something out or do not have it yet."""
    fresh = (one for one in running_organisations(db) if not is_overdue(one.inclusion, today))
    return tuple(one for one in fresh if missing_from(one.inclusion))


def count_inclusion(db: Database, now: datetime) -> int:
    """How many organisations with a public listing are late, or have something missing."""
    return count_incomplete(db, now.date() - DECLARED_EVERY)


def _record(db: Database, action: Action, organisation_id: str, *, by: str, now: datetime, facts: tuple[str, ...]) -> None:
    add_event(db, Event(action, by, now, Subject.ORGANISATION, organisation_id, facts))

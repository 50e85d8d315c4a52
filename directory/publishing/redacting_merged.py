"""A fact that is taken out of one listing goes from all it was ever merged with, where they say the same."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from directory.domain.events import Action, Subject
from directory.domain.facts import fact_of
from directory.domain.organisations import Organisation
from directory.domain.redaction import REMOVED, Redaction, without_fact
from directory.domain.services import Service
from directory.publishing.editing import record
from directory.publishing.listings import keep
from directory.publishing.redacting_edits import take_fact_out_of_edits
from directory.publishing.told import NOT_TOLD, Told, told_of
from directory.store.changes import get_changes
from directory.store.merges import drop_moved_numbers, first_merged_at, ids_ever_merged_with, merged_into
from directory.store.organisation_versions import get_organisation_versions, rewrite_organisation_versions
from directory.store.organisations import get_organisation, new_organisation_slug, save_organisation
from directory.store.redactions import add_redaction, drop_told, rewrite_reasons, rewrite_versions
from directory.store.services import get_service
from directory.store.versions import get_versions, state_of

REASON = "Something was taken out"


def told_by_listing(db: Database, service_id: str, field: str) -> Told:
    """What a fact of a listing says, now, in every version and in every edit."""
    changes = [fact.change for change in get_changes(db, service_id) for fact in change.facts]
    return told_of(field, _states(db, service_id), changes)


def take_out_of_merged(db: Database, service_id: str, told: Told, *, by: str, now: datetime) -> None:
    """Call inside `writing`. What another listing says of itself in other words stays, and sources may go on telling it."""
    for one in ids_ever_merged_with(db, Subject.SERVICE, service_id):
        public = () if merged_into(db, Subject.SERVICE, one) else told.fields_in(get_service(db, one))
        before = _told_before_merging(db, one, told)
        if _take_out(db, one, told, by=by, now=now):
            record(db, Action.REDACTED, one, by=by, now=now, facts=public or (told.field,))
            for field in dict.fromkeys((*public, *before)):
                add_redaction(db, Redaction(one, field, by, now))


def blank_of_organisation(db: Database, organisation_id: str, name: str) -> None:
    """Take one fact out of an organisation and of all it was merged with; call inside `writing`."""
    versions = get_organisation_versions(db, organisation_id)
    said = {getattr(one, name) for one in (get_organisation(db, organisation_id), *(version.told for version in versions))}
    _rewrite_organisation(db, organisation_id, name, None)
    for one in ids_ever_merged_with(db, Subject.ORGANISATION, organisation_id):
        _rewrite_organisation(db, one, name, said)
    if name == "identifiers":
        numbers = {one.value for some in said for one in some}
        drop_moved_numbers(db, numbers.__contains__)


def _told_before_merging(db: Database, service_id: str, told: Told) -> tuple[str, ...]:
    """What a backup of then has of it, where nothing else is told in its place now."""
    merged_at, service = first_merged_at(db, Subject.SERVICE, service_id), get_service(db, service_id)
    early = [one for one in get_versions(db, service_id) if merged_at and one.made_at < merged_at]
    fields = {field for one in early for field in told.fields_in(state_of(one.facts))}
    return tuple(sorted(field for field in fields if fact_of(service, field) in NOT_TOLD))


def _take_out(db: Database, service_id: str, told: Told, *, by: str, now: datetime) -> bool:
    """Is there anything of it left to take out? If so, it has gone."""
    states = _states(db, service_id)
    is_told = any(told.fields_in(state) for state in states)
    if is_told:
        rewrite_versions(db, service_id, lambda state: _without(state, told))
    edits = [fact.change for change in get_changes(db, service_id) for fact in change.facts]
    if is_told or any(told.is_in(one) for one in edits):
        take_fact_out_of_edits(db, service_id, told.is_in, by=by, now=now)
    if told.fields_in(states[0]):
        keep(db, _without(states[0], told), by=by, reason=REASON, now=now)
    of_sources = drop_told(db, service_id, told.is_told)
    names = tuple(words for one in told.said if told.field == "name" and (words := one.strip('"')))
    reasons = rewrite_reasons(db, service_id, lambda reason: _without_names(reason, names))
    return bool(is_told or of_sources or reasons)


def _without(state: Service, told: Told) -> Service:
    for field in told.fields_in(state):
        state = without_fact(state, field)
    return state


def _without_names(reason: str, names: tuple[str, ...]) -> str:
    for name in names:
        reason = reason.replace(name, REMOVED)
    return reason


def _states(db: Database, service_id: str) -> list[Service]:
    """As it is now, and as it was in every version."""
    return [get_service(db, service_id), *(state_of(version.facts) for version in get_versions(db, service_id))]


def _rewrite_organisation(db: Database, organisation_id: str, name: str, said: set[Any] | None) -> None:
    """Blank one fact of it, or, where `said` is given, only what is in there. Without its name it has another address."""
    before = get_organisation(db, organisation_id)
    rewrite_organisation_versions(db, organisation_id, lambda state: _blank(state, name, said))
    after = _blank(before, name, said)
    if name == "name" and after != before:
        after = replace(after, slug=new_organisation_slug(db, REMOVED))
    if after != before:
        save_organisation(db, after)


def _blank(state: Organisation, name: str, said: set[Any] | None) -> Organisation:
    value = getattr(state, name)
    if name == "identifiers" and said is not None:
        gone = {one for some in said for one in some}
        return replace(state, identifiers=type(value)(one for one in value if one not in gone))
    if said is not None and value not in said:
        return state
    blank: dict[str, Any] = {one.name: one.default for one in fields(Organisation) if one.name == name}
    return replace(state, name=REMOVED) if name == "name" else replace(state, **blank)

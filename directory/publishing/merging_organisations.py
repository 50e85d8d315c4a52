"""Two organisations that are one: listings, keepers and numbers of both belong to the kept one."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.domain.merges import Merge, MergeRefused
from directory.domain.organisations import Organisation
from directory.publishing.listings import keep
from directory.publishing.merging import SUSPENDED, refuse_pair, refuse_putting_apart
from directory.publishing.organising import keep_organisation
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.merges import (
    add_merge,
    end_merge,
    get_merge,
    give_back_of_organisation,
    move_to_kept_organisation,
    say_not_the_same,
    service_ids_moved,
)
from directory.store.organisations import get_organisation
from directory.store.services import every_service_id_of, get_services, save_service

FIELDS = ("name", "kind", "description", "url", "email")


def organisation_choices(kept: Organisation, merged: Organisation) -> tuple[tuple[str, Any, Any], ...]:
    """Every fact that the two tell differently: its name, and what each says. Numbers in registers are all kept."""
    told = ((name, getattr(kept, name), getattr(merged, name)) for name in FIELDS)
    return tuple(one for one in told if one[1] != one[2] and one[2] is not None)


def merge_organisations(
    db: Database, kept_id: str, merged_id: str, *, take: Collection[str], by: str, now: datetime
) -> Merge:
    """Give everything of one organisation to another, or raise `MergeRefused`; `take` names facts to take over."""
    with writing(db):
        kept, merged = get_organisation(db, kept_id), get_organisation(db, merged_id)
        refuse_organisations(db, kept, merged)
        taken = {name: told for name, _, told in organisation_choices(kept, merged) if name in take}
        numbers = tuple(dict.fromkeys((*kept.identifiers, *merged.identifiers)))
        for one in (replace(merged, identifiers=()), replace(kept, **taken, identifiers=numbers)):
            keep_organisation(db, one, action=Action.MERGED, by=by, now=now)
        moved = move_to_kept_organisation(db, merged, kept)
        ids = every_service_id_of(db, merged_id)
        _hand_over(db, ids, kept, by=by, now=now)
        merge = Merge(
            id=0, subject=Subject.ORGANISATION, kept_id=kept_id, merged_id=merged_id, merged_by=by, merged_at=now,
            fields=tuple(taken), moved=(*moved, *service_ids_moved(ids)),
        )  # fmt: skip
        _record(db, Action.MERGED, merge, by=by, now=now)
        return add_merge(db, merge)


def put_organisations_apart(db: Database, number: int, *, by: str, now: datetime) -> None:
    """Give back listings, keepers and numbers, or raise `MergeRefused`. Facts that were taken over stay."""
    with writing(db):
        merge = get_merge(db, number)
        refuse_putting_apart(db, merge)
        kept, merged = get_organisation(db, merge.kept_id), get_organisation(db, merge.merged_id)
        if kept.suspended_on:
            raise MergeRefused(SUSPENDED)
        back = give_back_of_organisation(db, merge.moved, merged_id=merged.id, kept_id=kept.id)
        left = tuple(one for one in kept.identifiers if back.get(one, True))
        for organisation in (replace(kept, identifiers=left), replace(merged, identifiers=tuple(back))):
            keep_organisation(db, organisation, action=Action.PUT_APART, by=by, now=now)
        given = {one.key for one in merge.moved if one.table == "services"}
        _hand_over(db, [one for one in every_service_id_of(db, kept.id) if one in given], merged, by=by, now=now)
        end_merge(db, merge, now)
        _record(db, Action.PUT_APART, merge, by=by, now=now)
        say_not_the_same(db, Subject.ORGANISATION, (kept.id, merged.id), by=by, at=now)


def refuse_organisations(db: Database, kept: Organisation, merged: Organisation) -> None:
    """Raise `MergeRefused` where one of the two stands for itself no more."""
    is_suspended = bool(kept.suspended_on or merged.suspended_on)
    refuse_pair(db, Subject.ORGANISATION, kept.id, merged.id, is_suspended=is_suspended)


def _hand_over(db: Database, ids: list[str], to: Organisation, *, by: str, now: datetime) -> None:
    """Listings to another organisation; each public one gets a version that says so."""
    for service in get_services(db, ids):
        handed = replace(service, organisation_id=to.id)
        if service.published_on:
            keep(db, handed, by=by, reason=f"Belongs to {to.name}", now=now, is_edit=False)
        else:
            save_service(db, handed)


def _record(db: Database, action: Action, merge: Merge, *, by: str, now: datetime) -> None:
    for one in (merge.kept_id, merge.merged_id):
        add_event(db, Event(action, by, now, Subject.ORGANISATION, one, merge.fields))

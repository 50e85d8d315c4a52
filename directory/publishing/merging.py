"""Two listings that are one: which facts stay, what moves to the kept one, and how they are put apart again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from directory.domain.events import Action, Subject
from directory.domain.facts import ORDER, PARTS, Change, Part, difference, fact_of, with_changes
from directory.domain.merges import Merge, MergeRefused
from directory.domain.services import Location, Service
from directory.publishing.editing import BEFORE_FIRST_EDIT, names, record
from directory.publishing.listings import keep
from directory.publishing.told import mark_of_part
from directory.store.crisis_lines import ids_of_crisis_lines
from directory.store.database import writing
from directory.store.merges import (
    add_merge,
    end_merge,
    get_merge,
    merged_into,
    move_back,
    move_to_kept,
    say_not_the_same,
)
from directory.store.services import get_service, save_service
from directory.store.versions import latest_version, read_version, save_version

LOOK_AGAIN = "Somebody has changed one of the two while you were looking. Look at both once more: nothing was merged."
CALLED = {Subject.SERVICE: "listing", Subject.ORGANISATION: "organisation"}
SUSPENDED = "The one that was kept is suspended. Look into that first, then lift it."
NOT_CHOSEN = frozenset({"organisation_id", f"{PARTS[0]}/{ORDER}", f"{PARTS[1]}/{ORDER}"})
UNITED = frozenset({"needs", "kinds", "how", "routes"})


class Side(StrEnum):
    KEPT = "kept"
    MERGED = "merged"
    BOTH = "both"


@dataclass(frozen=True)
class Choice:
    """One fact that the two tell differently. A contact point or address that only one has is None with the other."""

    field: str
    kept: Any
    merged: Any
    suggested: Side

    @property
    def is_part(self) -> bool:
        return self.field.split("/")[0] in PARTS

    @property
    def may_be_both(self) -> bool:
        """What is a list of its own can be put together."""
        return self.field in UNITED and self.kept is not None and self.merged is not None


def choices(kept: Service, merged: Service) -> tuple[Choice, ...]:
    """Every fact that the two tell differently, and which of the two we would keep: what is told before what is not."""
    told = (change for change in difference(kept, merged) if change.field not in NOT_CHOSEN)
    return tuple(Choice(change.field, change.before, change.after, _suggested(change, kept, merged)) for change in told)


def merged_state(kept: Service, merged: Service, chosen: Mapping[str, Side]) -> Service:
    """The kept listing as it would be, or raise `MergeRefused`. What is not chosen stays as suggested."""
    taken = _taken(kept, merged, chosen)
    marks = merged.unconfirmed & {change.place[0] for change in taken}
    state = with_changes(kept, taken)
    state = replace(state, unconfirmed=state.unconfirmed | marks)
    _refuse_lost_place(state)
    return state


def merge_services(
    db: Database,
    kept_id: str,
    merged_id: str,
    *,
    chosen: Mapping[str, Side],
    versions: tuple[int, int],
    by: str,
    now: datetime,
) -> Merge:
    """Keep one of two listings and let the other lead on to it, or raise `MergeRefused`.

    `versions` are the newest of both as the editor saw them. Versions, checks and events of both stay where they are.
    """
    with writing(db):
        kept, merged = get_service(db, kept_id), get_service(db, merged_id)
        refuse_merge(db, kept, merged)
        if versions != (latest_version(db, kept_id), latest_version(db, merged_id)):
            raise MergeRefused(LOOK_AGAIN)
        before = [_numbered(db, one, by=by, now=now) for one in (kept, merged)]
        state = merged_state(kept, merged, chosen)
        changes = difference(kept, state)
        _empty(db, merged, state)
        moved = move_to_kept(db, merged_id, kept_id, made_from=before[0])
        keep(db, state, by=by, reason=f"Merged with {merged.name}", now=now, is_edit=bool(changes))
        merge = Merge(
            id=0, subject=Subject.SERVICE, kept_id=kept_id, merged_id=merged_id, merged_by=by, merged_at=now,
            kept_version=before[0], merged_version=before[1], fields=names(changes), moved=moved,
        )  # fmt: skip
        for one in (kept_id, merged_id):
            record(db, Action.MERGED, one, by=by, now=now, facts=merge.fields)
        return add_merge(db, merge)


def put_apart(db: Database, number: int, *, by: str, now: datetime) -> tuple[str, ...]:
    """Make two of them again, or raise `MergeRefused`. Returns the facts that stay, because they were changed since."""
    with writing(db):
        merge = get_merge(db, number)
        refuse_putting_apart(db, merge)
        kept, old = get_service(db, merge.kept_id), read_version(db, merge.merged_id, merge.merged_version)
        if kept.suspended:
            raise MergeRefused(SUSPENDED)
        back, stays = _way_back(db, merge, kept)
        without = with_changes(kept, back)
        save_service(db, without)
        save_service(db, _with_parts_as_now(old, kept, merge.fields))
        move_back(db, merge.moved, merged_id=merge.merged_id, kept_id=merge.kept_id)
        end_merge(db, merge, now)
        for one in (merge.kept_id, merge.merged_id):
            keep(db, get_service(db, one), by=by, reason="Put apart again", now=now, is_edit=bool(back))
            record(db, Action.PUT_APART, one, by=by, now=now, facts=merge.fields)
        say_not_the_same(db, Subject.SERVICE, (merge.kept_id, merge.merged_id), by=by, at=now)
        return stays


def refuse_merge(db: Database, kept: Service, merged: Service) -> None:
    """Raise `MergeRefused` where one of the two may not be given up, or is not what it seems."""
    refuse_pair(db, Subject.SERVICE, kept.id, merged.id, is_suspended=kept.suspended or merged.suspended)
    if kept.is_demonstration != merged.is_demonstration:
        raise MergeRefused("One of the two is made up, to show how it works. Only the other is real.")
    if merged.id in ids_of_crisis_lines(db):
        raise MergeRefused(f"{merged.name} is one of the crisis lines on every page. Keep that one.")
    if merged.published_on and not kept.published_on:
        raise MergeRefused(f"{merged.name} is public and the other is not. Keep the public one.")


def refuse_pair(db: Database, subject: Subject, kept_id: str, merged_id: str, *, is_suspended: bool) -> None:
    """Raise `MergeRefused` where two of a kind are one, or one of them is suspended or stands for itself no more."""
    if kept_id == merged_id:
        raise MergeRefused(f"This is one and the same {CALLED[subject]}.")
    if any(merged_into(db, subject, one) for one in (kept_id, merged_id)):
        raise MergeRefused("One of the two was merged already.")
    if is_suspended:
        raise MergeRefused("One of the two is suspended. Look into that first, then lift it.")


def refuse_putting_apart(db: Database, merge: Merge) -> None:
    """Raise `MergeRefused` where that has been done, or where the kept one has been merged itself."""
    if merge.undone_at:
        raise MergeRefused("These two were put apart already.")
    if merged_into(db, merge.subject, merge.kept_id):
        raise MergeRefused("The one that was kept has been merged into another since. Put those two apart first.")


def _suggested(change: Change, kept: Service, merged: Service) -> Side:
    if change.place[0] in PARTS and len(change.place) == 2:
        is_new = change.before is None and not _is_there(kept, change.after)
        return Side.MERGED if is_new else Side.KEPT
    if _is_blank(change.after):
        return Side.KEPT
    name = change.place[0]
    is_surer = name in kept.unconfirmed and name not in merged.unconfirmed
    return Side.MERGED if _is_blank(change.before) or is_surer else Side.KEPT


def _is_blank(told: Any) -> bool:
    return told is None or told in ("", ())


def _is_there(kept: Service, part: Part) -> bool:
    """Has the kept one the same number or address, however it is written?"""
    some: Sequence[Part] = kept.locations if isinstance(part, Location) else kept.contact_points
    return any(mark_of_part(one) == mark_of_part(part) for one in some)


def _taken(kept: Service, merged: Service, chosen: Mapping[str, Side]) -> list[Change]:
    taken = []
    for choice in choices(kept, merged):
        side = chosen.get(choice.field, choice.suggested)
        if side is Side.MERGED:
            taken.append(Change(choice.field, choice.kept, choice.merged))
        elif side is Side.BOTH and choice.may_be_both:
            taken.append(Change(choice.field, choice.kept, choice.kept | choice.merged))
    return taken


def _refuse_lost_place(state: Service) -> None:
    conditions = [one for group in (state.catchment.groups if state.catchment else ()) for one in group]
    measured_from = {one.area.location_id for one in conditions if one.area and one.area.location_id}
    if measured_from - {place.id for place in state.locations}:
        raise MergeRefused("The area is counted in miles from an address that you left out. Take that address as well.")


def _numbered(db: Database, service: Service, *, by: str, now: datetime) -> int:
    """The newest version of a listing, made now for one that has none yet."""
    newest = latest_version(db, service.id)
    return newest or save_version(db, service, by=by, reason=BEFORE_FIRST_EDIT, at=now).number


def _empty(db: Database, merged: Service, state: Service) -> None:
    """Hold the merged one back, without the contact points and addresses that are the kept one's now."""
    given = {one.id for one in state.contact_points} | {one.id for one in state.locations}
    points = tuple(one for one in merged.contact_points if one.id not in given)
    places = tuple(one for one in merged.locations if one.id not in given)
    save_service(db, replace(merged, published_on=None, contact_points=points, locations=places))


def _way_back(db: Database, merge: Merge, kept: Service) -> tuple[list[Change], tuple[str, ...]]:
    """What the kept one gives back, and the names of what it does not, because it was changed since."""
    then = read_version(db, merge.kept_id, merge.kept_version + 1)
    before = read_version(db, merge.kept_id, merge.kept_version)
    back, stays = [], []
    for change in difference(then, before):
        here = fact_of(kept, change.field)
        if here == change.before or (_is_whole_part(change) and change.after is None):
            back.append(Change(change.field, here, change.after))
        else:
            stays.append(change.field)
    return back, tuple(stays)


def _is_whole_part(change: Change) -> bool:
    return change.place[0] in PARTS and len(change.place) == 2 and change.place[1] != ORDER


def _with_parts_as_now(old: Service, kept: Service, fields: Iterable[str]) -> Service:
    """The merged one as it was, with what was put right since in the contact points and addresses it had given away."""
    state = old
    for field in fields:
        given = fact_of(old, field) if field.split("/")[0] in PARTS and field.count("/") == 1 else None
        if given is not None and not isinstance(given, tuple):
            state = with_changes(state, [Change(field, given, fact_of(kept, field))])
    return replace(state, unconfirmed=old.unconfirmed, suspended=False)

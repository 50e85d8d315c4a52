"""Taking something out of edits: only that goes. A waiting fact of which nothing is left to publish is closed, not lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from directory.domain.changes import OPEN, ChangeState, PendingChange, PendingFact
from directory.domain.facts import PARTS, Change, difference, fact_of, with_changes
from directory.domain.redaction import ADDRESS, REMOVED, Scrub, without_text
from directory.domain.services import Location, Service
from directory.store.changes import get_changes, get_open_changes, may_be_untold, nothing_told, save_facts
from directory.store.drafts import rewrite_drafts
from directory.store.redactions import drop_changed_facts
from directory.store.services import get_service

NOTHING: tuple[Any, ...] = (None, REMOVED, "", (), frozenset())
Values = tuple[Any, Any]


@dataclass(frozen=True)
class Touched:
    """The facts of edits that had the words; those of them that wait; and how many half-filled forms had them."""

    fields: frozenset[str]
    waiting: frozenset[str]
    drafts: int


def take_words_out_of_edits(db: Database, service_id: str, scrub: Scrub, *, by: str, now: datetime) -> Touched:
    """Call inside `writing`, before the listing itself is rewritten."""
    service = get_service(db, service_id)
    touched, waiting = set[str](), set[str]()
    gone = _parts_gone(service, scrub)
    for edit in get_changes(db, service_id):
        apart = _addresses_left(service, edit, scrub)
        facts = tuple(_left_of(fact, apart.get(fact.field), gone, scrub, by=by, now=now) for fact in edit.facts)
        changed = [one.field for one, was in zip(facts, edit.facts, strict=True) if one != was]
        if changed:
            save_facts(db, replace(edit, facts=facts))
            touched.update(changed)
            waiting.update(one.field for one in edit.in_state(*OPEN) if one.field in changed)
    return Touched(frozenset(touched), frozenset(waiting), rewrite_drafts(db, service_id, scrub.over))


def take_fact_out_of_edits(
    db: Database, service_id: str, is_gone: Callable[[Change], bool], *, by: str, now: datetime
) -> None:
    """A fact that waits is closed, with nothing told; one that was answered is forgotten. Call inside `writing`."""
    closed = set()
    for edit in get_open_changes(db, service_id):
        some = {fact.field for fact in edit.in_state(*OPEN) if is_gone(fact.change)}
        closed |= {(edit.id, field) for field in some}
        facts = (_closed(one, _nothing(one.field), by=by, now=now) if one.field in some else one for one in edit.facts)
        save_facts(db, replace(edit, facts=tuple(facts)))
    drop_changed_facts(db, service_id, lambda number, one: is_gone(one) and (number, one.field) not in closed)


def has_words_in_addresses(db: Database, service_id: str, scrub: Scrub) -> bool:
    """Does an edit make an address with the words in it, street and town being facts apart?"""
    service = get_service(db, service_id)
    return any(_addresses_left(service, edit, scrub) for edit in get_changes(db, service_id))


def _left_of(
    fact: PendingFact, apart: Values | None, gone: Iterable[str], scrub: Scrub, *, by: str, now: datetime
) -> PendingFact:
    change = fact.change
    before, after = apart or (_without(change.before, change.field, scrub), _without(change.after, change.field, scrub))
    is_open = fact.state in OPEN
    if is_open and any(change.field.startswith(f"{part}/") for part in gone):
        return _closed(fact, (before, after), by=by, now=now)
    if (before, after) == (change.before, change.after):
        return fact
    if is_open and after != change.after and _is_senseless(before, after, change.field):
        return _closed(fact, (before, after), by=by, now=now)
    return replace(fact, change=Change(change.field, before, after))


def _without(value: Any, field: str, scrub: Scrub) -> Any:
    left = without_text(value, scrub)
    return None if left == REMOVED and value != REMOVED and may_be_untold(field) else left


def _is_senseless(before: Any, after: Any, field: str) -> bool:
    """Half a number helps nobody, nor does an address of which nothing is left."""
    is_nowhere = isinstance(after, Location) and not any(getattr(after, name) for name in ADDRESS)
    return after in NOTHING or after == before or is_nowhere or field.endswith("/value")


def _closed(fact: PendingFact, values: Values, *, by: str, now: datetime) -> PendingFact:
    change = Change(fact.field, *values)
    return replace(fact, change=change, narrows=False, state=ChangeState.TAKEN_OUT, decided_by=by, decided_at=now)


def _nothing(field: str) -> Values:
    return nothing_told(field), nothing_told(field)


def _parts_gone(service: Service, scrub: Scrub) -> list[str]:
    """The contact points that are the words themselves, and go whole."""
    changes = difference(service, without_text(service, scrub))
    return [one.field for one in changes if one.after is None and len(one.place) == 2 and one.place[0] in PARTS]


def _addresses_left(service: Service, edit: PendingChange, scrub: Scrub) -> dict[str, Values]:
    """What is left, before and after, of the parts of addresses that have the words in them only together."""
    changes = [fact.change for fact in edit.facts if fact.field.startswith("locations/")]
    whole, found = _with_places(service, changes), set()
    lefts = []
    for told in ([replace(one, after=one.before) for one in changes], changes):
        state = with_changes(whole, told)
        left = without_text(state, scrub)
        lefts.append(left)
        gone = difference(state, left)
        found |= {one.field for one in told if any(one.overlaps(other) for other in gone)}
    before, after = lefts
    return {field: (fact_of(before, field), fact_of(after, field)) for field in found}


def _with_places(service: Service, changes: Iterable[Change]) -> Service:
    """The listing with every place that a part of is told, also where it has gone since."""
    ids = {one.place[1] for one in changes if len(one.place) > 2}  # locations, id, name of a part
    missing = [Location(one) for one in sorted(ids) if fact_of(service, f"locations/{one}") is None]
    return replace(service, locations=(*service.locations, *missing))

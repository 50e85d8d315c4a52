"""Taking a fact out of everything: listing, versions, edits, what sources said, index. There is no way back."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.domain.facts import Change, difference
from directory.domain.redaction import (
    BESIDE,
    REMOVED,
    SENT,
    TOLD,
    Redaction,
    Scrub,
    holds_text,
    scrubber,
    whole_where_needed,
    without_fact,
    without_text,
)
from directory.domain.services import Service
from directory.publishing.editing import record
from directory.publishing.listings import keep
from directory.publishing.redacting_edits import has_words_in_addresses, take_fact_out_of_edits, take_words_out_of_edits
from directory.publishing.redacting_merged import REASON, blank_of_organisation, take_out_of_merged, told_by_listing
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.merges import drop_moved_numbers, ids_merged_into
from directory.store.organisation_versions import (
    get_organisation_versions,
    rewrite_organisation_versions,
    unlisted_with_versions,
)
from directory.store.organisations import get_organisation, get_organisations, new_organisation_slug, save_organisation
from directory.store.redactions import (
    add_redaction,
    compact,
    drop_told,
    get_redactions,
    rewrite_versions,
)
from directory.store.remarks import drop_links, ids_with_edits_of_places, ids_with_words, rewrite_beside_all, rewrite_remarks
from directory.store.services import get_service, has_service, new_slug, save_service
from directory.store.versions import get_versions, state_of
from directory.store.words_of_councils import take_out_of_councils

Forget = Callable[[], None]
OF_ORGANISATION = "organisation."
WORDS_OF_NO_LISTING = "words of no listing"
NAMED = 20


def redact_fact(db: Database, service_id: str, field: str, *, by: str, now: datetime, forget: Iterable[Forget] = ()) -> None:
    """Take one fact out of a listing and of all that is kept of it. The number of a contact point takes the point with it.

    `forget` are called afterwards for every copy outside the database: the index is rebuilt, exports are thrown away.
    May raise `NotErasedYet`: the fact is gone, and `finish_redaction` is to be called again.
    """
    with writing(db):
        led_on = _merged_with_facts(db, service_id, field)
        _take_out_of_merged(db, service_id, field, by=by, now=now)
        for one in (service_id, *led_on):
            _take_out_fact(db, one, field, by=by, now=now)
            _write_down(db, one, (field,), by=by, now=now)
    finish_redaction(db, forget)


def redact_text(
    db: Database, service_id: str, text: str, *, by: str, now: datetime, forget: Iterable[Forget] = ()
) -> tuple[str, ...]:
    """Take a text out of a listing, its organisation and all that is kept of them, and say which facts had it.

    An address with the text in it is made anew. Who made an edit stays as it is. May raise `TooShortToRedact`.
    """
    scrub = scrubber(text)
    with writing(db):
        found = _take_out_of_listing(db, service_id, scrub, by=by, now=now)
    finish_redaction(db, forget)
    return found.fields


@dataclass(frozen=True)
class Taken:
    """The names of the facts of one listing that had a text; of those that wait in an edit; and its half-filled forms."""

    fields: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    drafts: int = 0


@dataclass(frozen=True)
class Standing:
    """Where a text stands: in which listings and what of them, how often beside all listings, and with which councils."""

    taken: Mapping[str, Taken]
    beside_all: int
    councils: tuple[str, ...] = ()

    @property
    def listings(self) -> Mapping[str, tuple[str, ...]]:
        """Of each listing the names of its facts."""
        return {one: taken.fields for one, taken in self.taken.items()}


def redact_text_everywhere(db: Database, text: str, *, by: str, now: datetime, forget: Iterable[Forget] = ()) -> Standing:
    """Take a text out of every listing and of what belongs to none, and say where it stood.

    One listing after the other, so that nobody who edits meanwhile waits long; may be called again. May raise
    `TooShortToRedact` and `NotErasedYet`, as `redact_text` does.
    """
    scrub, listings = scrubber(text), dict[str, Taken]()
    for one in _ids_with(db, scrub):
        with writing(db):
            listings[one] = _take_out_of_listing(db, one, scrub, by=by, now=now)
    with writing(db):
        beside_all, councils = _take_out_beside_all(db, scrub), take_out_of_councils(db, scrub)
        if beside_all or councils:
            add_event(db, Event(Action.REDACTED, by, now, Subject.DIRECTORY, WORDS_OF_NO_LISTING))
    finish_redaction(db, forget)
    return Standing(listings, beside_all, councils)


def look_for_text(db: Database, text: str, *, by: str, now: datetime) -> Standing:
    """Where a text stands, found by taking it out and undoing that; may raise `TooShortToRedact`.

    Facts are named for the first `NAMED` listings only.
    """
    scrub = scrubber(text)
    ids = _ids_with(db, scrub)
    listings: dict[str, Taken] = dict.fromkeys(ids, Taken(()))
    with suppress(_OnlyLooking), writing(db):
        listings |= {one: _take_out_of_listing(db, one, scrub, by=by, now=now) for one in ids[:NAMED]}
        beside_all, councils = _take_out_beside_all(db, scrub), take_out_of_councils(db, scrub)
        raise _OnlyLooking
    return Standing(listings, beside_all, councils)


class _OnlyLooking(Exception):
    """Takes back whatever was written."""


def finish_redaction(db: Database, forget: Iterable[Forget] = ()) -> None:
    """Let every copy forget, then write the file afresh. May raise `NotErasedYet`, and may be called again."""
    for copy in forget:
        copy()
    compact(db)


def redact_again(db: Database, before: Iterable[Redaction], *, forget: Iterable[Forget] = ()) -> None:
    """Take out of a restored backup whatever has been redacted since it was made; `before` is the list as it was kept.

    The audit has these acts already, and gets no second line for each.
    """
    done = set(get_redactions(db))
    with writing(db):
        for one in before:
            if one not in done and has_service(db, one.service_id):
                _take_out_of_merged(db, one.service_id, one.field, by=one.redacted_by, now=one.redacted_at)
                _take_out_fact(db, one.service_id, one.field, by=one.redacted_by, now=one.redacted_at)
                add_redaction(db, one)
    finish_redaction(db, forget)


def _take_out_beside_all(db: Database, scrub: Scrub) -> int:
    of_unlisted = sum(
        rewrite_organisation_versions(db, one, lambda told: without_text(told, scrub)) for one in unlisted_with_versions(db)
    )
    return rewrite_beside_all(db, scrub) + drop_links(db, scrub.finds) + drop_moved_numbers(db, scrub.finds) + of_unlisted


def _take_out_of_listing(db: Database, service_id: str, scrub: Scrub, *, by: str, now: datetime) -> Taken:
    _take_out_of_organisation_address(db, service_id, scrub)
    found = _take_out_text(db, service_id, scrub, by=by, now=now)
    _take_out_of_address(db, service_id, scrub)
    for one in ids_merged_into(db, Subject.SERVICE, service_id):
        _take_out_text(db, one, scrub, by=by, now=now)
        _take_out_of_address(db, one, scrub)
    return found


def _merged_with_facts(db: Database, service_id: str, field: str) -> tuple[str, ...]:
    """The listings that were merged into this one tell the same facts in their versions, but run by whom they were."""
    is_of_organisation = field.startswith((OF_ORGANISATION, f"{TOLD}{OF_ORGANISATION}"))
    return () if is_of_organisation else ids_merged_into(db, Subject.SERVICE, service_id)


def _take_out_of_merged(db: Database, service_id: str, field: str, *, by: str, now: datetime) -> None:
    """What a source alone told was copied with a merge, and went back when the two were put apart."""
    if not field.startswith((SENT, TOLD, OF_ORGANISATION)) and field != BESIDE:
        take_out_of_merged(db, service_id, told_by_listing(db, service_id, whole_where_needed(field)), by=by, now=now)


def _take_out_fact(db: Database, service_id: str, field: str, *, by: str, now: datetime) -> None:
    if field == BESIDE:
        rewrite_remarks(db, service_id, lambda _: REMOVED)
    elif field.startswith(SENT):
        sent = Change(field.removeprefix(SENT), None, None)
        take_fact_out_of_edits(db, service_id, sent.overlaps, by=by, now=now)
    elif field.startswith(TOLD):
        _drop_told_of(db, service_id, field.removeprefix(TOLD))
    elif field.startswith(OF_ORGANISATION):
        blank_of_organisation(db, get_service(db, service_id).organisation_id, field.removeprefix(OF_ORGANISATION))
        _drop_told_of(db, service_id, field)
    else:
        gone = Change(field, None, None)
        take_fact_out_of_edits(db, service_id, gone.overlaps, by=by, now=now)
        _rewrite(db, service_id, lambda state: without_fact(state, field), by=by, now=now)
        _drop_told_of(db, service_id, gone.place[0])


def _take_out_text(db: Database, service_id: str, scrub: Scrub, *, by: str, now: datetime) -> Taken:
    states = [get_service(db, service_id), *(state_of(version.facts) for version in get_versions(db, service_id))]
    edits = take_words_out_of_edits(db, service_id, scrub, by=by, now=now)
    found = {change.field for state in states for change in difference(state, without_text(state, scrub))}
    _rewrite(db, service_id, lambda state: without_text(state, scrub), by=by, now=now)
    found |= {f"{SENT}{field}" for field in edits.fields - found}
    found.update(f"{TOLD}{field}" for field in drop_told(db, service_id, lambda _, told: holds_text(told, scrub)))
    found.update(_take_out_of_organisation(db, service_id, scrub))
    found.update([BESIDE] if rewrite_remarks(db, service_id, scrub) else [])
    gone = tuple(sorted(found))
    _write_down(db, service_id, gone, by=by, now=now)
    return Taken(gone, tuple(sorted(edits.waiting)), edits.drafts)


def _ids_with(db: Database, scrub: Scrub) -> list[str]:
    of_places = {one for one in ids_with_edits_of_places(db) if has_words_in_addresses(db, one, scrub)}
    return sorted(of_places.union(ids_with_words(db, scrub.finds)))


def _take_out_of_address(db: Database, service_id: str, scrub: Scrub) -> None:
    service = get_service(db, service_id)
    if scrub.finds(service.slug):
        address = new_slug(db, service.name, get_organisation(db, service.organisation_id).name)
        save_service(db, replace(service, slug=address))
        rewrite_versions(db, service_id, lambda state: replace(state, slug=address))


def _take_out_of_organisation_address(db: Database, service_id: str, scrub: Scrub) -> None:
    organisation = get_organisation(db, get_service(db, service_id).organisation_id)
    if scrub.finds(organisation.slug):
        save_organisation(db, replace(organisation, slug=new_organisation_slug(db, scrub(organisation.name))))


def _take_out_of_organisation(db: Database, service_id: str, scrub: Scrub) -> list[str]:
    organisation = get_organisation(db, get_service(db, service_id).organisation_id)
    for merged in get_organisations(db, ids_merged_into(db, Subject.ORGANISATION, organisation.id)).values():
        save_organisation(db, without_text(merged, scrub))
        rewrite_organisation_versions(db, merged.id, lambda told: without_text(told, scrub))
    states = [organisation, *(version.told for version in get_organisation_versions(db, organisation.id))]
    save_organisation(db, without_text(organisation, scrub))
    rewrite_organisation_versions(db, organisation.id, lambda told: without_text(told, scrub))
    cleaned = [(vars(state), vars(without_text(state, scrub))) for state in states]
    return [f"{OF_ORGANISATION}{name}" for told, left in cleaned for name in left if left[name] != told[name]]


def _rewrite(db: Database, service_id: str, rewrite: Callable[[Service], Service], *, by: str, now: datetime) -> None:
    """Every version, and the listing itself as a new one."""
    service = get_service(db, service_id)
    rewrite_versions(db, service_id, rewrite)
    keep(db, rewrite(service), by=by, reason=REASON, now=now)


def _drop_told_of(db: Database, service_id: str, name: str) -> None:
    drop_told(db, service_id, lambda field, told: field == name)


def _write_down(db: Database, service_id: str, gone: tuple[str, ...], *, by: str, now: datetime) -> None:
    for field in gone:
        add_redaction(db, Redaction(service_id, field, by, now))
    record(db, Action.REDACTED, service_id, by=by, now=now, facts=gone)

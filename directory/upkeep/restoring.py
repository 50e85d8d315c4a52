"""Going back to a backup: listings as they were then; people, reports and the audit as they are now."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from directory.domain.proposals import Proposal
from directory.domain.redaction import REMOVED, Redaction
from directory.publishing.redacting import redact_again
from directory.store.backups import (
    addresses_of,
    copy_in,
    copy_out,
    count_redacted_beside_all,
    end_visits,
    is_fresh,
    is_sound,
    keep_audit,
    keep_beside_all,
    keep_people,
    migrations_at,
    open_if_whole,
    outrun,
    unknown_migrations,
)
from directory.store.database import (
    content_version,
    create_database,
    files_of,
    keep_for_owner,
    make_for_owner,
    open_database,
    writing,
)
from directory.store.going_back import GoingBack, compare
from directory.store.invented import count_demonstration
from directory.store.redactions import compact, get_redactions, rewrite_versions
from directory.store.remarks import drop_links, rewrite_remarks
from directory.store.services import get_service, get_services, save_service
from directory.upkeep.accepting import let_wait_again
from directory.upkeep.backing_up import BackupRefused, Manifest, unpacked

NUMBER_OF_PART = re.compile(r"\d")


@dataclass(frozen=True)
class Restored:
    """What was restored. `aside` is where the old database is, None when there was none.

    `old_was_damaged`: nobody could read what had been redacted since. `redacted` names the facts taken out once more.
    `waits_again`: new services that wait for an answer once more.
    """

    manifest: Manifest
    aside: Path | None
    old_was_damaged: bool
    redacted: tuple[str, ...]
    going_back: GoingBack = field(default_factory=GoingBack)
    waits_again: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Ahead:
    """What a restore would change. None in `going_back` where the old database cannot be read, so nobody can tell."""

    manifest: Manifest
    going_back: GoingBack | None
    waits_again: tuple[Proposal, ...] = ()
    redacted: tuple[str, ...] = ()


def restore(path: Path, database: Path, *, is_live: bool, now: datetime) -> Restored:
    """Put a backup in place of a database, and keep the old one beside it; or raise `BackupRefused` and change nothing."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with unpacked(path, database.parent) as (manifest, copy):
        _examine(copy, path.name, is_live=is_live)
        current = open_if_whole(database)
        if current is None:
            return _in_place_of_none(manifest, copy, database, now)
        with closing(current):
            brought = _bring_up_to_now(copy, current, database)
            aside = _aside(database, now)
            make_for_owner(aside)
            copy_out(current, aside)
        copy_in(copy, database)
    keep_for_owner(database)
    return Restored(manifest, aside, False, brought.redacted, brought.going_back, brought.waits_again)


def look_ahead(path: Path, database: Path, *, is_live: bool) -> Ahead | None:
    """What `restore` would change, without doing it; None where there is nothing that it would replace.

    May raise `BackupRefused`.
    """
    if not database.exists():
        return None
    with unpacked(path, database.parent) as (manifest, copy):
        _examine(copy, path.name, is_live=is_live)
        current = open_if_whole(database)
        if current is None:
            return Ahead(manifest, None)
        with closing(current):
            brought = _bring_up_to_now(copy, current, database)
    return Ahead(manifest, brought.going_back, brought.waits_again, brought.redacted)


def _in_place_of_none(manifest: Manifest, copy: Path, database: Path, now: datetime) -> Restored:
    """Where there is no database, or one that nobody can read, which goes aside with its log."""
    with closing(open_database(copy)) as db:
        end_visits(db)
        outrun(db, 0)
        compact(db)
    was_there, aside = database.exists(), _aside(database, now)
    for file in files_of(database):
        file.rename(aside.with_name(aside.name + file.name.removeprefix(database.name)))
    keep_for_owner(aside)
    keep_for_owner(copy)
    copy.replace(database)
    create_database(database).close()
    return Restored(manifest, aside if was_there else None, was_there, ())


def _examine(copy: Path, name: str, *, is_live: bool) -> None:
    """Is it whole, ours, not from a newer directory, and with nothing invented in it for the public?"""
    if not is_sound(copy):
        raise BackupRefused(f"The database in {name} is damaged. Use another backup. Nothing was changed.")
    seen = migrations_at(copy)
    if not seen:
        raise BackupRefused(f"The database in {name} is not one of a directory. Nothing was changed.")
    if unknown_migrations(seen):
        raise BackupRefused(f"{name} was made by a newer directory. Bring this one up to date first. Nothing was changed.")
    with closing(open_database(copy)) as db:
        if is_live and count_demonstration(db):
            raise BackupRefused(f"{name} has made-up services in it, and this directory is live. Nothing was changed.")


@dataclass(frozen=True)
class _Brought:
    """A backup that is fit to be put in place: the facts that were taken out again, and what it changes."""

    redacted: tuple[str, ...]
    going_back: GoingBack
    waits_again: tuple[Proposal, ...]


def _bring_up_to_now(copy: Path, current: Database, database: Path) -> _Brought:
    """Nothing that was taken out since comes back, and nobody gets in who may not."""
    with closing(open_database(copy)) as db:
        words_gone = count_redacted_beside_all(current) > count_redacted_beside_all(db)
        keep_audit(db, database)
        outrun(db, content_version(current))
        since = _redacted_since(db, current)
        redact_again(db, since)
        _forget_words_around(db, current, since)
        if words_gone:
            keep_beside_all(db, database)
        if is_fresh(current):
            end_visits(db)
        else:
            keep_people(db, database)
        waits_again = let_wait_again(db, current)
        going_back = compare(db, database)
        compact(db)
        return _Brought(tuple(_named(db, since)), going_back, waits_again)


def _redacted_since(db: Database, current: Database) -> tuple[Redaction, ...]:
    done = frozenset(get_redactions(db))
    return tuple(one for one in dict.fromkeys(get_redactions(current)) if one not in done)


def _named(db: Database, redactions: Sequence[Redaction]) -> Iterator[str]:
    names = {one.id: one.name for one in get_services(db, sorted({one.service_id for one in redactions}))}
    for one in redactions:
        if one.service_id in names:
            words = (word for word in one.field.split("/") if not NUMBER_OF_PART.search(word))
            yield f"{names[one.service_id]}, {' '.join(words).replace('_', ' ')}"


def _forget_words_around(db: Database, current: Database, since: Sequence[Redaction]) -> None:
    """What people wrote beside the facts, and the address, may have told it too: nobody knows any more what it was."""
    addresses = addresses_of(current)
    with writing(db):
        if since:
            drop_links(db, lambda _: True)
        for service in get_services(db, sorted({one.service_id for one in since})):
            rewrite_remarks(db, service.id, lambda _: REMOVED)
            address = addresses.get(service.id, service.slug)
            if address != service.slug and address not in addresses_of(db).values():
                save_service(db, replace(get_service(db, service.id), slug=address))
                rewrite_versions(db, service.id, lambda state, slug=address: replace(state, slug=slug))  # type: ignore[misc]


def _aside(database: Path, now: datetime) -> Path:
    return database.with_name(f"{database.stem}-before-restore-{now:%Y%m%d-%H%M%S}{database.suffix}")

"""Rewriting what was kept for ever, where a fact must go: the one place where versions and edits are changed."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlite_utils import Database

from directory.domain.facts import Change
from directory.domain.redaction import SENT, TOLD, NotErasedYet, Redaction
from directory.domain.services import Service
from directory.store.changes import get_changes
from directory.store.codec import from_row, to_json, to_row
from directory.store.drafts import drop_drafts_of
from directory.store.versions import get_versions, state_of

STILL_IN_USE = "It is on no page any more, but traces may be left in the file while others use it. Try again in a minute."


def rewrite_versions(db: Database, service_id: str, rewrite: Callable[[Service], Service]) -> None:
    """Change what every version of a listing says; call inside `writing`."""
    for version in get_versions(db, service_id):
        rewritten = to_json(rewrite(state_of(version.facts)))
        if rewritten != version.facts:
            sql = "UPDATE versions SET facts = ? WHERE service_id = ? AND number = ?"
            db.execute(sql, [rewritten, service_id, version.number])


def rewrite_reasons(db: Database, service_id: str, rewrite: Callable[[str], str]) -> int:
    """Change the reasons of a listing's versions; call inside `writing`. Returns how many were changed."""
    rows = db.execute("SELECT number, reason FROM versions WHERE service_id = ?", [service_id]).fetchall()
    changed = [(after, service_id, number) for number, reason in rows if (after := rewrite(reason)) != reason]
    db.conn.executemany("UPDATE versions SET reason = ? WHERE service_id = ? AND number = ?", changed)
    return len(changed)


def drop_changed_facts(db: Database, service_id: str, is_gone: Callable[[int, Change], bool]) -> None:
    """Forget facts of edits, whatever became of them, and all drafts; call inside `writing`."""
    drop_drafts_of(db, service_id)
    gone = [
        (change.id, fact.field)
        for change in get_changes(db, service_id)
        for fact in change.facts
        if is_gone(change.id, fact.change)
    ]
    for number, field in gone:
        db.execute("DELETE FROM changed_facts WHERE change_id = ? AND field = ?", [number, field])


def drop_told(db: Database, service_id: str, is_gone: Callable[[str, Any], bool]) -> tuple[str, ...]:
    """Forget what sources said of a field; call inside `writing`. Returns the names of these fields."""
    gone = []
    for table, columns in (("provenance", ("imported",)), ("differences", ("ours", "theirs"))):
        sql = f"SELECT * FROM {table} WHERE service_id = ?"  # noqa: S608  # our own names
        for row in list(db.query(sql, [service_id])):
            if any(is_gone(row["field"], json.loads(row[column])) for column in columns):
                statement = f"DELETE FROM {table} WHERE service_id = ? AND field = ?"  # noqa: S608  # our own names
                db.execute(statement, [service_id, row["field"]])
                gone.append(row["field"])
    return tuple(gone)


def add_redaction(db: Database, redaction: Redaction) -> None:
    """Write down, once, that a fact was taken out; call inside `writing`."""
    row = to_row(redaction)
    is_same = " AND ".join(f"{column} = :{column}" for column in row)
    if not db.execute(f"SELECT 1 FROM redactions WHERE {is_same}", row).fetchone():  # noqa: S608  # our own names
        db.table("redactions").insert(row)


def get_redactions(db: Database) -> tuple[Redaction, ...]:
    """Every one there has been, oldest first."""
    return tuple(from_row(Redaction, row) for row in db.query("SELECT * FROM redactions ORDER BY id"))


def fields_taken_out(db: Database) -> dict[str, frozenset[str]]:
    """For each listing, the fields that no source may tell again; those of one merged into it count."""
    taken: dict[str, set[str]] = defaultdict(set)
    led_on = dict(db.execute("SELECT id, merged_into FROM services WHERE merged_into IS NOT NULL").fetchall())
    for one in get_redactions(db):
        service_id: str | None = None if one.field.startswith(SENT) else one.service_id
        while service_id:
            taken[service_id].add(one.field.removeprefix(TOLD).split("/")[0])
            service_id = led_on.get(service_id)
    return {service_id: frozenset(some) for service_id, some in taken.items()}


def compact(db: Database) -> None:
    """Write the file afresh, so that nothing that was deleted is left in its empty pages. Not inside `writing`.

    Waits for those who read or write; raises `NotErasedYet` when they take too long.
    """
    try:
        db.execute("VACUUM")
        is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise NotErasedYet(STILL_IN_USE) from error
    if is_busy:
        raise NotErasedYet(STILL_IN_USE)

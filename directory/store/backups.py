"""The database as one file: a consistent copy out, and a copy back in."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from directory.domain.errors import StoreUnavailable
from directory.domain.events import Action, Subject
from directory.store.database import content_version, open_database, touch_content, writing
from directory.store.migrations import migrations
from directory.store.remarks import OF_ORGANISATION

# Who may sign in, what they were sent, and what people have reported. Rows of a listing that is not there are left behind.
KEPT_AS_NOW = (
    "keepers",
    "keeper_organisations",
    "second_steps",
    "recovery_codes",
    "keeper_sessions",
    "sign_ins",
    "attempts",
    "invitations",
    "claims",
    "reminder_links",
    "corrections",
    "drafts",
    "reminders",
    "reminded_listings",
    "proposals",
    "missing_services",
    "more_receipts",
    "letters_sent",
)
VISITS = ("keeper_sessions", "sign_ins", "invitations", "reminder_links")


def copy_out(db: Database, path: Path) -> None:
    """Write everything that is committed to one file, while others go on reading and writing."""
    with closing(sqlite3.connect(path)) as copy:
        db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def copy_in(path: Path, database: Path) -> None:
    """Put a copy in place of everything in a database, in one step that others see whole or not at all."""
    with closing(sqlite3.connect(path)) as copy, closing(open_database(database)) as db:
        copy.backup(db.conn)


def is_sound(path: Path) -> bool:
    """Does every page of a database file fit, and every row belong to something?"""
    try:
        with closing(sqlite3.connect(path)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return whole and not copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False


def open_if_whole(path: Path) -> Database | None:
    """An existing database, or None when it is missing or damaged."""
    try:
        db = open_database(path)
    except StoreUnavailable:
        return None
    try:
        if db.execute("PRAGMA quick_check").fetchone()[0] == "ok":
            return db
    except sqlite3.DatabaseError:
        pass
    db.close()
    return None


def migrations_in(db: Database) -> list[str]:
    """The changes of shape that a database has seen, in order."""
    return [one.name for one in migrations.applied(db)]


def migrations_at(path: Path) -> list[str]:
    """The same of a file that is not opened as a directory yet; none when it is something else."""
    with closing(sqlite3.connect(path)) as copy:
        try:
            rows = copy.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [migrations.name])
        except sqlite3.OperationalError:
            return []
        return [name for (name,) in rows]


def unknown_migrations(names: list[str]) -> list[str]:
    """Those that this directory does not know: they come from a newer one, or from something else."""
    known = {one.name for one in migrations.pending(Database(memory=True))}
    return [name for name in names if name not in known]


def count_of(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM [{table}]").fetchone()[0])  # noqa: S608  # our own table names


def keep_audit(db: Database, now: Path) -> None:
    """Add what was written down since the backup was made, when both are of the same directory."""
    with beside(db, now):
        last = db.execute("SELECT max(id) FROM events").fetchone()[0] or 0
        sql = "SELECT * FROM {}.events WHERE id = ?"
        same = not last or (
            db.execute(sql.format("main"), [last]).fetchone() == db.execute(sql.format("now"), [last]).fetchone()
        )
        if same:
            with writing(db):
                db.execute("INSERT INTO main.events SELECT * FROM now.events WHERE id > ? ORDER BY id", [last])


def keep_people(db: Database, now: Path) -> None:
    """Let those sign in who may now, not those who could when the backup was made; and keep reports as they are now."""
    db.execute("PRAGMA foreign_keys = OFF")
    with beside(db, now), writing(db):
        for table in KEPT_AS_NOW:
            db.execute(f"DELETE FROM main.{table}")  # noqa: S608  # our own table names
            db.execute(f"INSERT INTO main.{table} SELECT * FROM now.{table}")  # noqa: S608  # our own table names
        for table, row, *_ in db.execute("PRAGMA main.foreign_key_check").fetchall():
            if table in KEPT_AS_NOW:
                db.execute(f"DELETE FROM main.{table} WHERE rowid = ?", [row])  # noqa: S608  # our own table names
    db.execute("PRAGMA foreign_keys = ON")


def count_redacted_beside_all(db: Database) -> int:
    """How often words were taken out of what belongs to no listing."""
    sql = "SELECT count(*) FROM events WHERE action = ? AND subject = ?"
    return int(db.execute(sql, [Action.REDACTED.value, Subject.DIRECTORY.value]).fetchone()[0])


def keep_beside_all(db: Database, now: Path) -> None:
    """What belongs to no listing as it is now: nobody knows any more which words were taken out of it since."""
    ids = "id NOT IN (SELECT organisation_id FROM main.services)"
    with beside(db, now), writing(db):
        for table in ("council_numbers", "council_number_checks", "crisis_line_checks"):
            db.execute(f"DELETE FROM main.{table}")  # noqa: S608  # our own table names
            db.execute(f"INSERT INTO main.{table} SELECT * FROM now.{table}")  # noqa: S608  # our own table names
        unlisted = [row[0] for row in db.execute(f"SELECT id FROM main.organisations WHERE {ids}").fetchall()]  # noqa: S608
        for column in OF_ORGANISATION:
            sql = f"""UPDATE main.organisations SET {column} = (SELECT {column} FROM now.organisations o WHERE o.id = :id)
                      WHERE id = :id AND id IN (SELECT id FROM now.organisations)"""  # noqa: S608  # our own names
            db.conn.executemany(sql, [{"id": one} for one in unlisted])
        db.conn.executemany("DELETE FROM main.organisation_versions WHERE organisation_id = ?", [(one,) for one in unlisted])


def end_visits(db: Database) -> None:
    """End every session, letter and invitation of a backup: nobody knows what became of them since."""
    with writing(db):
        for table in VISITS:
            db.execute(f"DELETE FROM {table}")  # noqa: S608  # our own table names


def is_fresh(db: Database) -> bool:
    """Has nobody kept this directory yet? To have copied it out is not to keep it."""
    kept = "SELECT EXISTS (SELECT 1 FROM events WHERE subject <> ?)"
    is_kept = bool(db.execute(kept, [Subject.DIRECTORY.value]).fetchone()[0])
    return not is_kept and not any(count_of(db, table) for table in ("keepers", "corrections"))


def outrun(db: Database, version: int) -> None:
    """Give a database a content version that no reader of the other has seen, so that every copy is made anew."""
    with writing(db):
        newest = max(version, content_version(db))
        db.execute("UPDATE meta SET value = ? WHERE key = 'content_version'", [str(newest)])
        touch_content(db)


def addresses_of(db: Database) -> Mapping[str, str]:
    """The slug of every listing by its id."""
    return dict(db.execute("SELECT id, slug FROM services").fetchall())


@contextmanager
def beside(db: Database, path: Path) -> Iterator[None]:
    """The database at a path as `now`, beside the open one, which is `main`. Not inside `writing`."""
    db.execute("ATTACH DATABASE ? AS now", [str(path)])
    try:
        yield
    finally:
        db.execute("DETACH DATABASE now")

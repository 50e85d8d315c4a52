"""Opening the database, and the one way to write to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from directory.domain.errors import StoreUnavailable
from directory.store.migrations import migrations

BUSY_TIMEOUT_SECONDS = 10
# The files, by path and inode, that this process has seen to be migrated.
_up_to_date: set[tuple[Path, int]] = set()


def create_database(path: Path) -> Database:
    """Make the database file where there is none, bring it up to date, and open it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path)
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    migrate(db)
    return db


def open_database(path: Path) -> Database:
    """Open an existing database, or raise `StoreUnavailable` with a sentence that says what to do."""
    if not path.exists() or not path.stat().st_size:
        raise StoreUnavailable(f"There is no database at {path}. Make one with: flask seed")
    try:
        db = _connect(path)
        file = (path, path.stat().st_ino)
        if file not in _up_to_date:
            if migrations.pending(db):
                migrate(db)
            _up_to_date.add(file)
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(f"The database at {path} cannot be read ({error}). Restore a backup of it.") from error
    return db


def migrate(db: Database) -> None:
    """Apply what is pending under the write lock: of several processes one does the work and the rest find it done."""
    with writing(db):
        migrations.apply(db)


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Everything inside is stored together, or nothing is.

    Takes the write lock at once: a transaction that reads first and asks for the lock later fails when two meet.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.execute("COMMIT")


def content_version(db: Database) -> int:
    """A number that grows whenever anything a search may show has changed."""
    return int(db.execute("SELECT value FROM meta WHERE key = 'content_version'").fetchone()[0])


def touch_content(db: Database) -> None:
    """Say, inside `writing`, that what a search may show has changed."""
    db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'content_version'")


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return Database(connection, strict=True)

"""Opening the database, and the one way to write to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from directory.domain.errors import StoreUnavailable
from directory.store.migrations import migrations

BUSY_TIMEOUT_SECONDS = 10
# It holds addresses of people, worries and notes. SQLite makes the log beside it with the same mode.
OWNER_ONLY = 0o600
LOGS = ("-wal", "-shm")
# The files, by path and inode, that this process has seen to be migrated.
_up_to_date: set[tuple[Path, int]] = set()


def create_database(path: Path) -> Database:
    """Make the database file where there is none, for its owner only, bring it up to date, and open it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    make_for_owner(path)
    db = _connect(path)
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    migrate(db)
    return db


def make_for_owner(path: Path) -> None:
    """An empty file that only its owner may read, unless there is one; where none can be made, SQLite says why."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_ONLY))


def keep_for_owner(path: Path) -> None:
    """Let nobody but its owner read a database and its log; what belongs to another user is left as it is."""
    for file in files_of(path):
        with suppress(OSError):
            file.chmod(OWNER_ONLY)


def read_by_others(path: Path) -> list[str]:
    """The names of a database's files that somebody else on this machine may read."""
    return [file.name for file in files_of(path) if file.stat().st_mode & 0o077]


def files_of(path: Path) -> list[Path]:
    """A database and its log, as far as they are there."""
    return [file for ending in ("", *LOGS) if (file := path.with_name(path.name + ending)).exists()]


def open_database(path: Path) -> Database:
    """Open an existing database, or raise `StoreUnavailable` with a sentence that says what to do."""
    if not path.exists() or not path.stat().st_size:
        raise StoreUnavailable(f"There is no database at {path}. Make one with: flask seed")
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(f"The database at {path} cannot be read ({error}). Restore a backup of it.") from error


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


def _open(path: Path) -> Database:
    """Reading takes a little room on the disk as well; where there is none, what is in the file itself can still be read."""
    try:
        return _opened_or_closed(path, str(path))
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:  # the newest changes are in there
            raise
        return _opened_or_closed(path, f"{path.resolve().as_uri()}?mode=ro&immutable=1")


def _opened_or_closed(path: Path, address: str) -> Database:
    """A connection that has read something, to a database that is up to date."""
    db = Database(_connection(address), strict=True)
    file = (path, path.stat().st_ino)
    try:
        _prepare(db)
        db.execute("PRAGMA schema_version").fetchone()
        if file not in _up_to_date and migrations.pending(db):
            migrate(db)
    except sqlite3.DatabaseError:
        db.close()
        raise
    _up_to_date.add(file)
    return db


def _connect(path: Path) -> Database:
    db = Database(_connection(str(path)), strict=True)
    _prepare(db)
    return db


def _connection(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, uri=address.startswith("file:"))


def _prepare(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")

"""Searches that somebody has left: a mark of each, and when it can be forgotten. A small file of its own, never backed up.

A mark says nothing to anyone without the key it was made with, and a row is wiped as soon as its hour is over.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

BUSY_SECONDS = 2
TABLE = "CREATE TABLE IF NOT EXISTS stopped (mark BLOB PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID"


def add_stops(path: Path, marks: Sequence[bytes], *, until: int, now: int) -> None:
    """Keep these marks until then (seconds since 1970), and forget those whose time is over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, marks, until, now)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # cut short or overwritten: an hour's marks are lost, leaving must go on working
        path.unlink(missing_ok=True)
        _write(path, marks, until, now)


def is_stopped(path: Path, marks: Sequence[bytes], now: int) -> bool:
    """Whether any of these marks is on the list. No file, or none that can be read, is an empty list."""
    if not path.exists():
        return False
    places = ", ".join("?" * len(marks))
    sql = f"SELECT 1 FROM stopped WHERE mark IN ({places}) AND until >= ?"  # noqa: S608  # only question marks
    try:
        with _open(path) as connection:
            return connection.execute(sql, [*marks, now]).fetchone() is not None
    except sqlite3.DatabaseError:
        return False


def _write(path: Path, marks: Sequence[bytes], until: int, now: int) -> None:
    path.touch(mode=0o600)  # for nobody else on the machine; SQLite gives its journal the same
    with _open(path) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TABLE)
        connection.execute("DELETE FROM stopped WHERE until < ?", [now])
        connection.executemany("INSERT OR REPLACE INTO stopped VALUES (?, ?)", [(mark, until) for mark in marks])
        connection.execute("COMMIT")


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        yield connection

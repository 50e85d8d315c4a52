"""The postcode file of this directory: one SQLite file, written whole and then only read."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.domain.errors import StoreUnavailable
from directory.places.rows import PostcodeRow

SCHEMA = """
CREATE TABLE postcodes (
    postcode TEXT PRIMARY KEY, latitude INTEGER, longitude INTEGER, council INTEGER, board INTEGER, ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE areas (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
# A file that nobody reads yet and that is thrown away when anything goes wrong needs neither journal nor locks.
FASTER = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -20000;"
INSERT = "INSERT INTO postcodes VALUES (?, ?, ?, ?, ?, ?)"
SELECT = "SELECT latitude, longitude, council, board, ended FROM postcodes WHERE postcode = ?"
SELECT_DISTRICT = """
SELECT postcode, latitude, longitude, council, board, ended FROM postcodes
WHERE postcode BETWEEN ? AND ? AND length(postcode) = ?
"""


@dataclass(frozen=True)
class AboutPostcodes:
    """What is loaded: from which file, how fresh, and how many. `vintage` is the newest month in it, if any is known."""

    source: str
    vintage: str
    columns: str
    rows: int
    ended: int
    without_position: int
    loaded_on: str


def write_postcodes(path: Path, rows: Iterable[PostcodeRow]) -> None:
    """Fill a new file. `sqlite3.IntegrityError` is raised at the row whose postcode has come before."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(FASTER + SCHEMA)
        numbers = _Numbers()
        connection.executemany(
            INSERT,
            (
                (postcode, latitude, longitude, numbers[council], numbers[board], ended)
                for postcode, latitude, longitude, council, board, ended in rows
            ),
        )
        connection.executemany(
            "INSERT INTO areas VALUES (?, ?)", [(number, code) for code, number in numbers.items() if code is not None]
        )
        connection.commit()
    finally:
        connection.close()


class _Numbers(dict[str | None, int | None]):
    """A small number for each area's code, given out as codes come."""

    def __init__(self) -> None:
        super().__init__({None: None})

    def __missing__(self, code: str | None) -> int:
        self[code] = number = len(self)
        return number


def write_about(path: Path, about: AboutPostcodes) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executemany(
            "INSERT INTO about VALUES (?, ?)", [(name, str(value)) for name, value in vars(about).items()]
        )
        connection.commit()
    finally:
        connection.close()


def read_about(path: Path) -> AboutPostcodes | None:
    """What is loaded, or None when nothing is. Raises `StoreUnavailable` when the file is damaged."""
    if not path.exists():
        return None
    connection = _connect(path)
    try:
        return _about(dict(connection.execute("SELECT name, value FROM about")))
    except (sqlite3.DatabaseError, ValueError) as error:
        raise StoreUnavailable("The postcode file is damaged. Load it again with: flask postcodes load FILE") from error
    finally:
        connection.close()


def _about(values: Mapping[str, str]) -> AboutPostcodes:
    counts = {name: int(values.get(name, "0")) for name in ("rows", "ended", "without_position")}
    texts = {name: values.get(name, "") for name in ("source", "vintage", "columns", "loaded_on")}
    return AboutPostcodes(**counts, **texts)  # type: ignore[arg-type]  # counts are numbers, texts are texts


def _connect(path: Path) -> sqlite3.Connection:
    """Read only. The file never changes once it is in place, so it needs no locks."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class _Opened:
    """A connection, with the file it was opened on, and closed when it goes."""

    def __init__(self, path: Path, stamp: object) -> None:
        self.stamp = stamp
        self.connection = _connect(path)
        self.codes = {number: str(code) for number, code in self.connection.execute("SELECT id, code FROM areas")}

    def __del__(self) -> None:
        if hasattr(self, "connection"):
            self.connection.close()


class PostcodeFile:
    """Looks postcodes up. Each thread has a connection of its own, opened when it first asks and never before a fork.

    A file that is swapped for a new one is noticed at the next look-up. A missing or damaged file knows no postcode;
    `flask doctor` says so.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def find(self, postcode: str) -> PostcodeRow | None:
        """The postcode (without a space), or None."""
        opened = self._opened()
        if opened is None:
            return None
        try:
            found = opened.connection.execute(SELECT, (postcode,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return _row(postcode, found, opened.codes) if found else None

    def in_district(self, outcode: str) -> Iterator[PostcodeRow]:
        """Every postcode of one district."""
        opened = self._opened()
        if opened is None:
            return
        try:
            found = opened.connection.execute(
                SELECT_DISTRICT, (f"{outcode}0AA", f"{outcode}9ZZ", len(outcode) + 3)
            ).fetchall()
        except sqlite3.DatabaseError:
            return
        for postcode, *values in found:
            yield _row(postcode, values, opened.codes)

    def _opened(self) -> _Opened | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        stamp = (os.getpid(), status.st_ino, status.st_mtime_ns, status.st_size)
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None or opened.stamp != stamp:
            opened = self._open(stamp)
            self._local.opened = opened
        return opened

    def _open(self, stamp: object) -> _Opened | None:
        try:
            return _Opened(self.path, stamp)
        except sqlite3.DatabaseError:
            return None


def _row(postcode: str, values: Iterable[int | None], codes: Mapping[int, str]) -> PostcodeRow:
    latitude, longitude, council, board, ended = values
    return PostcodeRow(
        postcode,
        latitude,
        longitude,
        codes.get(council) if council is not None else None,
        codes.get(board) if board is not None else None,
        bool(ended),
    )

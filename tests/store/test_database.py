import os
import sqlite3
from multiprocessing import get_context
from pathlib import Path

import pytest

from directory.domain.errors import StoreUnavailable
from directory.store.database import content_version, create_database, open_database, touch_content, writing
from directory.store.migrations import migrations

PROCESSES = 4
WRITES_EACH = 30


def test_a_new_database_is_strict_checks_its_references_and_lets_readers_read_while_somebody_writes(db):
    tables = {row["name"]: row["sql"] for row in db.query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
    ours = {name for name in tables if not name.startswith("_")}

    assert all("STRICT" in tables[name] for name in ours)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_only_its_owner_may_read_a_new_database_and_its_log(tmp_path):
    before = os.umask(0o022)
    try:
        db = create_database(tmp_path / "directory.sqlite3")
    finally:
        os.umask(before)

    assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == dict.fromkeys(
        ("directory.sqlite3", "directory.sqlite3-wal", "directory.sqlite3-shm"), 0o600
    )
    db.close()


def test_text_in_a_number_s_place_is_refused(db, listed):
    with pytest.raises(sqlite3.IntegrityError), writing(db):
        db.execute("INSERT INTO crisis_lines VALUES ('x', 'not a number', 'x', 'x', 'x', 'x', 'x', 'x')")


def test_a_service_of_nobody_is_refused(db):
    with pytest.raises(sqlite3.IntegrityError), writing(db):
        db.execute("INSERT INTO checks VALUES (1, 'no-such-service', 'all', '2026-11-21', 'x', 'we rang', 'confirmed')")


def test_several_processes_may_make_and_migrate_the_database_at_once(tmp_path):
    path = tmp_path / "directory.sqlite3"
    with get_context("spawn").Pool(PROCESSES) as pool:
        versions = pool.map(_make_and_ask, [path] * PROCESSES)

    database = open_database(path)
    assert versions == [1] * PROCESSES
    assert [done.name for done in migrations.applied(database)] == [one.name for one in migrations._migrations]
    database.close()


def test_no_write_is_lost_and_nobody_is_told_the_database_is_locked(tmp_path):
    path = tmp_path / "directory.sqlite3"
    create_database(path).close()
    with get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(_write_often, [path] * PROCESSES)

    database = open_database(path)
    assert content_version(database) == 1 + PROCESSES * WRITES_EACH
    database.close()


def test_a_missing_database_is_said_to_be_missing_and_how_to_make_one(tmp_path):
    with pytest.raises(StoreUnavailable, match="flask seed"):
        open_database(tmp_path / "nothing.sqlite3")


def test_a_file_that_was_cut_to_nothing_is_no_empty_directory(tmp_path):
    path = tmp_path / "nothing.sqlite3"
    path.touch()

    with pytest.raises(StoreUnavailable, match="flask seed"):
        open_database(path)
    assert not path.stat().st_size


@pytest.fixture
def without_room(tmp_path):
    """A database that SQLite cannot put its usual files beside, as on a disk that is full or can only be read."""
    path = tmp_path / "directory.sqlite3"
    create_database(path).close()
    path.with_name(f"{path.name}-shm").mkdir()
    return path


def test_where_the_disk_has_no_room_what_is_there_can_still_be_read(without_room):
    db = open_database(without_room)

    assert content_version(db) >= 0
    with pytest.raises(sqlite3.OperationalError), writing(db):
        touch_content(db)


def test_but_never_without_its_newest_changes(without_room):
    without_room.with_name(f"{without_room.name}-wal").mkdir()  # something that is there and cannot be read

    with pytest.raises(StoreUnavailable):
        open_database(without_room)


def test_a_database_that_cannot_be_opened_is_let_go_of(tmp_path):
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"this is no database at all, but long enough to be looked at" * 50)
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            open_database(path)

    assert str(path) not in [str(file.readlink()) for file in Path("/proc/self/fd").iterdir() if file.exists()]


def test_a_damaged_database_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"this is no database at all, but long enough to be looked at" * 50)

    with pytest.raises(StoreUnavailable, match="backup"):
        open_database(path)


def _make_and_ask(path):
    database = create_database(path)
    version = content_version(database)
    database.close()
    return version


def _write_often(path):
    database = open_database(path)
    for _ in range(WRITES_EACH):
        with writing(database):
            content_version(database)
            touch_content(database)
    database.close()

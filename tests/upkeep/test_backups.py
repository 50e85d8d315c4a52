"""A backup goes out whole and comes back whole, or is refused; what was redacted since stays out."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.domain.events import Action
from directory.domain.keepers import Role
from directory.domain.services import Channel, ContactPoint
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.publishing.proposing import propose
from directory.publishing.redacting import redact_fact, redact_text, redact_text_everywhere
from directory.store.database import content_version, create_database, open_database, writing
from directory.store.events import list_events
from directory.store.keepers import add_keeper, find_present_keeper
from directory.store.organisations import get_organisation, save_organisation
from directory.store.redactions import fields_taken_out
from directory.store.services import get_service
from directory.store.versions import get_versions
from directory.upkeep.backing_up import BackupRefused, back_up
from directory.upkeep.restoring import restore
from tests.builders import a_service, an_organisation
from tests.publishing.conftest import NOW

COPY = "directory.sqlite3"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def database(tmp_path):
    return tmp_path / "data" / "directory.sqlite3"


@pytest.fixture
def published(db):
    def run(**facts):
        with writing(db):
            save_organisation(db, an_organisation())
            return publish(db, a_service(**facts), by="seed", reason=facts.get("name", "Seeded"), now=NOW)

    return run


@pytest.fixture
def backed_up(db, tmp_path):
    """Make a backup and give back its path."""

    def run():
        path = tmp_path / "one.backup"
        back_up(db, path, now=NOW)
        return path

    return run


@pytest.fixture
def restored(db, database):
    """Restore a backup and open what there is then."""

    def run(path, **settings):
        db.close()
        done = restore(path, database, **{"is_live": False, "now": LATER, **settings})
        return done, open_database(database)

    return run


def texts_in(path):
    """Everything that stands anywhere in a database and its log."""
    files = [path, path.with_name(f"{path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def test_listings_are_as_they_were_and_the_old_database_is_kept(db, database, published, backed_up, restored):
    service = published(summary="Then")
    path = backed_up()
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=NOW)

    done, now = restored(path)

    assert get_service(now, service.id).summary == "Then"
    assert done.aside.parent == database.parent
    with closing(open_database(done.aside)) as old:
        assert get_service(old, service.id).summary == "Since"
    assert done.aside.stat().st_mode & 0o077 == 0
    assert now.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_backup_is_taken_while_somebody_writes_and_has_all_or_nothing_of_it(db, published, database, tmp_path):
    service = published(summary="Then")
    writer = open_database(database)

    with writing(writer):
        writer.execute("UPDATE services SET summary = 'Half'")
        back_up(db, tmp_path / "one.backup", now=NOW)
    writer.close()

    db.close()
    restore(tmp_path / "one.backup", database, is_live=False, now=LATER)
    with closing(open_database(database)) as now:
        assert get_service(now, service.id).summary == "Then"


def test_a_reader_that_was_open_sees_the_restored_state_and_a_newer_content_version(db, database, published, backed_up):
    service = published(summary="Then")
    path = backed_up()
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=NOW)
    before = content_version(db)

    restore(path, database, is_live=False, now=LATER)

    assert get_service(db, service.id).summary == "Then"
    assert content_version(db) > before


def test_only_its_owner_may_read_a_backup(backed_up):
    assert backed_up().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("is_there", [True, False])
def test_only_its_owner_may_read_a_restored_database(db, database, backed_up, restored, is_there):
    path = backed_up()
    database.chmod(0o644)
    if not is_there:
        db.close()
        database.unlink()

    _, now = restored(path)

    assert [file.name for file in database.parent.glob("directory*.sqlite3*") if file.stat().st_mode & 0o077] == []
    now.close()


def test_a_name_over_two_lines_of_a_waiting_edit_is_not_in_a_restored_backup(db, database, published, backed_up, restored):
    service = published(name="Harbour")
    sent = replace(service, what_happens_next=("Ask for Marigold", "Rowan at the desk."))
    propose(db, sent, made_from=1, by="keeper@example.org", now=NOW)
    path = backed_up()
    redact_text_everywhere(db, "marigold rowan", by="Admin", now=NOW)

    done, now = restored(path)

    assert done.redacted == ("Harbour, sent what happens next",)
    now.close()
    assert b"Marigold" not in texts_in(database)


def test_what_stood_in_an_edit_alone_takes_nothing_of_the_listing_with_it(db, database, published, backed_up, restored):
    service = published(while_you_wait="Draw.", description="Ask at the desk.")
    sent = replace(service, while_you_wait="Ask Marigold Rowan, or draw.")
    propose(db, sent, made_from=1, by="keeper@example.org", now=NOW)
    path = backed_up()
    redact_text_everywhere(db, "Marigold Rowan", by="Admin", now=NOW)

    _, now = restored(path)

    assert get_service(now, service.id).while_you_wait == "Draw."
    assert fields_taken_out(now) == {}
    now.close()
    assert b"Marigold" not in texts_in(database)


def test_the_audit_has_each_redaction_once_after_a_restore(db, published, backed_up, restored):
    service = published(description="Ask for Marigold Rowan.")
    path = backed_up()
    redact_text(db, service.id, "Marigold Rowan", by="Admin", now=NOW)
    before = list_events(db)

    _, now = restored(path)

    assert list_events(now) == before


def test_what_was_redacted_since_is_nowhere_in_a_restored_backup(db, database, published, backed_up, restored):
    phone = ContactPoint("c1", Channel.PHONE, "01632 960042")
    service = published(name="Marigold Rowan group", contact_points=(phone,), description="Ask for Marigold Rowan.")
    path = backed_up()
    redact_text(db, service.id, "Marigold Rowan", by="Admin", now=NOW)
    redact_fact(db, service.id, "contact_points/c1/value", by="Admin", now=NOW)

    done, now = restored(path)

    assert len(done.redacted) >= 3
    assert get_service(now, service.id).contact_points == ()
    assert {version.reason for version in get_versions(now, service.id)[:1]} == {"(removed)"}
    now.close()
    for gone in (b"Marigold", b"marigold", b"960042"):
        assert gone not in texts_in(database)


def test_what_was_redacted_of_the_organisation_stays_out(db, database, published, backed_up, restored):
    service = published()
    with writing(db):
        save_organisation(db, replace(an_organisation(), email="marigold@example.org"))
    path = backed_up()
    redact_text(db, service.id, "marigold@example.org", by="Admin", now=NOW)

    _, now = restored(path)

    assert get_organisation(now, service.organisation_id).email is None
    now.close()
    assert b"marigold" not in texts_in(database)


def test_who_may_sign_in_and_who_did_what_stay_as_they_are_now(db, published, backed_up, restored):
    service = published(summary="Then")
    with writing(db):
        left = add_keeper(db, email="left@example.org", role=Role.ADMIN, now=NOW)
    path = backed_up()
    with writing(db):
        db.execute("UPDATE keepers SET left_at = ? WHERE id = ?", [NOW.isoformat(), left.id])
        add_keeper(db, email="new@example.org", role=Role.EDITOR, now=NOW)
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=NOW)

    _, now = restored(path)

    assert find_present_keeper(now, "left@example.org") is None
    assert find_present_keeper(now, "new@example.org")
    assert [event.action for _, event in list_events(now)] == [Action.EDITED]


def test_on_a_new_machine_everybody_is_back_and_every_session_has_ended(db, published, backed_up, tmp_path):
    published()
    with writing(db):
        keeper = add_keeper(db, email="admin@example.org", role=Role.ADMIN, now=NOW)
        db.execute("INSERT INTO keeper_sessions VALUES ('x', ?, ?, ?, 1, NULL)", [keeper.id, str(NOW), str(LATER)])
    path, elsewhere = backed_up(), tmp_path / "elsewhere" / "directory.sqlite3"

    done = restore(path, elsewhere, is_live=False, now=LATER)

    assert done.aside is None
    with closing(open_database(elsewhere)) as now:
        assert find_present_keeper(now, "admin@example.org")
        assert now.execute("SELECT count(*) FROM keeper_sessions").fetchone()[0] == 0


def test_a_damaged_database_goes_aside_and_somebody_is_told(db, database, published, backed_up, restored):
    service = published()
    path = backed_up()
    db.close()
    database.write_bytes(b"not a database at all" * 1000)

    done, now = restored(path)

    assert done.old_was_damaged
    assert done.aside.read_bytes().startswith(b"not a database")
    assert get_service(now, service.id) == service


def repacked(path, change):
    """The same backup, with its manifest or its database changed."""
    with zipfile.ZipFile(path) as archive:
        manifest, content = json.loads(archive.read("manifest.json")), archive.read("directory.sqlite3")
    parts = {"manifest.json": manifest, "directory.sqlite3": content}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, json.dumps(part) if isinstance(part, dict) else part)
    return path


def flip(path, place):
    """Change one byte, so many from the end."""
    content = bytearray(path.read_bytes())
    content[-place] ^= 0xFF
    path.write_bytes(content)


DAMAGES = {
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-500]), "damaged or is no backup"),
    "a byte changed": (
        lambda path: repacked(
            path, lambda parts: parts.update({"directory.sqlite3": parts["directory.sqlite3"][:-1] + b"x"})
        ),
        "its checksum is not what it was",
    ),
    "two bytes more": (lambda path: path.write_bytes(path.read_bytes() + b"\0\0"), "damaged or is no backup"),
    "a byte before it": (lambda path: path.write_bytes(b"x" + path.read_bytes()), "damaged or is no backup"),
    **{
        f"a wrong byte, {place} from its end": (lambda path, place=place: flip(path, place), "damaged or is no backup")
        for place in (1, 70, 80, 100, 140, 400)
    },
    "no backup": (lambda path: path.write_bytes(b"hello"), "damaged or is no backup"),
    "something else's zip": (
        lambda path: repacked(path, lambda parts: parts.pop("manifest.json")),
        "is not a backup of a directory",
    ),
    "another program's": (
        lambda path: repacked(path, lambda parts: parts["manifest.json"].update(format="another")),
        "is not a backup of a directory",
    ),
    "newer": (
        lambda path: repacked(path, lambda parts: parts["manifest.json"].update(format_version=2)),
        "made by a newer directory",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_backup_is_refused_and_nothing_has_changed(database, published, backed_up, restored, damage):
    service = published(summary="Now")
    path = backed_up()
    spoil, said = DAMAGES[damage]
    spoil(path)

    with pytest.raises(BackupRefused, match=said):
        restored(path)

    with closing(open_database(database)) as now:
        assert get_service(now, service.id).summary == "Now"
    assert {file.name.split("-")[0] for file in database.parent.iterdir()} == {"directory.sqlite3"}


def test_a_backup_of_before_there_were_seals_is_restored(published, backed_up, restored):
    service = published(summary="Then")

    _, now = restored(repacked(backed_up(), lambda parts: None))

    assert get_service(now, service.id) == service


def test_a_backup_with_a_shape_that_we_do_not_know_is_refused(db, published, backed_up, restored):
    published()
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('directory', 'm999', '')")

    with pytest.raises(BackupRefused, match="made by a newer directory"):
        restored(backed_up())


def test_another_database_in_a_backup_is_refused(db, restored, tmp_path):
    db.close()
    with closing(create_database(tmp_path / "strange.sqlite3")) as strange:
        strange.execute("DROP TABLE _sqlite_migrations")
        back_up(strange, tmp_path / "strange.backup", now=NOW)

    with pytest.raises(BackupRefused, match="is not one of a directory"):
        restored(tmp_path / "strange.backup")


def test_made_up_services_do_not_come_into_a_live_directory(published, backed_up, restored):
    published(is_demonstration=True)

    with pytest.raises(BackupRefused, match="made-up services"):
        restored(backed_up(), is_live=True)


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from directory.upkeep import restoring

restoring.copy_in = lambda copy, database: os.kill(os.getpid(), signal.SIGKILL)
restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]), is_live=False, now=datetime(2026, 11, 21))
"""


def test_killed_before_it_is_in_place_nothing_has_changed_and_nothing_is_left_over(db, database, published, backed_up):
    service = published(summary="Then")
    path = backed_up()
    publish_edit(db, replace(service, summary="Since"), made_from=1, by="Editor", now=NOW)
    db.close()

    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), str(database)], check=False, env=os.environ)

    assert killed.returncode == -signal.SIGKILL
    with closing(open_database(database)) as now:
        assert get_service(now, service.id).summary == "Since"
    restore(path, database, is_live=False, now=LATER)
    assert not list(database.parent.glob(".restoring-*"))

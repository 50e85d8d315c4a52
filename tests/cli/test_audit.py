"""What leaves the directory in a file, or comes back from one, is written down; and the audit is such a file itself."""

import csv
from datetime import UTC, datetime

import pytest

from directory.domain.events import Action
from directory.publishing.redacting import redact_fact
from directory.store.events import list_events
from tests.builders import a_service
from tests.web.conftest import an_app


@pytest.fixture
def run(db, tmp_path):
    runner = an_app(tmp_path / "data").test_cli_runner()
    return lambda *args: runner.invoke(args=list(args))


@pytest.fixture
def acts(db):
    def run():
        return [(event.action, event.by, event.subject_id) for _, event in reversed(list_events(db))]

    return run


def test_exports_backups_and_restores_are_written_down(run, acts, tmp_path):
    for command in ("export csv", "export audit", "backup"):
        name = command.replace(" ", "-")
        assert run(*command.split(), str(tmp_path / name)).exit_code == 0, command

    assert acts() == [
        (Action.EXPORTED, "a command", "public listings"), (Action.EXPORTED, "a command", "audit"),
        (Action.BACKED_UP, "a command", "everything"),
    ]  # fmt: skip


def test_that_a_restore_took_out_again_what_was_redacted_is_said_once_and_when_it_was(run, acts, db, listed, tmp_path):
    service = listed(a_service(description="Ask for Marigold."))
    backup = str(tmp_path / "one.backup")
    assert run("backup", backup).exit_code == 0
    redact_fact(db, service.id, "description", by="Admin", now=datetime(2026, 1, 5, tzinfo=UTC))
    before = acts()

    assert run("restore", backup).exit_code == 0
    assert run("restore", backup).exit_code == 0

    again = [(Action.RESTORED, "a command"), (Action.REDACTED_AGAIN, "a command")]
    assert acts()[: len(before)] == before
    assert [(action, by) for action, by, _ in acts()[len(before) :]] == again * 2
    assert acts()[-1][2] == "1 fact"


def test_the_audit_is_a_file_that_only_its_owner_reads(run, tmp_path):
    file = tmp_path / "audit.csv"

    assert run("export", "audit", str(file)).exit_code == 0

    assert file.stat().st_mode & 0o077 == 0
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        assert [(row["did"], row["record"]) for row in csv.DictReader(sheet)] == [("exported", "audit")]

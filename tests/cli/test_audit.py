"""What leaves the directory in a file, or comes back from one, is written down; and the audit is such a file itself."""

import csv

import pytest

from directory.domain.events import Action
from directory.store.events import list_events
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


def test_the_audit_is_a_file_that_only_its_owner_reads(run, tmp_path):
    file = tmp_path / "audit.csv"

    assert run("export", "audit", str(file)).exit_code == 0

    assert file.stat().st_mode & 0o077 == 0
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        assert [(row["did"], row["record"]) for row in csv.DictReader(sheet)] == [("exported", "audit")]

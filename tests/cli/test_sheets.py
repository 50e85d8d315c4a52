"""A sheet down and up, and a backup out and back, as somebody types them."""

import csv

import pytest

from directory.application import create_app
from directory.config import Settings
from tests.conftest import SEED


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A seeded demonstration of its own, because these commands change it."""
    settings = Settings(data=tmp_path_factory.mktemp("data"), seed=SEED, secret_key="made up for tests only")
    app = create_app(settings)
    assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    return app


@pytest.fixture
def run(directory):
    return lambda *args: directory.test_cli_runner().invoke(args=[str(arg) for arg in args])


@pytest.fixture
def sheet(run, tmp_path):
    """The sheet as rows, and a way to send it back changed."""
    path = tmp_path / "listings.csv"
    assert "public listings are in listings.csv." in run("export", "csv", path).output

    def change(**cells):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[2].update(cells)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return change


def test_a_sheet_and_a_workbook_of_the_demonstration_come_back_unchanged(run, tmp_path):
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"listings.{kind}"
        assert run("export", kind, path).exit_code == 0

        result = run("import", "sheet", path, "--by", "Editor")

        assert result.exit_code == 0, result.output
        assert ": 0 changed, " in result.output
        assert ", 0 refused." in result.output


def test_a_dry_run_shows_every_change_by_risk_and_stores_none(run, sheet, tmp_path):
    path = sheet(summary="Brand new words.", contact_1_channel="phone", contact_1_value="01632 960444")

    first = run("import", "sheet", path, "--by", "Editor", "--dry-run", "--report", tmp_path / "report.csv")
    second = run("import", "sheet", path, "--by", "Editor", "--dry-run")

    assert first.output.index("New ways to reach somebody") < first.output.index("Read these with care")
    assert "Brand new words." in first.output
    assert "Nothing was changed." in first.output
    assert "1 changed" in second.output
    assert "Brand new words." in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")


def test_a_sheet_is_public_at_once_and_a_restored_backup_goes_back(run, sheet, tmp_path):
    path, backup = sheet(summary="Kettles and quiet rooms."), tmp_path / "one.backup"
    assert "are in one.backup." in run("backup", backup).output

    applied = run("import", "sheet", path, "--by", "Editor")
    since = (tmp_path / "since.csv", tmp_path / "after.csv")
    run("export", "csv", since[0])
    restored = run("restore", backup)
    run("export", "csv", since[1])

    assert "1 listing was changed." in applied.output
    assert restored.exit_code == 0, restored.output
    assert "The old database is in directory-before-restore-" in restored.output
    assert ["Kettles" in one.read_text(encoding="utf-8-sig") for one in since] == [True, False]
    assert run("doctor").exit_code == 0


def test_a_sheet_with_a_mistake_says_which_row_and_changes_nothing(run, sheet):
    result = run("import", "sheet", sheet(ages="old"), "--by", "Editor")

    assert result.exit_code == 1
    assert "row 4" in result.output
    assert "“old” is not an age" in result.output
    assert "1 row has a mistake, so nothing was changed." in result.output


@pytest.mark.parametrize("command", [("export", "csv"), ("export", "xlsx"), ("backup",)])
def test_a_folder_that_is_not_there_is_said_in_a_sentence(run, tmp_path, command):
    result = run(*command, tmp_path / "nowhere" / "file")

    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [("import", "sheet", "{}", "--by", "Editor"), ("restore", "{}")])
def test_a_file_of_another_kind_is_refused_in_a_sentence(run, tmp_path, command):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")

    result = run(*(part.format(tmp_path / "picture.png") for part in command))

    assert result.exit_code == 1
    assert "picture.png" in result.output
    assert "Traceback" not in result.output

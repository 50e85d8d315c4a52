"""The two commands, as somebody types them."""

import json
import subprocess
import sys

import pytest

from directory.application import create_app
from directory.config import Settings
from tests.conftest import SEED
from tests.importing.conftest import FIXTURES


@pytest.fixture
def run(db, tmp_path):
    app = create_app(Settings(data=tmp_path / "data", seed=SEED, secret_key="made up for tests only"))
    return app.test_cli_runner().invoke


def test_a_spreadsheet_comes_in_with_one_command(run, tmp_path):
    mapping, sheet = FIXTURES / "youth-services.toml", FIXTURES / "youth-services.csv"
    arguments = ["import", "csv", str(sheet), "--mapping", str(mapping), "--report", str(tmp_path / "report.csv")]

    first, second = run(args=arguments), run(args=arguments)

    assert first.exit_code == 0, first.output
    assert "7 rows from “Seaside youth list”: 5 imported, 0 updated, 0 unchanged, 2 refused." in first.output
    assert "0 imported, 0 updated, 5 unchanged, 2 refused" in second.output
    assert (tmp_path / "report.csv").read_text(encoding="utf-8").startswith("row,name,outcome,reason")


def test_a_feed_comes_in_with_one_command(run):
    result = run(args=["import", "openreferral", str(FIXTURES.parent / "openreferral" / "outpost-page.json"), "--dry-run"])

    assert result.exit_code == 0, result.output
    assert "2 rows from “outpost-page”: 2 imported" in result.output
    assert "This was a rehearsal: nothing was stored." in result.output


@pytest.mark.parametrize("content", ["{", json.dumps({"name": "Harbour", "legal_status": "x"})])
def test_what_cannot_be_read_is_said_in_a_sentence(run, tmp_path, content):
    (tmp_path / "feed.json").write_text(content)

    result = run(args=["import", "openreferral", str(tmp_path / "feed.json")])

    assert result.exit_code == 1
    assert "feed.json" in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_said_in_a_sentence(run):
    result = run(args=["import", "openreferral", "nowhere.json"])

    assert result.exit_code == 1
    assert "nowhere.json cannot be read" in result.output


def test_both_commands_have_help():
    done = subprocess.run([sys.executable, "-m", "flask", "import", "--help"], capture_output=True, text=True, check=True)

    assert "csv" in done.stdout
    assert "openreferral" in done.stdout

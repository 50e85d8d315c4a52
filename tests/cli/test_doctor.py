import shutil

import pytest

from directory.application import create_app
from directory.config import Settings
from tests.conftest import SEED


@pytest.fixture
def sick(tmp_path):
    """A command runner on a data folder that a test may harm."""
    settings = Settings(data=tmp_path, seed=SEED, secret_key="made up for tests only")
    runner = create_app(settings).test_cli_runner()
    assert runner.invoke(args=["seed", "--no-demo"]).exit_code == 0
    return runner, settings


def test_a_fresh_directory_is_well(run):
    result = run("doctor")

    assert result.exit_code == 0, result.output
    assert "WRONG" not in result.output


def test_a_demonstration_is_not_fit_to_be_live(run):
    result = run("doctor", "--live")

    assert result.exit_code == 1


def test_a_missing_database_is_found_out(tmp_path):
    app = create_app(Settings(data=tmp_path, seed=SEED, secret_key="made up for tests only"))

    result = app.test_cli_runner().invoke(args=["doctor"])

    assert result.exit_code == 1
    assert "flask seed" in result.output


def test_a_lost_index_heals_while_it_is_looked_at(sick):
    runner, settings = sick
    shutil.rmtree(settings.index, ignore_errors=True)

    result = runner.invoke(args=["doctor"])

    assert result.exit_code == 0, result.output
    assert settings.index.exists()


def test_an_unknown_council_in_the_settings_is_named(tmp_path):
    settings = Settings(data=tmp_path, seed=SEED, secret_key="made up for tests only", councils=("E99999999",))
    runner = create_app(settings).test_cli_runner()
    runner.invoke(args=["seed", "--no-demo"])

    result = runner.invoke(args=["doctor"])

    assert result.exit_code == 1
    assert "E99999999" in result.output


def test_the_index_is_rebuilt_on_demand(run):
    result = run("index", "rebuild")

    assert result.exit_code == 0
    assert "public services" in result.output


def test_words_that_were_changed_and_not_learnt_are_said_and_stop_nothing(tmp_path):
    seed = tmp_path / "seed"
    shutil.copytree(SEED, seed)
    with (seed / "vocabulary" / "real-words.txt").open("a") as words:
        words.write("zanzibar\n")
    runner = create_app(Settings(data=tmp_path / "data", seed=seed, secret_key="made up for tests only")).test_cli_runner()
    runner.invoke(args=["seed", "--no-demo"])

    result = runner.invoke(args=["doctor"])

    assert result.exit_code == 0, result.output
    assert "LOOK   words: changed since they were last learnt. Run: make learn" in result.output


def test_it_is_said_when_others_on_the_machine_may_read_the_database(sick):
    runner, settings = sick
    assert "chmod" not in runner.invoke(args=["doctor"]).output
    settings.database.chmod(0o644)

    result = runner.invoke(args=["doctor"])

    assert result.exit_code == 0
    assert "LOOK   database: others on this machine may read it" in result.output
    assert "chmod 600 directory.sqlite3" in result.output
    assert "index:" in result.output

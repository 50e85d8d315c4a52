"""The commands, run on a demonstration of their own."""

import json

import pytest

from directory.application import create_app
from directory.config import Settings
from tests.conftest import SEED


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A command runner on a seeded demonstration."""
    settings = Settings(data=tmp_path_factory.mktemp("data"), seed=SEED, secret_key="made up for tests only")
    runner = create_app(settings).test_cli_runner()
    assert runner.invoke(args=["seed"]).exit_code == 0
    return runner


@pytest.fixture
def run(demonstration):
    """Run a command; give back its result."""
    return lambda *args: demonstration.invoke(args=list(args))


@pytest.fixture
def found(run):
    """Run `flask find --json` and read what it prints."""

    def find(*args):
        result = run("find", *args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return find

"""`flask seed`, as somebody types it."""

import pytest

from directory.application import create_app
from directory.config import Settings
from directory.store.database import open_database
from tests.importing.conftest import every_service


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data", secret_key="made up for a test")


def run(settings, *arguments):
    return create_app(settings).test_cli_runner().invoke(args=["seed", *arguments])


def test_seeding_makes_the_database_and_says_what_it_did(settings):
    done = run(settings)

    assert done.exit_code == 0, done.output
    assert "public services" in done.output
    assert "Nobody answers its numbers" in done.output
    assert any(service.is_demonstration for service in stored(settings))


def test_seeding_again_says_that_nothing_was_missing(settings):
    run(settings, "--no-demo")

    assert "Nothing was missing" in run(settings, "--no-demo").output


def test_demonstration_is_left_out_when_asked(settings):
    done = run(settings, "--no-demo")

    assert "invented" not in done.output
    assert not any(service.is_demonstration for service in stored(settings))


def test_live_directory_refuses_invented_services(tmp_path):
    live = Settings(data=tmp_path / "data", secret_key="made up for a test", live=True)

    refused = run(live)

    assert refused.exit_code == 1
    assert "invented services must never be in it" in refused.output
    assert run(live, "--no-demo").exit_code == 0


def stored(settings):
    db = open_database(settings.database)
    services = every_service(db)
    db.close()
    return services

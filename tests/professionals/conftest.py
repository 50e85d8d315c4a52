import pytest

from directory.application import create_app
from directory.config import Settings
from tests.conftest import SEED
from tests.visitor import Visitor
from tests.web.conftest import app, browser, read_once, without_database

__all__ = ["app", "browser", "demonstration", "read_once", "without_database"]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A visitor to the whole demonstration."""
    settings = Settings(data=tmp_path_factory.mktemp("data"), seed=SEED, secret_key="made up for tests only")
    application = create_app(settings)
    assert application.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    application.config["TESTING"] = True
    return Visitor(application)

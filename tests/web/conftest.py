"""A directory in a temporary folder, served without a network."""

import pytest
from flask import Flask

from directory.application import create_app
from directory.config import Settings
from tests.visitor import Visitor

SECRET = "a secret that is only used in tests"


@pytest.fixture(scope="session")
def read_once(empty_directory) -> dict[str, object]:
    """Vocabulary and places, which take seconds to read and are the same for every test."""
    application = an_app(empty_directory.parent)
    shelves = application.extensions["directory"]
    with application.app_context():
        return {"gazetteer": shelves.gazetteer, "understanding": shelves.understanding}


@pytest.fixture
def app(db, tmp_path, read_once) -> Flask:
    application = an_app(tmp_path / "data")
    vars(application.extensions["directory"]).update(read_once)
    return application


@pytest.fixture
def browser(app) -> Visitor:
    return Visitor(app)


@pytest.fixture
def without_database(app, db) -> Visitor:
    """The same directory, after its database has gone."""
    db.close()
    for file in app.extensions["directory"].settings.data.glob("directory.sqlite3*"):
        file.unlink()
    return Visitor(app)


def an_app(folder, secret_key=SECRET, **settings) -> Flask:
    app = create_app(Settings(data=folder, secret_key=secret_key, **settings))
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app

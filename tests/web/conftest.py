"""A directory in a temporary folder, served without a network."""

import pytest
from flask import Flask

from directory.application import create_app
from directory.config import Settings
from tests.visitor import Visitor

SECRET = "a secret that is only used in tests"


@pytest.fixture
def app(db, tmp_path) -> Flask:
    return an_app(tmp_path / "data")


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


def an_app(folder, **settings) -> Flask:
    app = create_app(Settings(data=folder, secret_key=SECRET, **settings))
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app

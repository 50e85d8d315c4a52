"""Puts the directory together: settings, shelves, doors and commands."""

import os

from flask import Flask

from directory.cli import register_commands
from directory.config import ROOT, Settings, read_settings
from directory.professionals import bp as professionals
from directory.public import bp as public
from directory.shelves import Shelves, close_db
from directory.web.kit import install_kit
from directory.web.private import read_secrets


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application. Nothing is opened yet: a directory without its database still shows where to get help."""
    settings = settings or read_settings(os.environ)
    app = Flask("directory", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.extensions["directory"] = Shelves(settings)
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    app.teardown_appcontext(close_db)
    install_kit(app, read_secrets(settings.secret_key, settings.data), settings.data)
    app.register_blueprint(public)
    app.register_blueprint(professionals)
    register_commands(app)
    return app

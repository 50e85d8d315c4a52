"""Puts the directory together: settings, shelves, doors and commands."""

import os

from flask import Flask

from directory.accounts import bp as accounts
from directory.accounts.kit import install_accounts
from directory.cli import register_commands
from directory.config import ROOT, Settings, read_settings
from directory.editors import bp as editors
from directory.mail.letters import Letters
from directory.mail.post import Post, open_post
from directory.professionals import bp as professionals
from directory.providers import bp as providers
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
    secrets = read_secrets(settings.secret_key, settings.data)
    install_kit(app, secrets, settings.data)
    install_accounts(app, secrets, _letters(settings), _post(settings))
    for door in (public, professionals, accounts, providers, editors):
        app.register_blueprint(door)
    register_commands(app)
    return app


def _letters(settings: Settings) -> Letters:
    folder = ROOT / "templates" / "letters"
    return Letters(folder, name=settings.name, address=settings.address, contact=settings.contact)


def _post(settings: Settings) -> Post:
    return open_post(
        host=settings.mail_host,
        port=settings.mail_port,
        user=settings.mail_user,
        password=settings.mail_password,
        sender=settings.mail_from,
        security=settings.mail_security,
        name=settings.name,
        folder=settings.letters,
        live=settings.live,
    )

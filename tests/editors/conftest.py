"""A keeper of any role, signed in, and the listings of the other tests."""

from datetime import UTC, datetime

import pytest

from directory.accounts.sessions import start_session
from directory.store.database import writing
from tests.accounts.conftest import another_browser, app, browser, inbox, keepers, later, mail_server, read_once, service

__all__ = ["another_browser", "app", "browser", "inbox", "keepers", "later", "mail_server", "read_once", "service"]


@pytest.fixture
def sign_in(app, db, keepers):
    """Sign a browser in as one of the roles; second step and all."""

    def start(browser, role="editor"):
        with writing(db):
            secret = start_session(db, keepers[role], datetime.now(UTC), is_whole=True).secret
        browser.client.set_cookie("__Host-keeper", secret, domain="directory.example.org", secure=True)
        return browser

    return start


@pytest.fixture
def editor(sign_in, browser):
    return sign_in(browser)

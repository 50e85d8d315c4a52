"""A directory whose letters go through a real mail server, with a keeper of each kind."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pyotp
import pytest

from directory.accounts.inviting import invite
from directory.accounts.locks import hash_recovery_code
from directory.domain.keepers import Role, SecondStep
from directory.store.database import writing
from directory.store.keepers import add_keeper, save_keeper, save_recovery_codes, save_second_step
from tests.accounts.visitor import LINK, SITE, KeeperVisitor
from tests.builders import a_service, an_organisation
from tests.mail.conftest import mail_server
from tests.web.conftest import an_app, read_once

__all__ = ["mail_server", "read_once"]

APP_SECRET = pyotp.random_base32()
RECOVERY_CODE = "ABCDEFGHJKMN"
EMAILS = {
    "provider of another organisation": "ann@example.org",
    "provider": "sam@example.org",
    "editor": "eve@example.org",
    "admin": "ada@example.org",
}


@pytest.fixture
def app(db, tmp_path, read_once, mail_server):
    application = an_app(
        tmp_path / "data", address=SITE, mail_host="127.0.0.1", mail_port=str(mail_server.port),
        mail_from="directory@example.org", mail_security="none", contact="us@example.org",
    )  # fmt: skip
    vars(application.extensions["directory"]).update(read_once)
    yield application
    application.extensions["post_room"].wait()


@pytest.fixture
def inbox(app, mail_server):
    class Inbox:
        """What has come, newest last."""

        def all(self):
            app.extensions["post_room"].wait()
            return [message for _, message in mail_server.inbox.received]

        def to(self, email):
            return [message for message in self.all() if message["To"] == email]

        def text(self):
            return self.all()[-1].get_content().replace("\r\n", "\n")

        def link(self):
            return LINK.search(self.text())[1]

        def code(self):
            return re.search(r"^\d{4} \d{4}$", self.text(), re.MULTILINE)[0]

    return Inbox()


@pytest.fixture
def browser(app, inbox):
    return KeeperVisitor(app, inbox)


@pytest.fixture
def another_browser(app, inbox):
    return KeeperVisitor(app, inbox)


@pytest.fixture
def service(listed):
    listed(a_service("Boathouse", id="boathouse", slug="boathouse", organisation_id="ann-s", published_on=date(2026, 1, 2)),
           organisation=an_organisation("Boat Club", id="ann-s", slug="boat-club"))  # fmt: skip
    return listed(a_service("Teen talk", slug="teen-talk", published_on=date(2026, 1, 2)))


@pytest.fixture
def keepers(app, db, service):
    """One of each kind, by name; editors with their app set up."""
    kept = {"provider": service.organisation_id, "provider of another organisation": "ann-s"}
    found = {}
    with writing(db):
        for name, email in EMAILS.items():
            role = Role(name.split()[0])
            keeper = add_keeper(db, email=email, role=role, now=datetime(2026, 1, 1, tzinfo=UTC))
            found[name] = replace(keeper, organisations=frozenset({kept[name]} if name in kept else ()))
            save_keeper(db, found[name])
            if role.needs_second_step:
                set_up_app(app, db, keeper)
    return found


@cache
def hashed_once():
    """The recovery code as it is kept; slow on purpose, and the same for every test."""
    return hash_recovery_code(RECOVERY_CODE, "salt")


def set_up_app(app, db, keeper):
    sealed = app.extensions["locks"].seal(APP_SECRET)
    set_up_at = datetime(2026, 1, 1, tzinfo=UTC)
    save_second_step(db, SecondStep(keeper_id=keeper.id, secret=sealed, salt="salt", set_up_at=set_up_at))
    save_recovery_codes(db, keeper.id, [hashed_once()])


@pytest.fixture
def later(app, monkeypatch):
    """Let time go by."""
    shelves = app.extensions["directory"]

    def wait(**how_long):
        now = shelves.now() + timedelta(**how_long)
        monkeypatch.setattr(shelves, "_stopped_at", now)

    return wait


@pytest.fixture
def ask_in(app, db, keepers):
    """Have somebody invited by a keeper; the path of the link they get."""

    def ask(email, role, organisation_id=None, *, by):
        _, link = invite(
            db, app.extensions["locks"], email=email, role=role, organisation_id=organisation_id, by=keepers[by],
            now=datetime.now(UTC),
        )  # fmt: skip
        return f"/sign-in/invitation/{link}"

    return ask

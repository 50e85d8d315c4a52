"""`flask reminders send`: through a real mail server, as often as somebody likes, and stopped half-way."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.errors import LetterNotSent
from directory.domain.keepers import Role
from directory.domain.services import Channel, ContactPoint
from directory.publishing.listings import publish
from directory.publishing.proposing import propose
from directory.store.database import writing
from directory.store.keepers import add_keeper, save_keeper
from directory.store.organisations import save_organisation
from directory.store.services import all_service_ids, get_services
from tests.builders import a_service, an_organisation
from tests.mail.conftest import mail_server
from tests.web.conftest import an_app, read_once

__all__ = ["mail_server", "read_once"]
NAMES = ("Boat Club", "Harbour Youth", "Quiet Room")
LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def kept(db):
    """Three organisations with a listing each that is due, and somebody who keeps it."""
    with writing(db):
        for number, name in enumerate(NAMES):
            organisation = an_organisation(name)
            save_organisation(db, organisation)
            phone = ContactPoint(f"c{number}", Channel.PHONE, f"01632 96000{number}")
            listing = a_service(name, organisation_id=organisation.id, contact_points=(phone,))
            publish(db, listing, by="x", reason="x", now=LONG_AGO)
            keeper = add_keeper(db, email=f"sam{number}@example.org", role=Role.PROVIDER, now=LONG_AGO)
            save_keeper(db, replace(keeper, organisations=frozenset({organisation.id})))


@pytest.fixture
def app(db, kept, tmp_path, read_once, mail_server):
    application = an_app(
        tmp_path / "data", address="https://directory.example.org", mail_host="127.0.0.1", mail_port=str(mail_server.port),
        mail_from="directory@example.org", mail_security="none", now="2026-11-20T09:00",
    )  # fmt: skip
    vars(application.extensions["directory"]).update(read_once)
    return application


@pytest.fixture
def send(app):
    return lambda *flags: app.test_cli_runner().invoke(args=["reminders", "send", *flags])


@pytest.fixture
def got(mail_server):
    """Who has had a letter, in alphabetical order."""
    return lambda: sorted(to for tos, _ in mail_server.inbox.received for to in tos)


def test_everybody_is_asked_once_however_often_it_runs(send, got):
    first, second = send(), send()

    assert first.exit_code == second.exit_code == 0
    assert "2 of 3  Harbour Youth: 1 letter about 1 listing" in first.output
    assert "3 letters to 3 organisations." in first.output
    assert got() == ["sam0@example.org", "sam1@example.org", "sam2@example.org"]
    assert "0 letters" in second.output


def test_a_dry_run_says_who_and_does_nothing(send, got):
    assert "3 organisations would have a letter. Nothing was sent." in send("--dry-run").output
    assert got() == []
    assert "sam0@example.org" not in send().output
    assert len(got()) == 3


def test_killed_half_way_and_run_again_nobody_has_two(app, send, got, monkeypatch):
    post, sent = app.extensions["post_room"].post, []

    class Killed:
        """As when the machine stops just after the second letter has left."""

        def send(self, letter):
            post.send(letter)
            sent.append(letter)
            if len(sent) == 2:
                raise SystemExit(137)

    monkeypatch.setattr(app.extensions["post_room"], "post", Killed())
    assert send().exit_code == 137
    monkeypatch.setattr(app.extensions["post_room"], "post", post)
    send()

    assert got() == ["sam0@example.org", "sam1@example.org", "sam2@example.org"]


def test_what_the_mail_server_refuses_is_said_and_tried_again(app, send, got, monkeypatch):
    post = app.extensions["post_room"].post

    class Gone:
        def send(self, letter):
            raise LetterNotSent("The mail server did not take the letter.")

    monkeypatch.setattr(app.extensions["post_room"], "post", Gone())
    refused = send()
    monkeypatch.setattr(app.extensions["post_room"], "post", post)

    assert refused.exit_code == 1
    assert "NOT ALL WERE TAKEN: The mail server did not take the letter." in refused.output
    assert "so the rest wait" in refused.output
    assert send().exit_code == 0
    assert len(got()) == 3


def test_a_late_edit_goes_on_to_another_editor_who_is_told_once(db, send, got):
    with writing(db):
        add_keeper(db, email="eve@example.org", role=Role.EDITOR, now=LONG_AGO)
    listing = get_services(db, all_service_ids(db)[:1])[0]
    edited = replace(listing, summary="We listen.")
    propose(db, edited, made_from=1, by="keeper 1", now=datetime(2026, 11, 2, tzinfo=UTC))
    first, second = send(), send()

    assert "1 late edit handed on to another editor." in first.output
    assert "handed on" not in second.output
    assert got().count("eve@example.org") == 1

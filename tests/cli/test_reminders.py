"""`flask reminders send`: through a real mail server, as often as somebody likes, and stopped half-way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.errors import LetterNotSent
from directory.domain.keepers import Role, SecondStep
from directory.domain.listing_reports import ReportReason
from directory.domain.provenance import Difference
from directory.domain.services import Channel, ContactPoint
from directory.publishing.listings import publish
from directory.publishing.proposing import propose
from directory.store.database import writing
from directory.store.keepers import add_keeper, save_keeper, save_second_step
from directory.store.organisations import save_organisation
from directory.store.provenance import save_difference
from directory.store.services import save_service
from directory.upkeep.corrections import receive_report
from directory.upkeep.digest import what_waits
from tests.builders import a_service, an_organisation
from tests.mail.conftest import mail_server
from tests.web.conftest import an_app, read_once

__all__ = ["mail_server", "read_once"]
NAMES = ("Boat Club", "Harbour Youth", "Quiet Room")
LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def kept(db):
    """Three organisations with a listing each that is due, and somebody who keeps it; the listings."""
    listings = []
    with writing(db):
        for number, name in enumerate(NAMES):
            organisation = an_organisation(name)
            save_organisation(db, organisation)
            phone = ContactPoint(f"c{number}", Channel.PHONE, f"01632 96000{number}")
            listing = a_service(name, organisation_id=organisation.id, contact_points=(phone,))
            listings.append(publish(db, listing, by="x", reason="x", now=LONG_AGO))
            keeper = add_keeper(db, email=f"sam{number}@example.org", role=Role.PROVIDER, now=LONG_AGO)
            save_keeper(db, replace(keeper, organisations=frozenset({organisation.id})))
    return listings


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


def test_a_late_edit_goes_on_to_another_editor_who_is_told_once(db, kept, send, got):
    with writing(db):
        eve = add_keeper(db, email="eve@example.org", role=Role.EDITOR, now=LONG_AGO)
        save_second_step(db, SecondStep(keeper_id=eve.id, secret="s", salt="s", set_up_at=LONG_AGO))
    edited = replace(kept[0], summary="We listen.")
    propose(db, edited, made_from=1, by="keeper 1", now=datetime(2026, 11, 2, tzinfo=UTC))
    first, second = send(), send()

    assert "1 late edit handed on to another editor." in first.output
    assert "handed on" not in second.output
    assert got().count("eve@example.org") == 2  # and once what waits today


@pytest.fixture
def editors(db, kept):
    """An admin and an editor; one note about a listing waits, and one worry."""
    told = ((ReportReason.CLOSED, False), (ReportReason.NOT_SAFE, True))
    for number, (reason, is_worry) in enumerate(told):
        receive_report(db, service_id=kept[0].id, reason=reason, text="secret words", receipt=f"{number:010d}",
                       is_safeguarding=is_worry, now=LONG_AGO)  # fmt: skip
    with writing(db):
        add_keeper(db, email="ada@example.org", role=Role.ADMIN, now=LONG_AGO)
        add_keeper(db, email="eve@example.org", role=Role.EDITOR, now=LONG_AGO)


def digests(mail_server):
    return {to[0]: letter.get_content() for to, letter in mail_server.inbox.received if "What waits" in letter["Subject"]}


def test_each_editor_is_told_once_a_day_what_waits_in_numbers(editors, send, mail_server):
    send()
    found = digests(mail_server)

    assert set(found) == {"ada@example.org", "eve@example.org"}
    assert "Notes about what is wrong: 1" in found["eve@example.org"]
    assert "Worries" not in found["eve@example.org"]
    assert "Worries about safety: 1" in found["ada@example.org"]
    assert "secret words" not in str(found)
    assert "New services" not in str(found)
    mail_server.inbox.received.clear()
    send()
    assert digests(mail_server) == {}


def test_the_next_day_it_comes_again_and_a_dry_run_only_shows_it(editors, app, send, mail_server):
    send()
    mail_server.inbox.received.clear()
    shelves = app.extensions["directory"]
    shelves._stopped_at = shelves.now() + timedelta(days=1)

    shown = send("--dry-run").output

    assert "eve@example.org: what waits today: Notes about what is wrong 1" in shown
    assert "Other listings with overdue checks 3" in shown
    assert mail_server.inbox.received == []
    send()
    assert len(digests(mail_server)) == 2


def test_overdue_crisis_help_differences_prose_and_held_listings_are_in_the_numbers(db, kept, app):
    shelves = app.extensions["directory"]
    crisis, held = replace(kept[0], nhs_role="crisis-team"), replace(kept[1], published_on=None)
    read = replace(kept[2], unconfirmed=frozenset({"needs"}))
    with writing(db):
        for one in (crisis, held, read):
            save_service(db, one)
        save_difference(db, Difference(crisis.id, "summary", "a list", '"a"', '"b"', LONG_AGO))

    for_editors, _ = what_waits(db, now=shelves.now(), cycles=shelves.settings.cycles)

    assert dict(for_editors) == {
        "Overdue checks of crisis help": 1,
        "Other listings with overdue checks": 1,
        "Differences from imports": 1,
        "Listings with facts read from prose": 1,
        "Held back listings": 1,
    }


def test_nobody_is_told_that_nothing_waits(db, kept, send, mail_server):
    with writing(db):
        for one in kept:
            save_service(db, replace(one, published_on=None, suspended=True))
        add_keeper(db, email="eve@example.org", role=Role.EDITOR, now=LONG_AGO)
    send()

    assert digests(mail_server) == {}

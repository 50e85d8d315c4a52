"""A listing with something of everything that its keepers see, and the keepers of other tests."""

from datetime import UTC, datetime, time, timedelta

import pytest

from directory.accounts.reminder_links import make_reminder_link
from directory.accounts.sessions import start_session
from directory.domain.eligibility import AgeRule
from directory.domain.services import Channel, ContactPoint, Schedule, Wait, WaitStage
from directory.publishing.listings import publish
from directory.store.database import writing
from directory.store.organisations import save_organisation
from directory.store.services import get_service
from tests.accounts.conftest import another_browser, app, browser, inbox, keepers, later, mail_server, read_once
from tests.builders import a_service, an_organisation

__all__ = ["another_browser", "app", "browser", "inbox", "keepers", "later", "mail_server", "read_once"]
NINE_TO_FIVE = Schedule(frozenset(range(5)), time(9), time(17))


@pytest.fixture
def service(db):
    phone = ContactPoint("line", Channel.PHONE, "01632 960001", schedules=(NINE_TO_FIVE,))
    text = ContactPoint("text", Channel.TEXT, "07700 900001")
    today = datetime.now(UTC).date()
    wait = Wait(WaitStage.HELP_STARTS, 2, 4, said_by="the team", said_on=today - timedelta(days=30))
    listing = a_service(
        "Teen talk",
        id="teen-talk",
        slug="teen-talk",
        contact_points=(phone, text),
        waits=(wait,),
        age_rules=[AgeRule(11, 18)],
    )
    boats = a_service("Boathouse", id="boathouse", slug="boathouse", organisation_id="ann-s")
    with writing(db):
        save_organisation(db, an_organisation())
        save_organisation(db, an_organisation("Boat Club", id="ann-s", slug="boat-club"))
        for one in (boats, listing):
            publish(db, one, by="seed", reason="Seeded", now=datetime(2026, 1, 2, tzinfo=UTC))
    return get_service(db, "teen-talk")


@pytest.fixture
def desk(browser, keepers):
    """Sam's pages of Teen talk, signed in: the start of each address."""
    browser.sign_in("sam@example.org")
    browser.open("/manage/services/teen-talk")
    return "/manage/services/teen-talk"


@pytest.fixture
def pages(browser, db, keepers, service):
    """The same without the letter: Sam is signed in already."""
    with writing(db):
        secret = start_session(db, keepers["provider"], datetime.now(UTC), is_whole=True).secret
    browser.client.set_cookie("__Host-keeper", secret, domain="directory.example.org", secure=True)
    browser.open("/manage/services/teen-talk")
    return "/manage/services/teen-talk"


@pytest.fixture
def reminder(db, keepers, service):
    """The same by a reminder's link, with nobody signed in."""
    link = make_reminder_link(db, keeper_id=keepers["provider"].id, service_id=service.id, now=datetime.now(UTC))
    return f"/manage/reminder/{link}"

"""A listing with a first version, and a search for it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.domain.seeker import Seeker
from directory.domain.services import Channel, ContactPoint, Service
from directory.domain.verdicts import Verdict
from directory.finding.snapshot import load_snapshot
from directory.finding.verdicts import Verdicts
from directory.publishing.listings import publish
from directory.store.database import content_version, writing
from directory.store.organisations import save_organisation
from tests.builders import a_place, a_service, an_organisation

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
PHONE = ContactPoint("c1", Channel.PHONE, "01632 960001")
SOMEONE = Seeker(age=15, home=a_place())


@pytest.fixture
def published(db) -> Callable[..., Service]:
    """Store a listing as public, with its first version: `published(name="Teen talk", ...)`."""

    def run(**facts) -> Service:
        facts.setdefault("contact_points", (PHONE,))
        with writing(db):
            save_organisation(db, an_organisation())
            return publish(db, a_service(**facts), by="seed", reason="Seeded", now=NOW)

    return run


@pytest.fixture
def verdict(db):
    """What a search says of a listing to somebody of 15 in Portsmouth; None when it is not found."""

    def run(service: Service) -> Verdict | None:
        snapshot = load_snapshot(db, content_version(db))
        parted = Verdicts(snapshot, SOMEONE).part(snapshot.members([service.id]))
        return next((one for one, members in parted.items() if members), None)

    return run

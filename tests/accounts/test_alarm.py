"""A worry about safety brings a letter at once to those who may read it, and nothing of it is in the letter."""

import re
from datetime import UTC, datetime

import pytest

from directory.domain.keepers import Role
from directory.store.database import writing
from directory.store.keepers import add_keeper
from directory.upkeep.corrections import look_at

LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)
CONTACT = "us@example.org"


@pytest.fixture
def tell(browser, keepers, service):
    def send(text, reason="not-safe"):
        page = browser.open(f"/services/{service.slug}/wrong")
        receipt = page.all("input", name="receipt")[0]["value"]
        form = {"receipt": receipt, "reason": reason, "text": text}
        return browser.open(f"/services/{service.slug}/wrong", method="POST", data=form)

    return send


def test_admins_and_the_contact_are_told_at_once_and_nothing_of_it(tell, inbox, service, db, later):
    later()
    with writing(db):
        add_keeper(db, email="half@example.org", role=Role.ADMIN, now=LONG_AGO)
    tell("He shouted at me")

    assert sorted(letter["To"] for letter in inbox.all()) == ["ada@example.org", CONTACT]
    assert "Somebody has written about a worry" in inbox.text()
    assert re.search(r"^https://\S+/editors/safeguarding$", inbox.text(), re.MULTILINE)
    for words in ("shouted", service.name):
        assert words not in inbox.text()


def test_one_letter_an_hour_while_others_wait_unread(tell, inbox, later, db):
    later()
    for words in ("He hit me", "he hit  me", "He shouted"):
        tell(words)
    assert len(inbox.to("ada@example.org")) == 1

    later(minutes=61)
    tell("He swore")
    assert len(inbox.to("ada@example.org")) == 2

    for number in ("1", "2", "3"):
        look_at(db, number)
    tell("He grabbed me")
    assert len(inbox.to("ada@example.org")) == 3


def test_what_is_no_worry_rings_nobody(tell, inbox):
    tell("The number rings out", reason="number")

    assert inbox.all() == []


@pytest.fixture
def tell_of_one(browser, keepers):
    def send(**typed):
        receipt = browser.open("/tell-us-about-one").all("input", name="receipt")[0]["value"]
        form = {"receipt": receipt, "name": "Boat shed"} | typed
        return [browser.open("/tell-us-about-one", method="POST", data=form) for _ in range(2)]

    return send


@pytest.mark.parametrize("told", [{"text": "the man there touched me"}, {"place": "where he hits kids"}])
def test_a_worry_in_a_note_about_a_service_that_is_missing_rings_the_same_bell(tell_of_one, inbox, later, told):
    later()
    tell_of_one(**told)

    assert sorted(letter["To"] for letter in inbox.all()) == ["ada@example.org", CONTACT]
    assert "Boat shed" not in inbox.text()


def test_a_note_about_a_service_that_is_missing_rings_nobody(tell_of_one, inbox):
    tell_of_one(text="a club for kids who self harm")

    assert inbox.all() == []


def test_a_worry_is_kept_when_nobody_can_be_told(tell, db, caplog, app):
    app.logger.addHandler(caplog.handler)
    db.execute("DROP TABLE letters_sent")

    page = tell("He shouted at me")

    assert page.status == 200
    assert db.execute("SELECT count(*) FROM corrections").fetchone()[0] == 1
    assert "shouted" not in caplog.text

"""From what a provider sends to what the public reads, through the real pages: nothing is public that should wait."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.verdicts import Verdict
from directory.publishing.ending import suspend
from directory.publishing.versions import put_back
from directory.store.changes import get_changes
from directory.store.database import writing
from directory.store.keepers import save_keeper
from tests.editors.changes.conftest import typed_into

PAGE, DESK = "/services/teen-talk", "/manage/services/teen-talk"
NOW = datetime.now(UTC)
NUMBER = "contact_points/line/value"
HOURS = {f"day{number}": "" for number in range(7)} | {"day1": "10am to 2pm"}


@pytest.fixture
def sam(sign_in, another_browser, keepers, service):
    """The provider, at work."""
    sam = sign_in(another_browser, "provider")
    sam.open(DESK)
    return sam


@pytest.fixture
def public(browser):
    """What everybody reads of the listing now."""
    return lambda: browser.open(PAGE).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def verdict(browser, db, service):
    """What a search that finds nothing else says of the listing to somebody of 12."""
    suspend(db, "boathouse", reason="Not asked about", by="keeper 3", now=NOW)

    def search():
        page = browser.find(text="worried", age="12", postcode="PO1 2AL")
        (shown,) = (one["class"] for one in page.all("p") if one.get("class", "").startswith("verdict "))
        return Verdict(shown.partition("--")[2])

    return search


@pytest.fixture
def answer(editor, db):
    """Answer some facts of the newest edit."""

    def press(answers, through=""):
        address = f"/editors/changes/{get_changes(db, 'teen-talk')[-1].id}"
        return editor.send(address, **typed_into(editor.open(address), answers, through))

    return press


@pytest.fixture
def ann(db, keepers, service):
    """Another keeper of the same listing."""
    ann = keepers["provider of another organisation"]
    with writing(db):
        save_keeper(db, replace(ann, organisations=frozenset({"ann-s", service.organisation_id})))
    return ann.email


def test_new_hours_are_public_on_the_next_request(sam, public):
    sam.send(f"{DESK}/hours/line", **HOURS)

    assert "Tuesday, 10am to 2pm" in public()


def test_a_new_number_is_public_once_confirmed_and_every_other_keeper_hears_of_it_first(sam, ann, answer, public, inbox):
    sam.send(f"{DESK}/contact/line", value="01632 960777", label="")

    assert "960777" not in public()
    assert [one["Subject"] for one in inbox.to(ann)] == ["A new way to reach Teen talk was sent to us"]
    assert "To go, when the new one is public:\n- 01632 960001" in inbox.text()
    assert "960777" not in inbox.text()
    assert "choose the number or address by which you asked them" in answer({NUMBER: "approve"}).text
    assert "960777" not in public()

    answer({NUMBER: "approve"}, through="07700 900001")

    assert "01632 960777" in public()
    (letter,) = inbox.to("sam@example.org")
    assert letter["Subject"] == "Our answer about Teen talk"
    assert "- The number or address of 01632 960001: 01632 960777" in letter.get_content()


def test_a_narrowed_age_is_ask_first_then_public_then_put_back_with_the_newer_number_kept(sam, answer, public, verdict, db):
    assert verdict() is Verdict.CAN_USE

    sam.send(f"{DESK}/ages", minimum="16", maximum="18")
    assert verdict() is Verdict.ASK_FIRST
    assert "aged 11 to 18" in public()

    answer({"age_rules": "approve"})
    assert verdict() is Verdict.NOT_FOR_YOU
    assert "aged 16 to 18" in public()

    sam.send(f"{DESK}/contact/line", value="01632 960777", label="")
    answer({NUMBER: "approve"}, through="07700 900001")
    put_back(db, "teen-talk", 1, by="keeper 3", now=NOW)

    assert verdict() is Verdict.CAN_USE
    assert "aged 11 to 18" in public()
    assert "01632 960777" in public()
    assert "01632 960001" not in public()


def test_a_declined_age_is_no_doubt_any_more(sam, answer, verdict):
    sam.send(f"{DESK}/ages", minimum="16", maximum="18")
    answer({"age_rules": ("decline", "You told us 11 on the phone.")})

    assert verdict() is Verdict.CAN_USE

"""Who did what, when, to which record: read by admins, taken away as a sheet, and never with words in it."""

import csv
import io
from datetime import UTC, datetime

import pytest

from directory.domain.events import Action, Event, Subject
from directory.publishing.ending import suspend
from directory.store.database import writing
from directory.store.events import add_event, list_events

NOW = datetime(2026, 7, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def admin(sign_in, browser):
    return sign_in(browser, "admin")


@pytest.fixture
def done(db, service, keepers):
    """A few acts of several people to several records."""
    suspend(db, service.id, reason="A reason that stays out of it", by=keepers["editor"].known_as, now=NOW)
    acts = (
        Event(Action.EDITED, keepers["provider"].known_as, NOW, Subject.SERVICE, "boathouse", ("age_rules",)),
        Event(Action.JOINED, "a command", NOW, Subject.KEEPER, str(keepers["admin"].id)),
        Event(Action.IMPORTED, "=cmd()", NOW, Subject.SOURCE, "@council.csv"),
    )
    with writing(db):
        for act in acts:
            add_event(db, act)


def test_acts_are_shown_newest_first_by_address_and_in_our_hour(admin, done):
    page = admin.open("/editors/audit")

    assert "5 July 2026, 10:30 eve@example.org suspended Teen talk service" in page.text
    assert "sam@example.org edited Boathouse service age rules" in page.text
    assert page.text.index("imported @council.csv") < page.text.index("suspended Teen talk")
    assert "/editors/listings/teen-talk" in page.links
    assert "A reason that" not in page.html


def test_acts_are_looked_for_by_person_record_and_kind(admin, done, keepers):
    def found(query):
        text = admin.open(f"/editors/audit?{query}").text.partition("Which facts")[2]
        return [name for name in ("Teen talk", "Boathouse", "ada@example.org", "@council.csv") if name in text]

    assert found(f"person={keepers['provider'].known_as}") == ["Boathouse"]
    assert found("record=teen") == ["Teen talk"]
    assert found("record=boat-club") == []
    assert found("record=ada@example.org") == ["ada@example.org"]
    assert found("record=@council.csv") == ["@council.csv"]
    assert found("did=suspended") == ["Teen talk"]
    assert found("record=boat&did=suspended") == []
    assert len(found("did=nonsense&before=x")) == 4


def test_a_long_audit_is_read_in_pages(admin, db, done):
    with writing(db):
        for _ in range(60):
            add_event(db, Event(Action.CHECKED, "keeper 3", NOW, Subject.SERVICE, "boathouse"))

    page = admin.open("/editors/audit?did=checked")
    older = next(link for link in page.links if "before=" in link)

    assert page.html.count("<tr><td>") == 50
    assert admin.open(older).html.count("<tr><td>") == 10


def test_the_sheet_is_safe_to_open_and_that_it_was_taken_is_written_down(admin, db, done, keepers):
    admin.open("/editors/audit")
    reply = admin.reply("/editors/audit/sheet", method="POST", data={"form_token": admin.token, "did": ""})

    rows = list(csv.DictReader(io.StringIO(reply.get_data().decode("utf-8-sig"))))
    assert [row["did"] for row in rows] == ["exported", "imported", "joined", "edited", "suspended"]
    assert (rows[1]["who"], rows[1]["record"]) == ("'=cmd()", "'@council.csv")
    assert rows[3] | {"number": ""} == {
        "number": "", "when": "2026-07-05 10:30:00", "who": "sam@example.org", "known_as": keepers["provider"].known_as,
        "did": "edited", "kind_of_record": "service", "record": "boathouse", "name": "Boathouse", "facts": "age_rules",
    }  # fmt: skip
    assert list_events(db)[0][1].by == keepers["admin"].known_as


def test_only_admins_read_it(editor, done):
    assert editor.open("/editors/audit").status == 403
    assert "Who did what" not in editor.open("/editors").text


def test_no_search_and_no_secret_is_in_it(admin, db, done):
    """Whoever searches, signs in or opens a link leaves no line."""
    before = list_events(db)
    admin.find(text="I want to die", postcode="PO1 2AL", age="14")
    admin.open("/sign-in")
    admin.open("/editors/audit")

    assert list_events(db) == before

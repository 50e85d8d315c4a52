"""Half-filled forms: kept when asked, offered again, gone when sent, thrown away or too old, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.drafts import Draft
from directory.publishing.editing import publish_edit
from directory.publishing.redacting import redact_fact
from directory.store.changes import get_changes
from directory.store.database import writing
from directory.store.drafts import list_drafts, save_draft
from directory.store.versions import latest_version

WORDS = {"summary": "We are half-", "description": "Two lines.\r\nAnd one that costs <b>.", "keep": "yes"}


@pytest.fixture
def kept(browser, pages):
    """Words that were kept; the page that says so."""
    return browser.send(f"{pages}/facts/what", **WORDS)


def test_a_draft_is_offered_at_the_listing_the_form_and_the_first_page(browser, pages, db, kept):
    assert "Kept. You find it here" in kept.text
    for page in (kept, browser.open("/manage")):
        assert f"{pages}/facts/what?draft=go-on" in page.links
        assert "What it is" in page.text
    offered = browser.open(f"{pages}/facts/what")
    assert "You kept this form half-filled" in offered.text
    assert "We are half-" not in offered.html

    page = browser.open(f"{pages}/facts/what?draft=go-on")
    assert "We are half-</textarea>" in page.html
    assert "Two lines.\nAnd one that costs &lt;b&gt;." in page.html
    assert get_changes(db, "teen-talk") == ()


def test_a_draft_that_is_sent_is_gone(browser, pages, kept):
    browser.send(f"{pages}/facts/what", summary="We are whole.", description="")

    assert "You kept this form" not in browser.open(f"{pages}/facts/what").text


def test_a_draft_is_thrown_away_by_one_press(browser, pages, db, keepers, kept):
    page = browser.send(f"{pages}/drafts/facts/what")

    assert "Thrown away" in page.text
    assert list_drafts(db, keepers["provider"].id, datetime.now(UTC)) == ()


def test_a_draft_made_from_an_older_listing_is_shown_beside_what_others_wrote_since(browser, pages, db, service, kept):
    theirs = replace(service, summary="Theirs.")
    publish_edit(db, theirs, made_from=latest_version(db, service.id), by="keeper 9", now=datetime.now(UTC))
    page = browser.open(f"{pages}/facts/what?draft=go-on")
    made_from = page.all("input", name="made_from")[0]["value"]
    page = browser.send(f"{pages}/facts/what", summary="Mine.", description="", made_from=made_from)

    assert "Somebody else has just changed this too" in page.text
    assert "Theirs." in page.text


def test_a_draft_is_for_who_began_it(another_browser, browser, pages, kept):
    another_browser.sign_in("eve@example.org")

    for path in ("/manage", pages, f"{pages}/facts/what?draft=go-on", "/services/teen-talk"):
        assert "half-" not in another_browser.open(path).html


def test_a_draft_of_a_listing_that_is_not_theirs_any_more_is_not_shown(browser, pages, db, keepers, kept):
    draft = list_drafts(db, keepers["provider"].id, datetime.now(UTC))[0]
    with writing(db):
        save_draft(db, replace(draft, service_id="boathouse"))

    assert "Boathouse" not in browser.open("/manage").text


def test_a_draft_ends_after_sixty_days_and_its_words_go_with_the_next_one(db, keepers, service):
    now = datetime(2026, 3, 27, tzinfo=UTC)
    keeper = keepers["provider"].id
    draft = Draft(keeper_id=keeper, service_id=service.id, form="ages", typed={"a": "b"}, made_from=1, kept_at=now)
    with writing(db):
        save_draft(db, draft)

    assert list_drafts(db, keeper, now + timedelta(days=59)) == (draft,)
    assert list_drafts(db, keeper, now + timedelta(days=60)) == ()
    with writing(db):
        save_draft(db, replace(draft, form="area", kept_at=now + timedelta(days=61)))
    assert [row["form"] for row in db.query("SELECT form FROM drafts")] == ["area"]


def test_what_is_redacted_is_in_no_draft(browser, db, service, kept):
    redact_fact(db, service.id, "summary", by="keeper 9", now=datetime.now(UTC))

    assert db.execute("SELECT count(*) FROM drafts").fetchone()[0] == 0


def test_words_outlive_the_sign_in_they_were_written_in(browser, pages, db, keepers):
    cookie = browser.client.get_cookie("__Host-keeper", domain="directory.example.org")
    browser.client.delete_cookie("__Host-keeper", domain="directory.example.org")
    page = browser.send(f"{pages}/facts/needs", needs=["anger", "bullying"])
    typed = [(one["name"], one["value"]) for one in page.all("input", type="hidden")]

    assert page.status == 403
    assert {("needs", "anger"), ("needs", "bullying")} <= set(typed)
    browser.client.set_cookie("__Host-keeper", cookie.value, domain="directory.example.org", secure=True)
    browser.open(f"{pages}/facts/needs", method="POST", data={name: [v for n, v in typed if n == name] for name, _ in typed})
    assert get_changes(db, "teen-talk")[-1].facts[0].change.after == frozenset({"anger", "bullying"})

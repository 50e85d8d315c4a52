"""The first page of somebody who keeps listings: what waits, what is asked, what they began."""

from datetime import UTC, datetime

from directory.accounts.inviting import leave
from directory.publishing.reviewing import ask_for_change
from directory.store.changes import get_changes
from directory.store.drafts import list_drafts


def test_the_first_page_says_what_waits_and_what_an_editor_asks_about(browser, pages, db):
    browser.send(f"{pages}/facts/what", summary="A sentence.", description="More of it.")
    assert "Waits for an editor: More about it; What it is, in one sentence." in browser.open("/manage").text

    number = get_changes(db, "teen-talk")[-1].id
    ask_for_change(db, number, reason="Is it so?", by="keeper 9", now=datetime.now(UTC), fields=["summary"])
    page = browser.open("/manage")
    assert "An editor asks about: What it is, in one sentence." in page.text
    assert "Waits for an editor: More about it." in page.text


def test_whoever_leaves_takes_their_drafts_with_them(browser, pages, db, keepers):
    browser.send(f"{pages}/facts/what", summary="Half", keep="yes")
    leave(db, keepers["provider"], datetime.now(UTC))

    assert list_drafts(db, keepers["provider"].id, datetime.now(UTC)) == ()

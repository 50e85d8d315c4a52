"""The first page of somebody who keeps listings: what waits, what is asked, what they began."""

from dataclasses import replace
from datetime import UTC, datetime

from directory.accounts.inviting import leave
from directory.domain.checks import CheckScope
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.store.changes import get_changes
from directory.store.checks import get_checks
from directory.store.database import writing
from directory.store.drafts import list_drafts
from directory.store.services import save_service
from directory.store.versions import latest_version
from tests.answers import ask_for_change
from tests.builders import a_service


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


def seen_here(page):
    return page.all("input", name="made_from")[0]["value"]


def test_the_facts_of_one_listing_stand_on_the_first_page_each_with_its_way_to_be_changed(browser, pages):
    page = browser.open("/manage")

    assert "Monday to Friday, 9am to 5pm" in page.text
    assert "2 to 4 weeks before help starts" in page.text
    assert {
        f"{pages}/{form}" for form in ("hours/line", "contact/line", "dead/line", "waits", "closed", "new-people")
    } <= set(page.links)


def test_one_press_on_the_first_page_says_that_all_is_still_right(browser, pages, db):
    page = browser.open("/manage")
    page = browser.send(f"{pages}/right", made_from=seen_here(page), on_first_page="yes")

    assert "Your page" in page.title
    assert "still right today" in page.text
    assert {check.scope for check in get_checks(db, ["teen-talk"])["teen-talk"]} == {CheckScope.CONTACT, CheckScope.WAIT}


def test_nobody_confirms_on_the_first_page_what_they_did_not_see(browser, pages, db, service):
    seen = seen_here(browser.open("/manage"))
    publish_edit(db, replace(service, waits=()), made_from=latest_version(db, service.id), by="test", now=datetime.now(UTC))
    page = browser.send(f"{pages}/right", made_from=seen, on_first_page="yes")

    assert "Please look once more" in page.text
    assert not get_checks(db, ["teen-talk"])["teen-talk"]


def test_the_facts_of_many_listings_are_folded(browser, pages, db, service):
    with writing(db):
        for number in range(2):
            another = a_service(f"Talk {number}", organisation_id=service.organisation_id)
            publish(db, another, by="seed", reason="Seeded", now=datetime(2026, 1, 2, tzinfo=UTC))
    page = browser.open("/manage")

    assert len(page.all("details")) == 3
    assert "What people see today: is it all still right? Talk 1" in page.text


def test_a_suspended_listing_says_so_and_asks_nothing(browser, pages, db, service):
    with writing(db):
        save_service(db, replace(service, suspended=True))

    home, own = browser.open("/manage"), browser.open(pages)
    for page in (home, own):
        assert "Is it all still right?" not in page.text
        assert "All still right" not in page.text
    assert "Suspended for now" in home.text
    assert "time to look again" not in home.text
    assert "Nobody can see it now." in own.text

"""What an editor changes in a listing of others: public at once, and said so; new numbers with how they were confirmed."""

import re
from datetime import UTC, datetime

import pytest

from directory.accounts.sessions import start_session
from directory.store.database import writing
from directory.store.services import get_service
from directory.store.versions import get_versions

FORMS = (
    "facts/what", "facts/website", "ages", "area", "told", "contact", "contact/line", "address", "dead/line",
    "hours/line", "waits", "closed", "new-people", "alert",
)  # fmt: skip
THEIR_SITE = "their website, example.org/contact"


@pytest.fixture
def theirs(browser, db, keepers, service):
    """The pages of Teen talk, with Eve signed in, who is an editor of no organisation."""
    with writing(db):
        secret = start_session(db, keepers["editor"], datetime.now(UTC), is_whole=True).secret
    browser.client.set_cookie("__Host-keeper", secret, domain="directory.example.org", secure=True)
    return "/manage/services/teen-talk"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_to_an_editor_that_it_is_public_at_once(browser, theirs, form):
    page = browser.open(f"{theirs}/{form}")

    assert page.status == 200
    assert "This is public at once: nobody reads it before." in page.text
    assert not re.search("Send it to an editor|Until then|with one press|An editor (reads|looks|asks)", page.text)


def test_those_who_keep_it_still_read_that_an_editor_reads_it_first(browser, pages):
    page = browser.open(f"{pages}/contact/line")

    assert "Send it to an editor" in page.text
    assert "public at once: nobody" not in page.text
    assert "how was it confirmed" not in page.text


@pytest.mark.parametrize(
    "sent",
    [
        ("contact/line", {"value": "01632 960777"}),
        ("contact", {"channel": "email", "value": "hello@example.org", "readers": "everyone"}),
        ("address", {"address": "4 Quay Street", "masked": "shown"}),
        ("facts/website", {"url": "https://example.org/new"}),
    ],
)
def test_a_new_way_to_reach_somebody_needs_what_it_was_confirmed_through(browser, theirs, db, inbox, sent):
    form, typed = sent
    before = get_service(db, "teen-talk")
    browser.open(f"{theirs}/{form}")
    page = browser.send(f"{theirs}/{form}", **typed)

    assert "Enter the number or address that we had before" in page.text
    assert get_service(db, "teen-talk") == before

    browser.send(f"{theirs}/{form}", **typed, confirmed_through=THEIR_SITE)

    assert get_service(db, "teen-talk") != before
    assert get_versions(db, "teen-talk")[-1].reason == f"Edited. Confirmed through: {THEIR_SITE}"
    assert [one["Subject"] for one in inbox.to("sam@example.org")] == [
        "An editor has put a new way to reach Teen talk on its listing"
    ]
    assert "It is public now" in inbox.text()


def test_the_letter_names_what_is_new_and_what_is_gone(browser, theirs, inbox):
    browser.open(f"{theirs}/contact/line")
    browser.send(f"{theirs}/contact/line", value="01632 960777", confirmed_through=THEIR_SITE)

    assert "New:\n- 01632 960777\n\nNot on the page any more:\n- 01632 960001\n" in inbox.text()


def test_other_words_need_no_confirming_and_send_no_letter(browser, theirs, db, service):
    browser.open(f"{theirs}/contact/line")
    browser.send(f"{theirs}/contact/line", value="01632 960001", label="Our line")

    assert get_service(db, service.id).contact_points[0].label == "Our line"
    assert get_versions(db, service.id)[-1].reason == "Edited"

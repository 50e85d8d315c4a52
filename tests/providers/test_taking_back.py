"""What waits for an editor, taken back: with one press, or by sending once more what is public."""

from datetime import UTC, datetime

import pytest

from directory.domain.changes import ChangeState
from directory.domain.events import Action
from directory.domain.services import Status
from directory.store.changes import get_changes, get_open_changes
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.services import get_service
from tests.answers import approve
from tests.providers.test_listing import WEEK


def listing(db):
    return get_service(db, "teen-talk")


def newest(db):
    return get_changes(db, "teen-talk")[-1]


def states(db):
    return [fact.state for fact in newest(db).facts]


def presses(page):
    return {form["action"] for form in page.all("form") if "action" in form}


@pytest.fixture
def by_slip(browser, pages):
    """Sam has sent ages that shut nearly everybody out."""
    return browser.send(f"{pages}/ages", minimum="11", maximum="12")


def sent_by_a_colleague(db):
    with writing(db):
        db.execute("UPDATE changes SET made_by = 'keeper 99'")


def test_what_waits_is_taken_back_with_one_press_and_searches_are_as_before_at_once(browser, pages, db, by_slip):
    press = f"{pages}/take-back/{newest(db).id}"
    assert press in presses(by_slip)
    assert press in presses(browser.open(pages))
    assert listing(db).may_have_changed

    page = browser.send(press)

    assert "Taken back. It does not wait for an editor any more." in page.text
    assert press not in presses(page)
    assert not listing(db).may_have_changed
    assert states(db) == [ChangeState.WITHDRAWN]
    _, event = list_events(db, subject_id="teen-talk", action=Action.WITHDRAWN, most=1)[0]
    assert (event.by, event.facts) == (newest(db).facts[0].decided_by, ("age_rules",))


def test_what_a_colleague_sent_can_be_taken_back_as_well(browser, pages, db, by_slip):
    assert "Sent by" not in browser.open(pages).text
    sent_by_a_colleague(db)
    assert "Sent by keeper 99, who has left." in browser.open(pages).text
    browser.send(f"{pages}/take-back/{newest(db).id}")

    assert not get_open_changes(db, "teen-talk")


def test_nobody_takes_back_what_was_answered_or_is_of_another_listing(browser, pages, db, by_slip):
    number = newest(db).id
    approve(db, number, by="keeper 9", now=datetime.now(UTC))

    assert "could not be taken back" in browser.send(f"{pages}/take-back/{number}").text
    assert states(db) == [ChangeState.APPROVED]
    assert browser.send(f"{pages}/take-back/{number + 1}").status == 404


def test_small_news_that_is_public_is_no_edit_that_waits(browser, pages, db):
    browser.send(f"{pages}/hours/line", **WEEK | {"day0": "10am to 4pm"})

    assert "could not be taken back" in browser.send(f"{pages}/take-back/{newest(db).id}").text
    assert states(db) == [ChangeState.LIVE]


def test_a_letters_link_takes_nothing_back(browser, reminder, pages, db, by_slip):
    assert not [one for one in presses(browser.open(reminder)) if "take-back" in one]
    assert browser.send(f"{reminder}/take-back/{newest(db).id}").status == 404


def test_what_is_public_sent_once_more_ends_what_waits(browser, pages, db, by_slip):
    shown = browser.open(f"{pages}/ages").text
    assert "what is public today. What you send takes the place of what you sent before. To take that back, send" in shown

    page = browser.send(f"{pages}/ages", minimum="11", maximum="18")

    assert "what you had sent before is taken back" in page.text
    assert not listing(db).may_have_changed
    assert states(db) == [ChangeState.WITHDRAWN]


def test_we_are_running_ends_that_it_has_closed_for_good_with_what_to_try_instead(browser, pages, db):
    browser.send(f"{pages}/ended", try_instead="Ask Nightjar.")
    page = browser.send(f"{pages}/closed", closed="no")

    assert "taken back" in page.text
    assert states(db) == [ChangeState.WITHDRAWN, ChangeState.WITHDRAWN]
    assert not listing(db).may_have_changed


def test_closed_for_now_leaves_it_waiting_that_it_has_closed_for_good(browser, pages, db):
    browser.send(f"{pages}/ended", try_instead="")
    browser.send(f"{pages}/closed", closed="yes")

    assert listing(db).status is Status.TEMPORARILY_CLOSED
    assert [fact.change.after for change in get_open_changes(db, "teen-talk") for fact in change.facts] == [Status.DEFUNCT]


def test_what_a_colleague_sent_stays_when_somebody_sends_what_is_public(browser, pages, db, by_slip):
    sent_by_a_colleague(db)
    page = browser.send(f"{pages}/ages", minimum="11", maximum="18")

    assert "Something else waits for an editor" in page.text
    assert states(db) == [ChangeState.WAITING]

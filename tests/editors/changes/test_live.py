"""What went live by itself: a glance, and one press to take it back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from directory.domain.changes import ChangeState
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Status, Wait, WaitStage
from directory.publishing.proposing import undo
from directory.store.changes import get_change
from directory.store.services import get_service

NOW = datetime.now(UTC)
LIVE = "/editors/changes/live"


def wait_of(weeks):
    return (Wait(WaitStage.HELP_STARTS, 2, weeks, said_by=THEY_WHO_RUN_IT, said_on=date.today()),)


def test_what_went_live_is_shown_with_before_and_after_and_old_news_is_not(editor, sent):
    sent(at=NOW - timedelta(days=20), taking_new_people=False)
    sent(waits=wait_of(12))
    sent(summary="We listen.")

    page = editor.open(LIVE)

    assert "2 to 12 weeks before help starts" in page.text
    assert "sam@example.org" in page.text
    assert "Taking new people" not in page.text
    assert "We listen" not in page.text
    assert page.html.count("Take it back") == 1


def test_one_press_takes_it_back_and_a_letter_says_so(editor, inbox, sent, db):
    change = sent(status=Status.TEMPORARILY_CLOSED)
    editor.open(LIVE)

    page = editor.send(f"{LIVE}/{change.id}/undo", reason="They told us\nthat they are open.")

    assert "Taken back. The listing is as it was before, and a letter is on its way" in page.text
    assert get_service(db, "teen-talk").status is Status.ACTIVE
    (letter,) = inbox.to("sam@example.org")
    assert "- Whether it is running" in letter.get_content()
    assert "What they say: They told us that they are open." in letter.get_content()


def test_what_was_taken_back_already_is_said_and_no_letter_goes(editor, inbox, sent, db, keepers):
    change = sent(waits=wait_of(12))
    editor.open(LIVE)
    undo(db, change.id, by=keepers["admin"].known_as, now=NOW)

    page = editor.send(f"{LIVE}/{change.id}/undo")

    assert "Somebody else had taken that back already" in page.text
    assert not inbox.to("sam@example.org")


def test_what_was_changed_again_since_is_not_overwritten(editor, inbox, sent, db):
    first = sent(waits=wait_of(12))
    sent(waits=wait_of(15))

    page = editor.open(LIVE)
    assert "It has been changed again since" in page.text
    page = editor.send(f"{LIVE}/{first.id}/undo")

    assert "That could not be taken back" in page.text
    assert get_service(db, "teen-talk").waits[0].weeks_to == 15
    assert get_change(db, first.id).facts[0].state is ChangeState.LIVE
    assert not inbox.to("sam@example.org")


def test_a_reason_too_long_for_a_letter_is_kept_and_nothing_is_taken_back(editor, sent, db, service):
    line, text = service.contact_points
    change = sent(contact_points=(replace(line, schedules=None), text))
    editor.open(LIVE)

    page = editor.send(f"{LIVE}/{change.id}/undo", reason="w" * 501)

    assert "Say why in at most 500 letters" in page.text
    assert "w" * 501 in page.html
    assert get_change(db, change.id).in_state(ChangeState.LIVE)


def test_an_edit_that_is_not_there_cannot_be_taken_back(editor, service):
    editor.open(LIVE)

    assert editor.send(f"{LIVE}/99/undo").status == 404


def test_a_listing_that_nobody_can_reach_any_more_is_marked(editor, sent, service):
    sent(contact_points=service.contact_points[1:])
    assert "Nobody can be reached from this page now" not in editor.open(LIVE).text

    sent(contact_points=())

    assert "Nobody can be reached from this page now" in editor.open(LIVE).text


def test_what_comes_back_with_a_dead_number_is_said_and_can_be_taken_back_on_its_own(editor, sent, db, service):
    phone, text = service.contact_points
    bad = sent(contact_points=(replace(phone, schedules=()), text))
    dead = sent(contact_points=(text,))
    page = editor.open(LIVE)
    assert "If the later edit is above, take that back first." in page.text

    page = editor.send(f"{LIVE}/{dead.id}/undo", reason="")
    assert "an earlier edit of it as well" in page.text

    page = editor.send(f"{LIVE}/{bad.id}/undo", reason="")
    assert "Taken back. The listing is as it was before" in page.text
    assert phone in get_service(db, service.id).contact_points

"""The pile of edits: late ones first, who answers which, and what was asked back."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.changes import ChangeState, PendingChange, PendingFact
from directory.domain.eligibility import AgeRule
from directory.domain.events import Action
from directory.domain.facts import Change
from directory.domain.risk import Risk
from directory.publishing.owners import give
from directory.store.changes import add_change, get_owners
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.services import save_service
from tests.answers import ask_for_change
from tests.builders import a_service

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=16)


def owner_of(db, change):
    owner = get_owners(db, [change.id]).get(change.id)
    return owner and owner.keeper_id


def take(browser, change, to, held_by=""):
    return browser.send(f"/editors/changes/{change.id}/owner", to=str(to.id), held_by=str(held_by))


def test_the_pile_says_who_sent_what_how_long_ago_and_marks_what_presses(editor, sent):
    sent(by="admin", summary="We listen.")
    sent(at=LONG_AGO, age_rules=(AgeRule(16, 18),), url="https://example.org/new")

    page = editor.open("/editors/changes")

    assert "2 edits wait for an editor, 1 of them for more than five working days" in page.text
    assert page.text.index("sam@example.org") < page.text.index("ada@example.org")
    for mark in ("Late", "May shut somebody out", "New way to reach them", "Ages; Website", "New"):
        assert mark in page.text


def test_the_first_page_counts_both_piles(editor, sent):
    sent(summary="We listen.", taking_new_people=False)

    page = editor.open("/editors")

    assert "Edits to answer 1 waiting" in page.text
    assert "Small news that went live 1 waiting" in page.text


def test_sixty_edits_come_a_page_at_a_time(editor, db, keepers, service):
    fact = PendingFact(Change("summary", None, "We listen."), Risk.REVIEWED, narrows=False, state=ChangeState.WAITING)
    with writing(db):
        for number in range(60):
            save_service(db, a_service(f"Listing {number}", id=f"s{number}"))
            add_change(
                db, PendingChange(id=0, service_id=f"s{number}", made_from=0, made_by="keeper 2", made_at=NOW, facts=(fact,))
            )

    pages = [editor.open(f"/editors/changes?page={number}") for number in (1, 2, 3)]

    assert "60 edits wait" in pages[0].text
    assert [page.html.count("I take this") for page in pages] == [25, 25, 10]
    assert "/editors/changes?page=2" in pages[0].links
    assert editor.open("/editors/changes?page=nonsense").status == 200


def test_an_editor_takes_an_edit_and_finds_it_among_theirs(editor, sent, db, keepers):
    change = sent(summary="We listen.")
    editor.open("/editors/changes")

    page = take(editor, change, keepers["editor"])

    assert "This one is yours now" in page.text
    assert owner_of(db, change) == keepers["editor"].id
    assert "Teen talk" in editor.open("/editors/changes?whose=mine").text
    assert "None of them is like that" in editor.open("/editors/changes?whose=nobody").text
    assert list_events(db, action=Action.TOOK_EDIT)[0][1].facts == (keepers["editor"].known_as,)


def test_an_edit_is_handed_over_by_a_letter(editor, inbox, sent, db, keepers):
    change = sent(summary="We listen.")
    editor.open(f"/editors/changes/{change.id}")

    page = take(editor, change, keepers["admin"])

    assert "Handed over" in page.text
    assert owner_of(db, change) == keepers["admin"].id
    assert inbox.to("ada@example.org")[0]["Subject"] == "An edit is waiting for your answer"
    assert "eve@example.org asks you to answer an edit" in inbox.text()
    assert inbox.link() == f"/editors/changes/{change.id}"


def test_of_two_who_take_an_edit_the_second_is_told(editor, sent, db, keepers):
    change = sent(summary="We listen.")
    editor.open(f"/editors/changes/{change.id}")
    give(db, change.id, keepers["admin"], held_by=None, by=keepers["admin"].known_as, now=NOW)

    page = take(editor, change, keepers["editor"])

    assert "Somebody else has taken this meanwhile" in page.text
    assert owner_of(db, change) == keepers["admin"].id
    take(editor, change, keepers["editor"], held_by=keepers["admin"].id)
    assert owner_of(db, change) == keepers["editor"].id


@pytest.mark.parametrize("to", ["", "x", "99", "provider"])
def test_only_an_editor_can_be_given_an_edit(editor, sent, db, keepers, to):
    change = sent(summary="We listen.")
    editor.open(f"/editors/changes/{change.id}")

    number = keepers[to].id if to in keepers else to
    page = editor.send(f"/editors/changes/{change.id}/owner", to=str(number))

    assert "Choose somebody to hand it over to" in page.text
    assert owner_of(db, change) is None


def test_what_was_asked_back_waits_apart(editor, sent, db):
    change = sent(summary="We listen.")
    ask_for_change(db, change.id, reason="To whom do you listen?", by="keeper 9", now=NOW)

    page = editor.open("/editors/changes")

    assert "No edit waits for an editor" in page.text
    assert "To whom do you listen?" in page.text.partition("Asked back")[2]

"""Claims of a listing, on the desk."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.keepers import Claim
from directory.store.database import writing
from directory.store.invitations import add_claim, get_claim


@pytest.fixture
def claim(db, service):
    made_at = datetime.now(UTC) - timedelta(days=2)
    with writing(db):
        add_claim(db, Claim(id=0, service_id=service.id, email="pat@example.org", work="Youth worker", made_at=made_at))


def test_a_claim_is_shown_with_who_makes_it(editor, claim):
    page = editor.open("/editors/claims")

    assert "pat@example.org: Youth worker" in page.text
    assert "2 days ago" in page.text
    assert "Never use one from this claim" in editor.open("/editors/claims/1").text


def test_a_call_that_proves_it_sends_an_invitation(editor, claim, inbox):
    editor.open("/editors/claims/1")

    page = editor.send("/editors/claims/1/prove", rang="01632 960001", found_at="the charity register")

    assert "Proved." in page.text
    assert "rang 01632 960001, found at: the charity register" in page.text
    assert inbox.to("pat@example.org")[-1]["Subject"].startswith("Keep the listings of Harbour Youth")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"rang": "", "found_at": "the register"}, "Say which number you rang"),
        ({"rang": "01632 960001", "found_at": ""}, "Say where you found the number"),
        ({"rang": "01632 960001", "found_at": "w" * 501}, "Use at most 500 letters. You have used 501."),
    ],
)
def test_without_a_call_nobody_is_let_in_and_what_was_typed_stays(editor, claim, inbox, typed, says):
    editor.open("/editors/claims/1")

    page = editor.send("/editors/claims/1/prove", **typed)

    assert says in page.text
    assert page.all("input", name="rang")[0]["value"] == typed["rang"]
    assert inbox.all() == []


def test_a_claim_is_declined_with_a_reason_by_letter(editor, claim, inbox, db):
    editor.open("/editors/claims/1")
    assert "Say why" in editor.send("/editors/claims/1/decline", note="").text
    assert "You have used 501." in editor.send("/editors/claims/1/decline", note="w" * 501).text

    editor.send("/editors/claims/1/decline", note="Nobody there knows you.")

    assert "Nobody there knows you." in inbox.text()
    assert get_claim(db, 1).state == "declined"


def test_an_answered_claim_is_not_answered_again(editor, claim):
    editor.open("/editors/claims/1")
    editor.send("/editors/claims/1/decline", note="Nobody there knows you.")

    page = editor.send("/editors/claims/1/prove", rang="01632 960001", found_at="the charity register")

    assert "This claim has been answered" in page.text
    assert "You wanted to say: 01632 960001, the charity register" in page.text

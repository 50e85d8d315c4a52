"""An edit answered fact by fact with one press, and one letter for all of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from directory.domain.changes import ChangeState
from directory.domain.eligibility import AgeRule
from directory.domain.events import Action
from directory.domain.keepers import Role
from directory.editors.changes_form import key_of
from directory.publishing.editing import publish_edit
from directory.store.changes import get_change
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.keepers import save_keeper
from directory.store.organisations import get_organisation, save_organisation
from directory.store.services import get_service
from directory.store.versions import latest_version
from tests.answers import decline
from tests.editors.changes.conftest import typed_into

NOW = datetime.now(UTC)
THREE = {"summary": "We listen to anyone.", "description": "A long one.", "while_you_wait": "Draw something."}
ANSWERS = {
    "summary": "approve",
    "description": ("ask", "Which days is it open?"),
    "while_you_wait": ("decline", "It is too short to help."),
}


@pytest.fixture
def now_says(db):
    return lambda: get_service(db, "teen-talk")


@pytest.fixture
def states(db):
    return lambda change: {fact.field: fact.state for fact in get_change(db, change.id).facts}


@pytest.fixture
def published(db, keepers, now_says):
    """An admin's own edit, public at once."""

    def publish(**facts):
        made_from = latest_version(db, "teen-talk")
        publish_edit(db, replace(now_says(), **facts), made_from=made_from, by=keepers["admin"].known_as, now=NOW)

    return publish


@pytest.fixture
def declined(db, keepers):
    """An admin says no to a fact."""

    def say(change, field):
        by = keepers["admin"].known_as
        decline(db, change.id, by=by, now=NOW, fields=[field], reason="Theirs: it is wrong.")

    return say


@pytest.fixture
def new_number(sent, service):
    line, text = service.contact_points
    return sent(contact_points=(replace(line, value="01632 960777"), text))


def test_an_edit_shows_before_and_after_and_what_the_sender_says(editor, sent, published):
    published(summary="We listen to teenagers.")
    change = sent(summary="We listen to anyone.", note="Since May.")

    page = editor.open(f"/editors/changes/{change.id}")

    assert "Since May." in page.text
    assert "sam@example.org" in page.text
    assert "<del>teenagers.</del>" in page.html
    assert "<ins>anyone.</ins>" in page.html


def test_one_press_answers_every_fact(review, sent, now_says, states, db):
    change = sent(**THREE)

    page = review(change, ANSWERS)

    assert "Answered. A letter is on its way" in page.text
    assert (now_says().summary, now_says().description) == ("We listen to anyone.", None)
    assert set(states(change).values()) == {ChangeState.APPROVED, ChangeState.ASKED, ChangeState.DECLINED}
    done = [(event.action, event.facts) for _, event in list_events(db)]
    assert (Action.DECLINED, ("while_you_wait",)) in done


def test_one_letter_tells_the_sender_of_every_answer(review, inbox, sent):
    review(sent(**THREE, age_rules=(AgeRule(13, 18),)), ANSWERS)

    (letter,) = inbox.to("sam@example.org")
    text = letter.get_content().replace("\r\n", "\n")
    assert letter["Subject"] == "Our answer about Teen talk"
    assert "Public now:\n- What it is, in one sentence\n" in text
    assert "- More about it. Which days is it open?\n" in text
    assert "- While you wait. It is too short to help.\n" in text
    assert "still looking at:\n- Ages\n" in text
    assert 'searches say "ask first' in text
    assert "/manage/services/teen-talk" in text


def test_who_has_left_gets_no_letter_and_the_editor_hears_that(review, inbox, sent, db, keepers):
    change = sent(summary="We listen.")
    with writing(db):
        save_keeper(db, replace(keepers["provider"], left_at=NOW))

    page = review(change, {"summary": "approve"})

    assert "no letter was sent" in page.text
    assert not inbox.to("sam@example.org")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("decline", " "), "say why. They read it in our letter"),
        (("ask", ""), "say why. They read it in our letter"),
        (("decline", "w" * 1001), "use at most 1,000 letters"),
        ("later", "Choose an answer for at least one of the facts"),
        ("perhaps", "Choose an answer for at least one of the facts"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_answered(review, sent, states, answer, said):
    change = sent(summary="We listen.", description="A long one.")

    page = review(change, {"summary": answer, "description": ("later", "Kept for me.")})

    assert said in page.text
    assert page.title.startswith("Error: ")
    assert set(states(change).values()) == {ChangeState.WAITING}
    assert "Kept for me." in page.html


def test_a_new_number_is_approved_only_through_one_we_had(review, new_number, now_says, states, db):
    field = "contact_points/line/value"

    page = review(new_number, {field: "approve"})
    assert "choose the number or address by which you asked them" in page.text
    page = review(new_number, {field: "approve"}, through="01632 960777")
    assert "choose the number or address by which you asked them" in page.text
    assert now_says().contact_points[0].value == "01632 960001"

    review(new_number, {field: "approve"}, through="07700 900001")
    assert now_says().contact_points[0].value == "01632 960777"
    assert get_change(db, new_number.id).facts[0].confirmed_through == "07700 900001"


def test_where_else_the_old_number_stands_is_said_before_and_after_it_is_approved(editor, review, sent, published, service):
    published(advice_line="Ring +44 1632 960 001, weekdays", description="Not 01632 960002.")
    line, text = service.contact_points
    change = sent(contact_points=(replace(line, value="01632 960777"), text))

    page = editor.open(f"/editors/changes/{change.id}")
    assert "The old one, 01632 960001, stands elsewhere in this listing too." in page.text
    assert any(address.endswith("/facts/advice") for address in page.links)

    review(change, {"contact_points/line/value": "approve"}, through="07700 900001")
    assert "still stands elsewhere in this listing." in editor.open(f"/editors/changes/{change.id}").text
    published(advice_line="Ring 01632 960777, weekdays")
    assert "The old one" not in editor.open(f"/editors/changes/{change.id}").text


def test_what_the_same_edit_takes_the_old_number_out_of_is_not_named(editor, sent, published, service):
    published(advice_line="Ring 01632 960001, weekdays")
    line, text = service.contact_points
    change = sent(contact_points=(replace(line, value="01632 960777"), text), advice_line="Ring 01632 960777, weekdays")

    assert "The old one" not in editor.open(f"/editors/changes/{change.id}").text


def test_the_numbers_to_choose_from_are_those_we_had(editor, new_number, db, service):
    with writing(db):
        organisation = get_organisation(db, service.organisation_id)
        save_organisation(db, replace(organisation, email="office@example.org"))

    page = editor.open(f"/editors/changes/{new_number.id}")

    options = page.html.partition("Not asked yet")[2].partition("</select>")[0]
    assert {"01632 960001", "07700 900001", "office@example.org"} <= set(options.replace(">", "<").split("<"))
    assert "960777" not in options


def test_where_we_hold_no_number_the_editor_is_told_what_to_do(editor, review, sent, published):
    published(contact_points=(), url=None)
    change = sent(url="https://example.org/teens")

    assert "Look for one yourself, in a public register" in editor.open(f"/editors/changes/{change.id}").text
    assert "we hold no number or address by which to ask them" in review(change, {"url": "approve"}).text


def test_what_an_edit_does_to_people_is_said(editor, sent):
    change = sent(age_rules=(AgeRule(13, 17),))

    page = editor.open(f"/editors/changes/{change.id}")

    assert "People aged 11 to 12 and 18 could not use it any more." in page.text


def test_what_somebody_else_has_changed_is_shown_beside_it_and_may_be_overruled(editor, review, sent, published, now_says):
    change = sent(summary="We listen to anyone.")
    published(summary="An admin wrote this.")

    page = editor.open(f"/editors/changes/{change.id}")
    assert "An admin wrote this." in page.text
    assert "The listing has changed since they sent this" in page.text

    review(change, {"summary": "approve"})
    assert now_says().summary == "We listen to anyone."


def test_what_is_public_already_is_said(editor, sent, published):
    change = sent(summary="We listen to anyone.")
    published(summary="We listen to anyone.")

    assert "This is public already" in editor.open(f"/editors/changes/{change.id}").text


def test_what_changes_while_the_editor_reads_is_never_overwritten_unseen(editor, sent, published, now_says, states):
    change = sent(summary="We listen to anyone.", description="A long one.")
    address = f"/editors/changes/{change.id}"
    typed = typed_into(editor.open(address), {"summary": "approve", "description": ("decline", "It is too long.")})
    published(summary="An admin wrote this.")

    page = editor.send(address, **typed)

    assert "Somebody has changed the listing since you opened this page" in page.text
    assert "An admin wrote this." in page.text
    assert "It is too long." in page.html
    assert set(states(change).values()) == {ChangeState.WAITING}
    assert now_says().summary == "An admin wrote this."

    editor.send(address, **typed_into(page, {"summary": "approve"}))
    assert now_says().summary == "We listen to anyone."


def test_another_editors_answer_meanwhile_is_said_and_no_word_is_lost(editor, sent, states, declined, inbox):
    change = sent(summary="We listen to anyone.", description="A long one.")
    address = f"/editors/changes/{change.id}"
    answers = {"summary": ("decline", "Mine: it is vague."), "description": ("ask", "Mine: which days?")}
    typed = typed_into(editor.open(address), answers)
    declined(change, "summary")

    page = editor.send(address, **typed)

    assert "A part of this was answered, sent again or taken back meanwhile" in page.text
    assert "Declined by ada@example.org" in page.text
    assert "Theirs: it is wrong." in page.text
    assert "You wanted to say: Decline it: leave it as it is. Mine: it is vague." in page.text
    assert "Mine: which days?" in page.html
    assert states(change)["description"] is ChangeState.WAITING
    assert not inbox.to("sam@example.org")


def test_what_was_sent_again_meanwhile_is_not_answered_unseen(editor, sent, states):
    change = sent(summary="We lisen.")
    address = f"/editors/changes/{change.id}"
    typed = typed_into(editor.open(address), {"summary": ("ask", "Is it spelled so?")})
    again = sent(summary="We listen.")

    page = editor.send(address, **typed)

    assert "Sent again since, in another edit" in page.text
    assert "Is it spelled so?" in page.text
    assert states(again) == {"summary": ChangeState.WAITING}


def test_an_edit_answered_to_the_end_meanwhile_still_shows_the_words(editor, sent, declined):
    change = sent(summary="We listen to anyone.")
    address = f"/editors/changes/{change.id}"
    typed = typed_into(editor.open(address), {"summary": ("decline", "Mine: it is vague.")})
    declined(change, "summary")

    page = editor.send(address, **typed)

    assert "Mine: it is vague." in page.text
    assert "Nothing of this waits any more" in page.text


def test_a_change_of_a_number_that_is_gone_cannot_be_approved(editor, review, new_number, published, states):
    published(contact_points=())

    page = editor.open(f"/editors/changes/{new_number.id}")
    assert "not on the listing any more" in page.text
    assert "approve" not in {one["value"] for one in page.all("input", type="radio")}

    field = "contact_points/line/value"
    page = review(new_number, {field: "approve"}, through="07700 900001")
    assert "it is not on the listing any more, so it cannot be approved" in page.text
    assert states(new_number) == {field: ChangeState.WAITING}


def test_nobody_answers_their_own_edit_where_another_editor_can(review, sent, db, keepers, states):
    change = sent(by="editor", summary="We listen.")

    page = review(change, {"summary": "approve"})
    assert "You sent this yourself" in page.text
    assert states(change) == {"summary": ChangeState.WAITING}

    with writing(db):
        save_keeper(db, replace(keepers["admin"], role=Role.PROVIDER))
    review(change, {"summary": "approve"})
    assert states(change) == {"summary": ChangeState.APPROVED}


def test_an_asked_for_change_can_still_be_answered(review, sent, states):
    change = sent(summary="We listen.")
    review(change, {"summary": ("ask", "To whom?")})
    review(change, {"summary": "approve"})

    assert states(change) == {"summary": ChangeState.APPROVED}


def test_an_edit_that_is_not_there_is_said_so(editor):
    assert editor.open("/editors/changes/99").status == 404
    editor.open("/editors")
    assert editor.send("/editors/changes/99").status == 404


def test_the_keys_of_facts_differ():
    assert key_of("contact_points/line/value") != key_of("contact_points/text/value")


def test_a_button_pressed_twice_says_that_it_was_answered(editor, sent, states, inbox):
    change = sent(summary="We listen to anyone.", description="A long one.")
    address = f"/editors/changes/{change.id}"
    typed = typed_into(editor.open(address), {"summary": "approve", "description": ("ask", "Which days?")})

    for _ in range(2):
        page = editor.send(address, **typed)

        assert "Answered. A letter is on its way" in page.text
        assert "nothing of yours" not in page.text
    assert states(change)["summary"] is ChangeState.APPROVED
    assert len(inbox.to("sam@example.org")) == 1


def test_another_answer_of_the_same_editor_is_not_taken_for_the_first(editor, sent, states):
    change = sent(summary="We listen to anyone.")
    address = f"/editors/changes/{change.id}"
    page = editor.open(address)
    editor.send(address, **typed_into(page, {"summary": ("decline", "It is vague.")}))

    page = editor.send(address, **typed_into(page, {"summary": "approve"}))

    assert "A part of this was answered" in page.text
    assert states(change)["summary"] is ChangeState.DECLINED


def test_another_edit_that_asks_for_something_else_of_a_fact_is_shown_beside_it(editor, sent):
    mine = sent(summary="We listen to anyone.", while_you_wait="Draw something.")
    theirs = sent(by="provider of another organisation", summary="We walk and talk.", while_you_wait="Draw something.")

    page = editor.open(f"/editors/changes/{mine.id}")

    assert page.text.count("Another edit that waits asks for something else here.") == 1
    assert "“We walk and talk.”" in page.text
    assert "ann@example.org" in page.text
    assert f"/editors/changes/{theirs.id}" in page.links

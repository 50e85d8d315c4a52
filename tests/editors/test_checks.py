"""Ring, tick, save, and on to the next: what an editor sees and what is written down."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.crisis import CRISIS_LINES
from directory.domain.services import Channel, ContactPoint, Wait, WaitStage
from directory.publishing.editing import publish_edit
from directory.store.checks import get_checks, save_check
from directory.store.crisis_lines import save_crisis_lines
from directory.store.database import writing
from directory.store.reminders import begin_reminder
from directory.store.services import get_service, save_service
from tests.builders import a_service, an_organisation

LONG_AGO = date(2024, 1, 2)


@pytest.fixture
def overdue(db, listed):
    """A crisis team, and a listing with facts from prose, of two organisations; nobody keeps the first."""
    listed(
        a_service("Urgent help", slug="urgent-help", nhs_role="crisis-team", organisation_id="trust", published_on=LONG_AGO,
                  contact_points=(ContactPoint("u", Channel.PHONE, "01632 960111"),)),
        organisation=an_organisation("The Trust", id="trust", slug="the-trust"),
    )  # fmt: skip
    return listed(
        a_service("Quiet room", slug="quiet-room", published_on=LONG_AGO, unconfirmed=frozenset({"age_rules", "cost"}),
                  contact_points=(ContactPoint("q", Channel.PHONE, "01632 960222"),),
                  waits=(Wait(WaitStage.HELP_STARTS, 2, 4, "a leaflet", LONG_AGO),))
    )  # fmt: skip


@pytest.fixture
def told(db):
    return lambda service: [(one.scope.value, one.outcome.value) for one in get_checks(db, [service.id])[service.id]]


def test_crisis_help_comes_first_and_says_how_late(editor, overdue):
    page = editor.get("editors.list_checks")

    assert page.text.index("Urgent help") < page.text.index("Quiet room")
    assert "Crisis help" in page.text
    assert "Wait: " in page.text
    assert "months" in page.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"who": "nobody"}, True),
        ({"scope": "wait"}, False),
        ({"who": "crisis"}, True),
        ({"who": "silent"}, False),
        ({"who": "rubbish", "page": "x"}, True),
    ],
)
def test_the_list_is_narrowed_by_whose_and_by_what(editor, overdue, asked, shown):
    assert ("Urgent help" in editor.get("editors.list_checks", **asked).text) is shown


def test_whoever_did_not_answer_three_letters_is_a_pile_of_its_own(editor, overdue, db):
    with writing(db):
        for on in (date(2025, 1, 2), date(2025, 4, 3), date(2025, 10, 2)):
            begin_reminder(db, overdue.organisation_id, [overdue.id], on)

    page = editor.get("editors.list_silent")
    assert "Three letters without an answer" in page.text
    assert "Urgent help" not in page.text
    assert "Nobody answers 1 waiting" in editor.get("editors.home").text


def test_one_press_confirms_everything_and_leads_to_the_next(editor, overdue, told, db):
    editor.get("editors.ring", slug="quiet-room")
    page = editor.send("/editors/checks/quiet-room", act="right", made_from="0")

    assert told(overdue) == [("contact", "confirmed"), ("eligibility", "confirmed"), ("wait", "confirmed")]
    assert get_service(db, overdue.id).unconfirmed == frozenset()
    assert "Saved: Quiet room. This is the next one." in page.text
    assert "Check: " in page.title


def test_nobody_answers_in_one_press_however_often_it_is_pressed(editor, overdue, told):
    editor.get("editors.ring", slug="quiet-room")
    editor.send("/editors/checks/quiet-room", act="no-answer", rang="0")
    editor.send("/editors/checks/quiet-room", act="no-answer", rang="0")

    assert told(overdue) == [("all", "no answer")]
    assert "Nobody answered 1 call" in editor.get("editors.ring", slug="quiet-room").text
    assert "1 time, last" in editor.get("editors.list_checks").text


def test_what_has_changed_leads_to_changing_it(editor, overdue, told):
    editor.get("editors.ring", slug="quiet-room")
    ticked = {"contact": "changed", "eligibility": "right", "method": "their website", "confirms": ["age_rules"]}
    page = editor.send("/editors/checks/quiet-room", act="save", made_from="0", **ticked)

    assert told(overdue) == [("contact", "changed"), ("eligibility", "confirmed")]
    assert "Now change what is not right any more" in page.text
    assert any("/manage/services/quiet-room" in link for link in page.links)


def test_an_empty_sheet_is_sent_back_with_what_to_do(editor, overdue, told):
    editor.get("editors.ring", slug="quiet-room")
    page = editor.send("/editors/checks/quiet-room", act="save", made_from="0")

    assert "Say for at least one part" in page.text
    assert page.title.startswith("Error:")
    assert told(overdue) == []


def test_nobody_confirms_a_number_that_was_changed_while_they_rang(editor, overdue, told, db):
    editor.get("editors.ring", slug="quiet-room")
    phone = replace(overdue.contact_points[0], value="01632 960333")
    publish_edit(
        db, replace(overdue, contact_points=(phone,)), made_from=0, by="x", now=editor.app.extensions["directory"].now()
    )
    page = editor.send("/editors/checks/quiet-room", act="save", contact="right", made_from="0")

    assert "Somebody has changed this listing" in page.text
    assert "01632 960333" in page.text
    assert told(overdue) == []


def test_the_last_one_of_the_day_leads_back_to_the_list(editor, overdue, db):
    with writing(db):
        for service_id in [row["id"] for row in db.query("SELECT id FROM services WHERE id <> ?", [overdue.id])]:
            today = editor.app.extensions["directory"].now().date()
            save_check(db, service_id, Check(CheckScope.ALL, today, "x", CheckMethod.RANG, CheckOutcome.NO_ANSWER))
    editor.get("editors.ring", slug="quiet-room")

    assert "the last one on this list" in editor.send("/editors/checks/quiet-room", act="right", made_from="0").text


def test_paper_has_numbers_facts_and_boxes(editor, overdue):
    page = editor.get("editors.print_checks")

    assert "01632 960222" in page.text
    assert "☐ still right" in page.text


def test_nobody_is_asked_to_ring_a_line_that_people_in_danger_need(editor, overdue, db):
    with writing(db):
        save_crisis_lines(db, CRISIS_LINES)
        save_service(db, replace(overdue, contact_points=(ContactPoint("c", Channel.PHONE, "0800 1111"),)))
    sheet, paper = editor.get("editors.ring", slug="quiet-room"), editor.get("editors.print_checks")

    assert "Do not ring this line" in sheet.text
    assert "Rang, no answer" not in sheet.text
    assert sheet.links.count("tel:08001111") == 1  # at the top, as on every page
    assert "Do not ring this line" in paper.text
    assert "say at once that it is only a check" in editor.get("editors.ring", slug="urgent-help").text


def test_a_listing_that_is_not_there_is_said_so(editor):
    assert editor.get("editors.ring", slug="nothing").status == 404


def test_what_nobody_has_told_us_is_never_confirmed_and_stays_due(editor, overdue, told, db):
    nothing = {"age_rules": None, "needs": None, "audiences": None, "how": None, "routes": None, "catchment": None}
    with writing(db):
        save_service(db, replace(overdue, **nothing, waits=(), unconfirmed=frozenset()))
    editor.get("editors.ring", slug="quiet-room")
    refused = editor.send("/editors/checks/quiet-room", act="save", eligibility="right", made_from="0")
    page = editor.send("/editors/checks/quiet-room", act="right", made_from="0")

    assert "We are told nothing under “Who it is for”" in refused.text
    assert "Parts that say only “not told us” stay due" in page.text
    assert "eligibility" not in dict(told(overdue))
    assert dict(told(overdue))["contact"] == "confirmed"


def test_a_second_press_of_the_same_sheet_is_stored_once(editor, overdue, told):
    editor.get("editors.ring", slug="quiet-room")
    for _ in range(2):
        page = editor.send("/editors/checks/quiet-room", act="right", made_from="0", checks="0")

    assert "Saved: Quiet room." in page.text
    assert len(told(overdue)) == 3


def test_a_second_editor_is_told_who_has_just_checked_it_and_may_save_all_the_same(
    editor, sign_in, another_browser, overdue, told
):
    first, second = editor, sign_in(another_browser, "admin")
    second.get("editors.ring", slug="quiet-room")
    first.get("editors.ring", slug="quiet-room")
    first.send("/editors/checks/quiet-room", act="right", made_from="0", checks="0")

    page = second.send("/editors/checks/quiet-room", act="right", made_from="0", checks="0")
    assert "eve@example.org has just checked this listing" in page.text
    assert len(told(overdue)) == 3
    assert "has just checked this listing" in second.get("editors.ring", slug="quiet-room").text

    newest = page.all("input", name="made_from")[0]["value"]
    second.send("/editors/checks/quiet-room", act="right", made_from=newest, checks="3")
    assert len(told(overdue)) == 6

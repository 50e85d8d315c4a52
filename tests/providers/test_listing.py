"""A listing kept right in two minutes: all still right, small news at once, the rest to an editor."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from directory.accounts.reminder_letters import write_reminder
from directory.domain.changes import ChangeState
from directory.domain.checks import CheckMethod, CheckScope
from directory.domain.services import Status, Threshold
from directory.publishing.editing import publish_edit
from directory.store.changes import get_changes
from directory.store.checks import get_checks
from directory.store.database import writing
from directory.store.keepers import save_keeper
from directory.store.organisations import get_organisation
from directory.store.services import get_service
from directory.store.versions import get_versions, latest_version
from directory.web.filters import day
from tests.answers import approve
from tests.builders import a_service

LIVE_PAGES = ("", "/yearly", "/hours/line", "/waits", "/closed", "/new-people", "/dead/line", "/alert")
REVIEWED_PAGES = (
    "/contact/line", "/contact", "/facts/what", "/facts/who", "/facts/next", "/facts/say", "/ages", "/told"
)  # fmt: skip
WEEK = {f"day{number}": "" for number in range(7)}


def state(db):
    """All that a press could change."""
    return (
        get_service(db, "teen-talk"), get_versions(db, "teen-talk"), get_changes(db, "teen-talk"),
        get_checks(db, ["teen-talk"]),
    )  # fmt: skip


def newest(db):
    return latest_version(db, "teen-talk")


def scopes_checked(db):
    return {check.scope for check in get_checks(db, ["teen-talk"])["teen-talk"]}


def test_the_first_page_leads_to_each_listing(browser, keepers):
    page = browser.sign_in("sam@example.org")

    assert "/manage/services/teen-talk" in page.links
    assert "/manage/services/boathouse" not in page.links
    assert "It is time to look again" in page.text


def test_a_listing_shows_todays_facts_and_what_can_be_done_with_each(browser, desk):
    page = browser.open(desk)

    assert "Monday to Friday, 9am to 5pm" in page.text
    assert "2 to 4 weeks before help starts" in page.text
    assert {f"{desk}/hours/line", f"{desk}/dead/line", f"{desk}/contact/line", f"{desk}/waits"} <= set(page.links)


def test_a_letter_and_one_press_record_that_all_is_still_right(browser, inbox, db, keepers, service):
    room, now = browser.app.extensions["post_room"], datetime.now(UTC)
    organisation = get_organisation(db, service.organisation_id)
    room.send(write_reminder(db, room.letters, keepers["provider"], organisation, [service], now=now))

    browser.open(inbox.link())
    page = browser.send(f"{inbox.link()}/right")

    assert "still right today" in page.text
    assert not browser.cookie
    assert scopes_checked(db) == {CheckScope.CONTACT, CheckScope.WAIT}
    check = get_checks(db, [service.id])[service.id][0]
    assert (check.checked_by, check.method) == ("the people who run it", CheckMethod.TOLD_US)
    assert get_service(db, service.id).waits[0].said_on == check.checked_on


def test_looking_at_any_page_changes_nothing(browser, db, reminder):
    before = state(db)

    for path in LIVE_PAGES:
        assert browser.open(reminder + path).status == 200
    for method in ("GET", "HEAD"):
        for path in ("/right", "/yearly/right", "/undo/1"):
            assert (
                browser.client.open(reminder + path, method=method, base_url="https://directory.example.org").status_code
                == 405
            )

    assert state(db) == before


@pytest.mark.parametrize("path", [*LIVE_PAGES, *REVIEWED_PAGES])
def test_every_page_is_whole_for_those_signed_in(browser, desk, path):
    assert browser.open(desk + path).status == 200


@pytest.mark.parametrize("path", REVIEWED_PAGES)
def test_a_reminders_link_opens_nothing_that_waits_for_review(browser, reminder, path):
    assert browser.open(reminder + path).status == 404


def test_new_hours_are_public_on_the_next_request_and_can_be_taken_back(browser, desk, db):
    page = browser.send(f"{desk}/hours/line", **WEEK | {"day0": "10am to 12:30pm and 2pm to 6pm", "bank_holidays": "no"})

    assert "Public now: The hours of 01632 960001" in page.text
    assert "Monday, 10am to 12:30pm" in browser.open("/services/teen-talk").text
    number = get_changes(db, "teen-talk")[-1].id
    page = browser.send(f"{desk}/undo/{number}")
    assert "Taken back" in page.text
    assert "Monday to Friday, 9am to 5pm" in browser.open("/services/teen-talk").text


def test_new_hours_may_come_by_a_reminders_link(browser, reminder):
    browser.send(f"{reminder}/hours/line", **WEEK | {"day6": "all day"})

    assert "Sunday, all day and night" in browser.open("/services/teen-talk").text


def test_a_new_number_is_not_public_until_an_editor_confirms_it(browser, desk, db, keepers, later):
    page = browser.send(f"{desk}/contact/line", value="01632 960777", label="")
    shown = browser.open("/services/teen-talk").text
    change = get_changes(db, "teen-talk")[-1]

    assert "Not public yet" in page.text
    assert "first asks you by a number or address that we had before" in page.text
    assert "960777" not in shown
    assert "01632 960001" in shown
    approve(db, change.id, by="keeper 9", now=datetime.now(UTC), confirmed_through="07700 900001")
    assert "960777" in browser.open("/services/teen-talk").text.replace(" ", "")


def test_the_day_they_expect_to_open_again_is_public_at_once_until_it_has_come(browser, desk, db, later):
    on = datetime.now(UTC).date() + timedelta(days=10)
    browser.send(f"{desk}/closed", closed="yes", opens_again_on=on.isoformat())
    said = f"They expect to open again on {day(on)}."

    assert said in browser.open("/services/teen-talk").text
    browser.send(f"{desk}/closed", closed="no", opens_again_on=on.isoformat())
    assert get_service(db, "teen-talk").opens_again_on is None
    browser.send(f"{desk}/closed", closed="yes", opens_again_on=on.isoformat())
    browser.send(f"{desk}/undo/{get_changes(db, 'teen-talk')[-1].id}")
    assert get_service(db, "teen-talk").opens_again_on is None


def test_a_day_to_open_again_that_has_come_is_asked_about_and_not_shown(browser, pages, db, service):
    gone = replace(service, status=Status.TEMPORARILY_CLOSED, opens_again_on=date(2026, 1, 5))
    publish_edit(db, gone, made_from=newest(db), by="test", now=datetime.now(UTC))

    assert "You expected to open again on 5 January 2026. Are you open?" in browser.open(pages).text
    assert "expect to open again" not in browser.open("/services/teen-talk").text


def test_every_other_keeper_hears_of_a_new_number_once_an_hour(browser, desk, db, keepers, service):
    inbox = browser.inbox
    with writing(db):
        save_keeper(
            db, replace(keepers["provider of another organisation"], organisations=frozenset({service.organisation_id}))
        )
    for value in ("hepl@example.org", "help@example.org"):
        browser.send(f"{desk}/contact", channel="email", value=value, label="")

    assert [one["Subject"] for one in inbox.to("ann@example.org")] == ["A new way to reach Teen talk was sent to us"]
    assert len(inbox.to("sam@example.org")) == 1


def test_a_wait_that_jumps_is_asked_twice(browser, desk, db):
    page = browser.send(f"{desk}/waits", from2="20", to2="40")
    mark = page.all("input", name="told_twice")[0]["value"]

    assert "more than four times as long" in page.text
    assert get_service(db, "teen-talk").waits[0].weeks_to == 4
    other = browser.send(f"{desk}/waits", from2="30", to2="60", told_twice=mark)
    assert "more than four times as long" in other.text
    browser.send(f"{desk}/waits", from2="20", to2="40", told_twice=mark)
    assert get_service(db, "teen-talk").waits[0].weeks_to == 40


def test_small_news_is_public_at_once(browser, reminder, db):
    ends = (datetime.now(UTC) + timedelta(days=9)).date()

    browser.send(f"{reminder}/closed", closed="yes")
    browser.send(f"{reminder}/new-people", taking="no")
    browser.send(f"{reminder}/dead/text")
    browser.send(f"{reminder}/alert", sentence="phones-down", ends_on=f"{ends.day}/{ends.month}/{ends.year}")

    service = get_service(db, "teen-talk")
    assert (service.status.value, service.taking_new_people) == ("temporarily closed", False)
    assert [point.id for point in service.contact_points] == ["line"]
    assert service.alert.ends_on == ends
    shown = browser.open("/services/teen-talk").text
    assert "Our phones are not working" in shown
    assert "07700" not in shown


def test_an_alert_can_be_ended(browser, desk, db):
    ends = datetime.now(UTC).date().isoformat()
    browser.send(f"{desk}/alert", sentence="slow-replies", ends_on=ends)
    assert "We are slower to reply than usual" in browser.open("/services/teen-talk").text
    page = browser.open(f"{desk}/alert")
    none = page.all("input", type="radio")[-1]["value"]
    browser.send(f"{desk}/alert", sentence=none)

    assert get_service(db, "teen-talk").alert is None


def test_an_age_that_leaves_somebody_out_waits_and_searches_say_ask_first(browser, desk, db):
    page = browser.send(f"{desk}/ages", minimum="13", maximum="18")

    assert "this may have changed" in page.text
    service = get_service(db, "teen-talk")
    assert service.age_rules[0].minimum == 11
    assert service.may_have_changed


def test_two_at_once_are_shown_both_sides_and_lose_no_words(browser, desk, db, service):
    started = newest(db)
    theirs = replace(service, summary="Theirs, a sentence.")
    publish_edit(db, theirs, made_from=started, by="keeper 9", now=datetime.now(UTC))
    page = browser.send(f"{desk}/facts/what", summary="Mine, another one.", description="", made_from=str(started))

    assert "Somebody else has just changed this too" in page.text
    assert "Theirs, a sentence." in page.text
    assert "Mine, another one." in page.text
    browser.send(
        f"{desk}/facts/what", summary="Both.", description="", made_from=page.all("input", name="made_from")[0]["value"]
    )
    assert get_changes(db, "teen-talk")[-1].in_state(ChangeState.WAITING)[0].change.after == "Both."


def test_all_still_right_is_not_taken_of_a_listing_that_has_changed_meanwhile(browser, desk, db):
    started = newest(db)
    browser.send(f"{desk}/hours/line", **WEEK | {"day0": "10am to 4pm"})
    page = browser.send(f"{desk}/right", made_from=str(started))

    assert "Somebody has changed this since you opened it" in page.text
    assert scopes_checked(db) == set()


def test_once_a_year_who_it_is_for_is_confirmed_on_a_screen_of_its_own(browser, desk, db):
    page = browser.open(f"{desk}/yearly")
    assert "People aged 11 to 18" in page.text
    page = browser.send(f"{desk}/yearly/right", made_from=str(newest(db)))

    assert "who it is for is still right" in page.text
    assert scopes_checked(db) == {CheckScope.ELIGIBILITY}


def test_a_press_on_hours_leaves_the_yearly_look_due(browser, desk, db):
    browser.send(f"{desk}/yearly/right", made_from=str(newest(db)))
    with writing(db):
        db.execute("UPDATE checks SET checked_on = '2024-05-01'")
        db.execute("UPDATE services SET published_on = '2024-01-02'")
    page = browser.send(f"{desk}/right", made_from=str(newest(db)))

    assert "Who it is for: checked 1 May 2024" in page.text
    assert "The yearly look is due" in page.text
    assert "more than a year ago" in browser.open(f"{desk}/yearly").text
    first = browser.open("/manage")
    assert "The yearly look is due" in first.text
    assert "It is time to look again" not in first.text


def test_news_that_was_changed_again_is_not_said_to_be_public(browser, desk, db):
    browser.send(f"{desk}/hours/line", **WEEK | {"day0": "10am to 4pm"})
    page = browser.send(f"{desk}/hours/line", **WEEK | {"day0": "11am to 3pm"})

    assert page.text.count("Public now:") == 1
    assert "was Monday to Friday, 9am to 5pm, then Monday, 10am to 4pm" in page.text
    assert len([one for one in page.all("form") if "/undo/" in one["action"]]) == 1
    assert page.html.index("All still right</button>") < page.html.index("What was changed lately")


def test_a_number_that_was_taken_away_is_named_and_a_new_one_is_asked_for(browser, desk):
    page = browser.send(f"{desk}/dead/text")

    assert "07700 900001: taken away." in page.text
    assert "Is there a new one? Add it" in page.text
    assert "Is there a new one?" not in browser.open(desk).text


def test_whoever_came_by_a_letter_is_asked_to_sign_in_for_a_new_number(browser, reminder):
    assert "Is there a new one? Sign in and add it." in browser.send(f"{reminder}/dead/text").text


def test_hours_past_midnight_are_asked_about_once(browser, desk, db):
    typed = WEEK | {"day0": "9am to 5am"}
    page = browser.send(f"{desk}/hours/line", **typed)
    assert "goes on past midnight. Do you mean that?" in page.text
    assert not get_changes(db, "teen-talk")

    browser.send(f"{desk}/hours/line", **typed, told_twice=page.all("input", name="told_twice")[0]["value"])
    assert len(get_changes(db, "teen-talk")) == 1


def test_a_text_that_is_too_long_is_not_cut(browser, desk, db):
    page = browser.send(f"{desk}/facts/what", summary="Someone to talk to.", description="w" * 4_500 + " end")

    assert "Use at most 4,000 letters here. There are 4,504." in page.text
    assert "w end</textarea>" in page.html
    assert not get_changes(db, "teen-talk")


def test_hidden_letters_that_turn_words_round_are_dropped(browser, desk, db):
    browser.send(f"{desk}/facts/what", summary="Some\u202eone to talk to.\u200b", description="")

    assert get_changes(db, "teen-talk")[-1].facts[0].change.after == "Someone to talk to."


def test_a_form_shows_what_waits_on_its_facts_and_from_whom(browser, desk):
    browser.send(f"{desk}/ages", minimum="11", maximum="16")
    page = browser.open(f"{desk}/ages")

    assert "Waits for an editor: Ages: " in page.text
    assert "11 to 16" in page.text
    assert "Sent by sam@example.org on" in page.text
    assert page.all("input", name="maximum")[0]["value"] == "18"
    assert "Waits for an editor" not in browser.open(f"{desk}/facts/what").text


def test_nothing_that_is_told_is_nothing_to_confirm(browser, desk, db):
    empty = a_service(id="teen-talk", slug="teen-talk", contact_points=(), waits=(), taking_new_people=None)
    empty = replace(empty, age_rules=None, catchment=None, audiences=None, routes=None, threshold=Threshold())
    publish_edit(db, empty, made_from=newest(db), by="x", now=datetime.now(UTC))

    assert not [one for one in browser.open(desk).all("form") if "right" in one["action"]]
    assert "add a way to reach you" in browser.open(desk).text
    assert "nothing could be right" in browser.open(f"{desk}/yearly").text
    assert "Add a way to reach you" in browser.send(f"{desk}/right", made_from=str(newest(db))).text
    assert "Tell us first who it is for" in browser.send(f"{desk}/yearly/right", made_from=str(newest(db))).text
    assert scopes_checked(db) == set()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("/hours/line", WEEK | {"day0": "9 to 5"}), "Monday: Say am or pm, like 9am to 5pm"),
        (("/hours/line", WEEK | {"day2": "sometimes"}), "Wednesday: Enter hours like 9am to 5pm"),
        (("/hours/line", WEEK), "Enter the hours of at least one day"),
        (("/waits", {"from0": "soon"}), "Enter weeks as a whole number"),
        (("/waits", {"from0": "9", "to0": "2"}), "The first number must be the smaller one"),
        (("/closed", {}), "Select whether it is closed for now"),
        (("/closed", {"closed": "yes", "opens_again_on": "soon"}), "Enter a day like "),
        (("/closed", {"closed": "yes", "opens_again_on": "1 1 2020"}), "The day must be after today"),
        (("/new-people", {"taking": "perhaps"}), "Select whether you are taking new people"),
        (("/alert", {"sentence": "phones-down", "ends_on": "whenever"}), "Enter a day like "),
        (("/alert", {"sentence": "phones-down", "ends_on": "1 1 " + "9" * 30}), "Enter a day like "),
        (("/alert", {"sentence": "phones-down", "ends_on": "1 1 2020"}), "The last day must be from today to"),
        (("/alert", {}), "Select a sentence, or no alert"),
        (("/contact/line", {"value": "ring me"}), "Enter a whole phone number"),
        (("/contact", {"value": "x"}), "Select what kind it is"),
        (("/contact", {"channel": "email", "value": "x"}), "Enter an email address"),
        (("/contact", {"channel": "chat", "value": "x"}), "Enter a web address"),
        (("/ages", {"minimum": "19", "maximum": "11"}), "The youngest age must not be above the oldest"),
        (("/ages", {"minimum": "old"}), "Enter an age in whole years"),
        (("/told", {"agrees_alone_from": "-1"}), "Enter an age in whole years"),
        (("/facts/next", {"what_happens_next": "a\nb\nc\nd\ne"}), "Use at most 4 lines"),
        (("/facts/what", {"summary": "w" * 201}), "use at most 200 letters"),
    ],
)
def test_what_cannot_be_used_is_explained_and_nothing_is_changed(browser, desk, db, sent, said):
    before, (path, typed) = state(db), sent
    page = browser.send(desk + path, **typed)

    assert said in page.text
    assert page.title.startswith("Error: ")
    assert state(db) == before


@pytest.mark.parametrize(
    "path", ["/hours/gone", "/dead/gone", "/contact/gone", "/facts/gone", "/undo/99", f"/undo/{10**30}"]
)
def test_what_is_not_there_is_said_so(browser, desk, path):
    assert browser.send(desk + path).status == 404


def test_an_edit_of_another_listing_cannot_be_taken_back_from_here(browser, another_browser, desk, db, keepers):
    browser.send(f"{desk}/closed", closed="yes")
    number = get_changes(db, "teen-talk")[-1].id
    another_browser.sign_in("ann@example.org")
    page = another_browser.send(f"/manage/services/boathouse/undo/{number}")

    assert page.status == 404
    assert get_service(db, "teen-talk").status.value == "temporarily closed"

"""Tell us about one: three fields, nothing about who, danger noticed, a receipt for whoever wants it."""

from datetime import UTC, date, datetime

import pytest

from directory.domain.listing_reports import read_receipt
from directory.domain.proposals import MissingOutcome
from directory.store.proposals import list_missing
from directory.upkeep.missing import MOST_IN_AN_HOUR, answer_missing, find_missing, receive_missing
from tests.builders import a_service
from tests.web.reading_age import grade, own_sentences

FORM = "/tell-us-about-one"


@pytest.fixture
def tell(browser):
    def send(headers=None, **typed):
        receipt = browser.open(FORM).all("input", name="receipt")[0]["value"]
        return browser.open(FORM, method="POST", data={"receipt": receipt} | typed, headers=headers or {})

    return send


def receipt_on(page):
    return next(link for link in page.links if link.startswith(f"{FORM}/"))


def test_three_fields_are_asked_and_nothing_about_who(browser):
    form = browser.open(FORM)

    assert {has["name"] for tag, has in form.elements if tag in ("input", "textarea", "select")} == {
        "receipt", "name", "place", "text",
    }  # fmt: skip
    assert "Nobody reads this straight away" in form.text
    assert "tel:08001111" in form.links
    assert grade(own_sentences(form.html)) <= 6


def test_a_name_is_enough_and_the_receipt_tells_what_came_of_it(tell, browser, db):
    page = tell(name="Boat shed")
    address = receipt_on(page)

    assert "Nobody has answered it yet" in browser.open(address).text
    note = list_missing(db, is_worry=False)[0]
    assert (note.name, note.received_at.minute) == ("Boat shed", 0)
    assert find_missing(db, read_receipt(address.rsplit("/", 1)[1])) == note
    assert address.rsplit("/", 1)[1].replace("-", "") not in "\n".join(db.conn.iterdump())
    answer_missing(db, note.id, outcome=MissingOutcome.LISTED, note="", by="keeper 1", now=datetime.now(UTC))
    assert "It is listed now" in browser.open(address).text


def test_one_that_is_here_is_shown_with_the_thanks(tell, listed):
    listing = listed(a_service("The boat shed", published_on=date(2026, 1, 2)))

    assert f"/services/{listing.slug}" in tell(name="Boatshed").links


def test_danger_in_any_field_shows_the_panel_and_goes_to_the_safeguarding_lead(tell, db):
    for field in ("name", "place", "text"):
        page = tell(**({"name": "Boat shed"} | {field: "i want to kill myself"}))

        assert "You do not have to be alone with this" in page.text
    assert len(list_missing(db, is_worry=True)) == 3
    assert list_missing(db, is_worry=False) == []


@pytest.mark.parametrize("text", ["they help my sister", "a group for kids who self harm", "a club for anxious teens"])
def test_what_a_service_does_is_no_danger(tell, db, text):
    tell(name="Boat shed", place="Mill Lane", text=text)

    assert list_missing(db, is_worry=False)


def test_a_worry_about_how_somebody_behaved_goes_there_too(tell, db):
    page = tell(name="Boat shed", text="the man there is a creep")

    assert "ring Childline" in page.text
    assert list_missing(db, is_worry=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter its name"),
        ({"name": "n" * 121}, "Use at most 120 letters"),
        ({"name": "Boat shed", "place": "p" * 201}, "Use at most 200 letters"),
        ({"name": "Boat shed", "text": "t" * 501}, "Use at most 500 letters"),
        ({"name": "Boat shed", "text": "t" * 60_000 + " end"}, "Use at most 500 letters. You have used 60004."),
    ],
)
def test_what_cannot_be_used_is_said_and_no_word_is_lost(tell, db, typed, said):
    page = tell(**typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    shown = {has.get("value", "") for has in page.all("input")} | {page.text}
    assert all(any(words in one for one in shown) for words in typed.values())
    assert list_missing(db, is_worry=False) == []


def test_what_another_site_sends_or_has_no_receipt_of_ours_is_not_taken(tell, db):
    for page in (tell(name="Boat shed", headers={"Sec-Fetch-Site": "cross-site"}), tell(name="Boat shed", receipt="x")):
        assert page.status == 403
        assert "Boat shed" in {has.get("value") for has in page.all("input")}
    assert list_missing(db, is_worry=False) == []


def test_sent_twice_it_is_received_once_and_changed_it_is_another(browser, db):
    receipt = browser.open(FORM).all("input", name="receipt")[0]["value"]
    for name in ("Boat shed", "Boat shed", "Boat house"):
        browser.open(FORM, method="POST", data={"receipt": receipt, "name": name})

    assert [note.name for note in list_missing(db, is_worry=False)] == ["Boat shed", "Boat house"]


def test_a_flood_is_slowed_and_never_worries(app, tell, db):
    now = app.extensions["directory"].now()
    for number in range(MOST_IN_AN_HOUR):
        receive_missing(db, name=f"Club {number}", place="", text="", receipt=f"CLUB{number:06}", is_worry=False, now=now)

    assert tell(name="Boat shed").status == 429
    assert tell(name="Boat shed", text="he touched me").status == 200


def test_an_unknown_receipt_is_said_so(browser):
    assert browser.open(f"{FORM}/nope").status == 404


def test_pages_that_name_who_is_listed_lead_here(browser, listed):
    for address in ("/about", "/who-may-be-listed", "/organisations"):
        assert {FORM, "/add-our-service"} <= set(browser.open(address).links), address
    assert FORM in browser.find(text="zeppelin", postcode="ZE1 0AA", age="99").links

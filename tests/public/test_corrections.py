"""Something's wrong with this listing: told without a name, kept from the provider, answered by receipt."""

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.listing_reports import ReportOutcome, ReportReason, Wordless, hash_receipt, read_receipt
from directory.store.corrections import get_report_by_receipt, list_waiting
from directory.upkeep.corrections import MOST_IN_AN_HOUR, answer_report, look_at, receive_report
from directory.web.receipts import Receipts
from tests.builders import a_service
from tests.visitor import Page
from tests.web.reading_age import grade, own_sentences

MARKER = "zebra finch"
NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)


@pytest.fixture
def service(listed):
    return listed(a_service("Boathouse", published_on=date(2026, 1, 2)))


@pytest.fixture
def tell(browser, service):
    """Fill in the form of the listing and send it, as a browser without script does."""

    def send(headers=None, **typed) -> Page:
        told = {"receipt": receipt_in(browser.get("public.report_listing", slug=service.slug))} | typed
        return browser.open(f"/services/{service.slug}/wrong", method="POST", data=told, headers=headers or {})

    return send


def receipt_in(form: Page) -> str:
    """The one that the form carries, with its mark."""
    return form.all("input", name="receipt")[0]["value"]


def receipt_on(page: Page) -> str:
    found = read_receipt(re.search(r"/corrections/([0-9A-Z-]+)", page.html)[1])
    assert found
    return found


def test_a_listing_leads_to_the_form_and_the_form_leads_back(browser, service):
    listing = browser.get("public.show_service", slug=service.slug)
    form = browser.open(f"/services/{service.slug}/wrong")

    assert f"/services/{service.slug}/wrong" in listing.links
    assert f"/services/{service.slug}" in form.links
    assert "Nobody reads this straight away" in form.text
    assert form.all("meta", name="robots", content="noindex")
    assert form.response.headers["Cache-Control"] == "no-store"


def test_nobody_is_asked_who_they_are(browser, service):
    form = browser.get("public.report_listing", slug=service.slug)
    asked = {has["name"] for tag, has in form.elements if tag in ("input", "textarea", "select")}

    assert asked == {"reason", "text", "receipt"}
    assert "leave out names" in form.text


def test_what_was_told_is_kept_and_a_receipt_is_shown(tell, db, service):
    page = tell(reason="number", text="It rings and rings")
    report = get_report_by_receipt(db, hash_receipt(receipt_on(page)))

    assert "Thank you" in page.title
    assert (report.service_id, report.reason, report.text) == (service.id, "number", "It rings and rings")
    assert not report.is_safeguarding
    assert (report.received_at.minute, report.received_at.second) == (0, 0)


def test_the_receipt_itself_is_not_stored(tell, db):
    receipt = receipt_on(tell(reason="closed"))

    assert receipt not in "\n".join(db.conn.iterdump())


def test_sending_twice_is_received_once(browser, service, db):
    told = {"reason": "closed", "receipt": receipt_in(browser.get("public.report_listing", slug=service.slug))}
    for _ in range(2):
        page = browser.post("public.report_listing", told, slug=service.slug)

    assert page.status == 200
    assert len(list_waiting(db, is_safeguarding=False)) == 1


def test_going_back_and_telling_something_else_is_received_as_well(browser, service, db):
    receipt = receipt_in(browser.get("public.report_listing", slug=service.slug))
    first = browser.post("public.report_listing", {"reason": "closed", "receipt": receipt}, slug=service.slug)
    second = browser.post(
        "public.report_listing", {"reason": "not-safe", "text": "He hit me", "receipt": receipt}, slug=service.slug
    )

    assert receipt.startswith(receipt_on(first))
    assert receipt_on(second) != receipt_on(first)
    assert list_waiting(db, is_safeguarding=True)[0].text == "He hit me"


def test_asking_for_the_head_of_the_form_sends_nothing(browser, service, db):
    assert browser.reply(f"/services/{service.slug}/wrong", method="HEAD").status_code == 200
    assert browser.reply("/find/ended/x/wrong", method="HEAD").status_code == 400


@pytest.mark.parametrize("receipt", ["", "garbage", "0000000000", "ABCDEFGHJK.0123456789abcdef0123", "'; --", "ü.é"])
def test_a_receipt_somebody_made_up_is_not_received_and_nothing_typed_is_lost(browser, service, db, receipt):
    told = {"reason": "wait", "text": "two weeks", "receipt": receipt}
    refused = browser.post("public.report_listing", told, slug=service.slug)

    assert refused.status == 403
    assert "press the button once more" in refused.text
    assert "two weeks" in refused.text
    assert not list_waiting(db, is_safeguarding=False)
    told["receipt"] = receipt_in(refused)
    assert "Thank you" in browser.post("public.report_listing", told, slug=service.slug).title


def test_a_form_opened_before_the_key_was_changed_can_still_be_sent():
    made = Receipts(["the key before this one"]).make()

    assert Receipts(["the key of today", "the key before this one"]).read(made) == made.partition(".")[0]
    assert Receipts(["the key of today"]).read(made) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select what is wrong"),
        ({"reason": "nonsense", "text": "hello"}, "Select what is wrong"),
        ({"reason": "other"}, "Enter a few words about what is wrong"),
        ({"reason": "wait", "text": "w" * 501}, "Use at most 500 letters. You have used 501."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(tell, db, typed, said):
    page = tell(**typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    assert typed.get("text", "") in page.text
    if typed.get("reason") == "wait":
        assert [has["value"] for has in page.all("input", name="reason") if "checked" in has] == ["wait"]
    assert not list_waiting(db, is_safeguarding=False)


def test_five_hundred_letters_fit_however_the_browser_ends_its_lines(tell):
    assert "Thank you" in tell(reason="wait", text="a\r\n" * 250).title


def test_letters_that_cannot_be_seen_are_left_out(tell, db):
    tell(reason="wait", text="two\x1b[2J weeks\x00")

    assert list_waiting(db, is_safeguarding=False)[0].text == "two[2J weeks"


def test_danger_in_the_words_shows_the_panel_and_goes_to_the_safeguarding_lead(tell, db):
    page = tell(reason="wait", text="they said a year and i want to kill myself")

    assert "You do not have to be alone with this" in page.text
    assert list_waiting(db, is_safeguarding=True)
    assert all(one.text == "" for one in list_waiting(db, is_safeguarding=False))


def test_danger_at_the_very_end_of_long_words_is_noticed_too(tell):
    page = tell(reason="wait", text="They told me to wait. " * 20 + "i want to kill myself")

    assert "You do not have to be alone with this" in page.text


def test_danger_is_answered_even_when_the_form_could_not_be_used(tell):
    assert "You do not have to be alone with this" in tell(text="i want to kill myself").text


def test_a_worry_about_how_someone_behaved_goes_to_the_safeguarding_lead_and_says_so(app, tell, db):
    name_a_lead(app)
    page = tell(reason="not-safe", text="He shouted at me")

    assert "The service will not see it. Only our safeguarding lead reads it." in page.text
    assert "tel:08001111" in page.links
    assert list_waiting(db, is_safeguarding=True)[0].text == "He shouted at me"


@pytest.mark.parametrize(
    "text",
    [
        "the worker keeps messaging me on snapchat",
        "he touched my leg",
        "She SHOUTED at my little sister",
        "the man there is a creep",
        "they were racist to my mum",
        "made me feel uncomfortable",
    ],
)
def test_a_worry_told_under_another_heading_goes_to_the_safeguarding_lead_too(tell, db, text):
    page = tell(reason="other", text=text)

    assert "The service will not see it" in page.text
    assert not list_waiting(db, is_safeguarding=False)


@pytest.mark.parametrize(
    "text", ["It says 11 to 18 but they take 19", "the wait is 30 weeks now", "nobody answers the phone"]
)
def test_an_everyday_note_goes_to_an_editor(tell, db, text):
    tell(reason="other", text=text)

    assert list_waiting(db, is_safeguarding=False)


def name_a_lead(app):
    shelves = app.extensions["directory"]
    shelves.settings = replace(shelves.settings, safeguarding_lead="Designated nurse")


def test_every_page_says_the_same_truth_of_who_reads_a_worry(app, browser, service, tell):
    """And whom to ring meanwhile, where nobody has been named for it."""

    def pages():
        form = browser.get("public.report_listing", slug=service.slug)
        return [form, tell(reason="not-safe"), browser.get("public.privacy")]

    for page in pages():
        assert "so the people who run this directory read it. Please tell someone else now too: ring Childline" in page.text
        assert "safeguarding lead reads it" not in page.text
    name_a_lead(app)
    for page in pages():
        assert "Only our safeguarding lead reads it." in page.text
        assert "Nobody here has the job" not in page.text
        assert "Designated nurse" not in page.text


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://[no-address"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_what_another_site_sends_is_kindly_not_taken(tell, db, headers, taken):
    page = tell(headers=headers, reason="closed", text="It has gone")

    assert bool(list_waiting(db, is_safeguarding=False)) is taken
    assert (page.status == 200) is taken
    assert taken or ("press the button once more" in page.text and "It has gone" in page.text)


def test_junk_silences_no_listing(tell, db):
    for number in range(MOST_IN_AN_HOUR):
        tell(reason="wait", text=f"junk {number}")
    pages = [tell(reason="closed", text=text) for text in ("Really closed", "Gone")]

    assert [page.status for page in pages] == [200, 200]
    assert "not your own words" in pages[0].text
    assert "Really closed" in pages[0].text
    *kept, line = list_waiting(db, is_safeguarding=False)
    assert len(kept) == MOST_IN_AN_HOUR
    assert (line.reason, line.text, line.wordless) == ("closed", "", Wordless.TOO_MANY)
    for page in pages:
        assert get_report_by_receipt(db, hash_receipt(receipt_on(page))) == line


def test_the_same_words_count_once_and_every_receipt_of_them_works(tell, db):
    pages = [tell(reason="closed", text=text) for text in ("It has gone", "it has  GONE", "It has gone")]

    (report,) = list_waiting(db, is_safeguarding=False)
    assert len({receipt_on(page) for page in pages}) == 3
    for page in pages:
        assert get_report_by_receipt(db, hash_receipt(receipt_on(page))) == report


def test_a_worry_keeps_its_words_however_much_junk_came_before_it(service, db):
    def send(number, text):
        return receive_report(db, service_id=service.id, reason=ReportReason.NOT_SAFE, text=text,
                              receipt=f"{number:010d}", is_safeguarding=True, now=NOW)  # fmt: skip

    for number in range(40):
        send(number, f"junk {number % 30}")
    assert send(99, "He hit me").words_kept
    assert list_waiting(db, is_safeguarding=True)[-1].text == "He hit me"


def test_beyond_any_measure_a_worry_is_still_counted(service, db, monkeypatch):
    monkeypatch.setattr("directory.upkeep.corrections.MOST_WORRIES_IN_AN_HOUR", 1)
    for number in range(3):
        receive_report(db, service_id=service.id, reason=ReportReason.NOT_SAFE, text=f"junk {number}",
                       receipt=f"{number:010d}", is_safeguarding=True, now=NOW)  # fmt: skip

    assert [one.text for one in list_waiting(db, is_safeguarding=True)] == ["junk 0", ""]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("closed", "It has closed, the building is empty"),
        ("number", "The number rings out, nobody answers"),
        ("closed", "The door was locked"),
        ("closed", "I went there on Monday and it was shut"),
        ("wait", "They said I was not ill enough"),
        ("closed", "I went there and nobody opened the door"),
    ],
)
def test_a_closed_door_goes_straight_to_an_editor(tell, db, reason, text):
    tell(reason=reason, text=text)

    assert [one.text for one in list_waiting(db, is_safeguarding=False)] == [text]
    assert not list_waiting(db, is_safeguarding=True)


@pytest.mark.parametrize(
    "text",
    [
        "The door was locked and he would not let me out",
        "They said come and the door was locked behind us",
        "i cant go on",
        "it is shut and i took all my tablets",
        "he just pulled a blade on my sister",
        "im shut in the airing cupboard theres shouting n smashing",
    ],
)
def test_danger_under_a_reason_about_the_listing_goes_to_the_lead_and_an_editor_hears_without_words(tell, db, text):
    tell(reason="closed", text=text)
    tell(reason="closed", text=f"{text}!")

    assert [one.text for one in list_waiting(db, is_safeguarding=True)] == [text, f"{text}!"]
    (line,) = list_waiting(db, is_safeguarding=False)
    assert (line.reason, line.text, line.wordless) == ("closed", "", Wordless.WITH_THE_LEAD)


def test_a_worry_about_somebody_is_told_to_no_editor(tell, db):
    tell(reason="not-safe", text="He shouted")
    tell(reason="other", text="He touched me")

    assert not list_waiting(db, is_safeguarding=False)


def test_inside_a_search_nothing_of_the_search_is_stored(browser, service, db):
    browser.find(text=MARKER, postcode="PO1", age="13")
    token = browser.reply("/find", method="POST", data={"text": MARKER, "age": "13"}).location.rsplit("/", 1)[1]
    listing = browser.get("public.show_found", token=token, code=service.code)
    form = browser.get("public.report_found", token=token, code=service.code)
    told = {"reason": "closed", "receipt": receipt_in(form)}
    thanks = browser.post("public.report_found", told, token=token, code=service.code)
    stored = "\n".join(db.conn.iterdump())

    assert f"/find/{token}/{service.code}/wrong" in listing.links
    assert "Boathouse" not in form.title
    assert f"/find/{token}/{service.code}" in thanks.links
    assert list_waiting(db, is_safeguarding=False)
    assert token not in stored
    assert MARKER not in stored


def test_a_search_that_ends_meanwhile_does_not_lose_what_was_written(browser, service, db):
    told = {"reason": "closed", "receipt": receipt_in(browser.get("public.report_listing", slug=service.slug))}
    page = browser.post("public.report_found", told, token="ended", code=service.code)

    assert page.status == 200
    assert list_waiting(db, is_safeguarding=False)
    assert browser.get("public.report_found", token="ended", code=service.code).status == 400


def test_a_listing_that_is_held_back_cannot_be_reported(browser, listed):
    hidden = listed(a_service(published_on=None))

    assert browser.get("public.report_listing", slug=hidden.slug).status == 404


def test_the_receipt_tells_what_came_of_it(tell, browser, db, app):
    now = app.extensions["directory"].now()
    receipt = receipt_on(tell(reason="number", text=MARKER))

    def page():
        return browser.get("public.show_correction", receipt=receipt)

    assert "Nobody has looked at it yet" in page().text
    look_at(db, receipt)
    assert "Someone is looking at it now" in page().text
    answer_report(db, receipt, outcome=ReportOutcome.FIXED, note="We have a new number.", now=now)
    assert "It has been put right" in page().text
    assert "We have a new number." in page().text
    assert "We answered on" in page().text
    answer_report(db, receipt, outcome=ReportOutcome.LEFT, note="The number rings for us.", now=now)
    assert "left the listing as it is" in page().text
    assert "Why: The number rings for us." in page().text
    assert MARKER not in page().text
    assert page().all("meta", name="robots", content="noindex")
    assert page().response.headers["Cache-Control"] == "no-store"


def test_a_worry_never_shows_its_words_or_its_listing_to_who_holds_the_receipt(tell, browser, db, app):
    name_a_lead(app)
    receipt = receipt_on(tell(reason="not-safe", text=MARKER))
    look_at(db, receipt)
    page = browser.get("public.show_correction", receipt=receipt)

    assert "Our safeguarding lead is looking at it" in page.text
    assert MARKER not in page.text
    assert "Boathouse" not in page.text


@pytest.mark.parametrize("typed", ["{}", "{} ", "lower", "grouped", "misread"])
def test_a_receipt_may_be_typed_in_many_ways(tell, browser, typed):
    receipt = receipt_on(tell(reason="closed"))
    ways = {"lower": receipt.lower(), "grouped": f"{receipt[:5]}-{receipt[5:]}"}
    ways["misread"] = f"{receipt[:5]} – {receipt[5:]}.".replace("0", "O").replace("1", "l").replace("V", "u")
    page = browser.get("public.show_correction", receipt=ways.get(typed, typed.format(receipt)))

    assert page.status == 200


@pytest.mark.parametrize("receipt", ["0000000000", "1", "short", "x" * 500, "'; DROP TABLE corrections"])
def test_an_unknown_receipt_is_explained_kindly(browser, receipt):
    page = browser.get("public.show_correction", receipt=receipt)

    assert page.status == 404
    assert "We do not know this receipt" in page.text


def test_every_page_of_it_can_be_read_at_nine_to_eleven(tell, browser, db, app, service):
    receipt = receipt_on(tell(reason="closed"))
    pages = [
        browser.get("public.report_listing", slug=service.slug),
        tell(text="w" * 600),
        tell(reason="not-safe"),
        tell(reason="closed"),
        browser.get("public.show_correction", receipt="unknown"),
        browser.get("public.show_correction", receipt=receipt),
    ]
    for outcome in ReportOutcome:
        answer_report(db, receipt, outcome=outcome, note="", now=app.extensions["directory"].now())
        pages.append(browser.get("public.show_correction", receipt=receipt))

    assert max(grade(own_sentences(page.html, ("Boathouse", "Childline"))) for page in pages) <= 6


def test_the_words_of_a_report_reach_no_log(tell, caplog, app):
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record):
            kept.append(self.format(record))

    handler = Keep()
    root = logging.getLogger()
    loggers = [root, app.logger, *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))]
    levels = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    tell(reason="other", text=MARKER)
    tell(reason="nonsense", text=MARKER)
    for logger, level in levels:
        logger.removeHandler(handler)
        logger.setLevel(level)

    assert any("public.report_listing" in line for line in kept)
    assert MARKER not in "\n".join(kept)
    assert MARKER not in caplog.text


def test_a_failure_while_storing_a_report_keeps_its_words_out_of_the_log(tell, app, db, caplog):
    db.execute("DROP TABLE corrections")
    app.logger.addHandler(caplog.handler)

    page = tell(reason="other", text=MARKER)

    assert page.status == 503
    assert "We could not keep this just now" in page.text
    assert MARKER in page.text
    assert MARKER not in caplog.text

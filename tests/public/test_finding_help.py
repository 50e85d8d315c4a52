from dataclasses import replace
from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.eligibility import AgeRule, AreaKind, lives_in
from directory.domain.services import Channel, ContactPoint, Cost, CostKind, Threshold
from directory.store.checks import save_check
from directory.store.database import writing
from tests.builders import HAVANT, PORTSMOUTH, a_location, a_service, only_for

PUBLISHED = {"published_on": date(2026, 1, 2)}
ANXIOUS_AT_13 = {"text": "i feel anxious", "postcode": "PO1", "age": "13"}


def a_public_service(name="Teen talk", **facts):
    return a_service(name, **PUBLISHED | facts)


def test_a_search_leads_by_post_to_a_sealed_address_that_says_nothing(browser):
    reply = browser.reply("/find", method="POST", data=ANXIOUS_AT_13)

    assert reply.status_code == 303
    assert reply.location.startswith("/find/")
    assert not any(word in reply.location for word in ("anxious", "PO1", "13="))


def test_a_plain_link_from_a_poster_is_accepted_and_sealed_too(browser):
    reply = browser.reply("/find?need=sleep&postcode=PO1")

    assert reply.status_code == 303
    assert "sleep" not in reply.location
    assert browser.reply("/find").location == "/"


def test_a_search_is_never_refused_for_its_headers(browser):
    elsewhere = {"Origin": "https://elsewhere.example.org", "Sec-Fetch-Site": "cross-site", "Referer": "null"}

    assert browser.reply("/find", method="POST", data=ANXIOUS_AT_13, headers=elsewhere).status_code == 303


def test_a_client_that_posts_again_after_the_redirect_is_shown_the_results(browser):
    address = browser.reply("/find", method="POST", data=ANXIOUS_AT_13).location

    assert browser.open(address, method="POST", data=ANXIOUS_AT_13).status == 200


def test_results_stand_in_three_honest_groups(browser, listed):
    listed(
        a_public_service("Open club"),
        a_public_service("Havant only", catchment=lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT), age_rules=None),
        a_public_service("Adult clinic", age_rules=[AgeRule(18)], threshold=Threshold(try_instead="Open club")),
    )
    page = browser.find(need="worry-anxiety", age="13")

    assert page.status == 200
    order = [page.text.index(words) for words in ("Looks open to you", "Ask first", "Not for you, because it is for")]
    assert order == sorted(order)
    assert "Try instead: Open club" in page.text
    assert "2 services that may help" in page.text


def test_with_nothing_told_no_verdict_is_shown(browser, listed):
    listed(a_public_service("Open club"))
    page = browser.find(need="worry-anxiety")

    assert "Open club" in page.text
    assert "Looks open to you." not in page.text
    assert "Tell us an age and a postcode" in page.text


def test_titles_of_a_search_and_of_what_is_opened_in_it_say_nothing(browser, listed):
    service = listed(a_public_service("Self-harm support group"))
    results = browser.find(need="worry-anxiety", age="13")
    listing = browser.open(f"{results.response.request.path}?open={service.code}")

    assert results.title == "Your page – Someone to talk to"
    assert listing.title == "Your page – Someone to talk to"
    assert "Self-harm support group" in listing.text
    for page in (results, listing):
        assert page.response.headers["Cache-Control"] == "no-store"
        assert page.all("meta", name="robots", content="noindex")


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"age": "abc"}, "age", "Enter an age"),
        ({"age": "-1"}, "age", "Enter an age"),
        ({"age": "999"}, "age", "Enter an age"),
        ({"postcode": "banana"}, "postcode", "PO1 2AL"),
        ({"gp_postcode": "banana"}, "gp_postcode", "PO1 2AL"),
        ({"within": "far"}, "within", "number of miles"),
        ({"need": "no-such-need"}, "need", "no-such-need"),
        ({"how": "by pigeon"}, "how", "by pigeon"),
        ({"for": "no-such-people"}, "for", "no-such-people"),
        ({"asking": "the cat"}, "asking", "the cat"),
    ],
)
def test_what_cannot_be_used_is_said_beside_results_that_did_without_it(browser, listed, typed, field, says):
    listed(a_public_service("Open club"))
    page = browser.find(**{"text": "open club"} | typed)

    assert page.status == 200
    assert "Open club" in page.text
    assert page.title.startswith("Error: ")
    assert f"#{field}" in page.links
    assert says in page.text


def test_everything_typed_is_given_back_in_the_form(browser):
    page = browser.find(
        text="cant sleep <b>",
        postcode="banana",
        age="abc",
        how=["phone", "online"],
        within="5",
        asking="my-child",
        need="sleep",
    )

    assert page.all("input", name="postcode", value="banana")
    assert page.all("input", name="age", value="abc")
    assert {has["value"] for has in page.all("input", checked="") if has["value"]} == {
        "phone",
        "online",
        "5",
        "sleep",
    }
    assert [has["value"] for has in page.all("option", selected="")] == ["my-child"]
    assert "cant sleep &lt;b&gt;</textarea>" in page.html


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000,
        "worried " * 700,
        "😔" * 5_000,
        "\x00\x01\x1b[31m tab\there\r\nand\u202eback",
        "'; DROP TABLE services; --",
        '") OR 1=1 --',
        'name:* AND (NOT [a TO z]) ^2 ~3 "unclosed',
        "* ? ( [ { : ^ ~ && || ! \\",
        "<script>alert(1)</script>",
        "{{ 7*7 }} {% raise %}",
        "   ",
        "𝔞𝔫𝔵𝔦𝔬𝔲𝔰 ﷽ ẞ ı İ",
    ],
)
def test_whatever_is_typed_gets_a_page(browser, listed, text):
    listed(a_public_service("Open club"))
    page = browser.find(text=text, postcode=text, age=text)

    assert page.status == 200
    assert "<script>" not in page.html


def test_two_hundred_needs_get_a_page(browser, taxonomy):
    every = [need.slug for need in taxonomy.needs] * 5

    assert browser.find(need=every[:200]).status == 200


@pytest.mark.parametrize("page_asked", ["0", "-1", "2", "999999999999999999999", "abc", "²"])
def test_a_page_that_is_not_there_is_the_nearest_one(browser, listed, page_asked):
    listed(a_public_service("Open club"))
    address = browser.reply("/find", method="POST", data={"need": "worry-anxiety"}).location

    assert browser.open(f"{address}?page={page_asked}").status == 200


def test_results_come_twenty_to_a_page(browser, listed):
    listed(*(a_public_service(f"Club {number:02}") for number in range(25)))
    address = browser.reply("/find", method="POST", data={"need": "worry-anxiety", "age": "13"}).location
    first, second = browser.open(address), browser.open(f"{address}?page=2")

    assert "?page=2" in first.links
    assert "?page=1" in second.links
    assert len(first.all("article")) == 20
    assert len(second.all("article")) == 5


def test_a_card_says_what_it_costs_and_never_guesses(browser, listed):
    listed(a_public_service("Free club", cost=Cost(CostKind.FREE)), a_public_service("Silent club"))
    page = browser.find(need="worry-anxiety", age="13")

    assert page.text.count("Free") >= 1
    assert "Cost: not told us" in page.text
    assert "Wait: not told us" in page.text
    assert "How it works: not told us" in page.text


def test_a_card_offers_the_quickest_way_and_never_one_for_professionals(browser, listed):
    listed(
        a_public_service(
            contact_points=(
                ContactPoint("a", Channel.PHONE, "01632 960111", professionals_only=True),
                ContactPoint("b", Channel.TEXT, "07700 900222"),
            )
        )
    )
    page = browser.find(need="worry-anxiety", age="13")

    assert "sms:07700900222" in page.links
    assert "960111" not in page.html


def test_a_masked_address_appears_nowhere(browser, listed):
    service = listed(
        a_public_service(
            "Refuge",
            locations=(a_location(name="Hidden House", address="9 Secret Street", postcode="PO1 9ZZ", masked=True),),
        )
    )
    results = browser.find(need="worry-anxiety", postcode="PO1", age="13")
    listing = browser.get("public.show_service", slug=service.slug)

    for page in (results, listing):
        assert not any(secret in page.html for secret in ("Hidden House", "Secret Street", "9ZZ", 'class="sketch"'))
    assert "They keep their address private. Ask them where to meet." in listing.text


def test_the_sketch_map_is_there_with_a_postcode_and_says_the_same_in_words(browser, listed):
    listed(a_public_service("Open club", locations=(a_location(),)))

    assert "You are in the middle" in browser.find(need="worry-anxiety", postcode="PO1 2AL").text
    assert "You are in the middle" not in browser.find(need="worry-anxiety", age="13").text


def test_what_was_loosened_is_said(browser, listed):
    listed(a_public_service("Open club", how=frozenset({"face-to-face"})))
    page = browser.find(need="worry-anxiety", age="13", how="video")

    assert "Nothing worked in the way you picked" in page.text
    assert "Open club" in page.text


def test_nothing_found_is_nobodys_fault(browser):
    page = browser.find(need="tics", age="13")

    assert page.status == 200
    assert "We found nothing that fits" in page.text
    assert "It is not you" in page.text


@pytest.mark.parametrize(("need", "shown"), [("suicidal-thoughts", True), ("safety", True), ("sleep", False)])
def test_a_need_that_asks_for_support_puts_numbers_above_its_results(browser, need, shown):
    assert ("talk to someone now?" in browser.find(need=need).text) is shown


def test_a_service_opens_from_a_search_with_very_long_words_too(browser, listed):
    service = listed(a_public_service("Open club"))
    words = "anxious " + "".join(chr(0x1F300 + number * 7 % 200) for number in range(250))
    address = browser.reply("/find", method="POST", data={"text": words, "age": "13"}).location
    links = browser.open(address).links
    listing = browser.open(f"{address}?open={service.code}")

    assert f"?open={service.code}" in links
    assert "Open club" in listing.text
    assert listing.title.startswith("Your page")


def test_a_page_of_results_weighs_at_most_sixty_kilobytes(browser, listed, db):
    clubs = [
        replace(
            a_public_service(
                f"A club with a rather long name, number {number:02}",
                summary="A weekly club with games, snacks and people who listen, for as long as you want to come to it.",
                is_demonstration=True,
                audiences=only_for("girls") if number % 3 else frozenset(),
                catchment=lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH, HAVANT),
                locations=(a_location(),),
                cost=Cost(CostKind.FREE),
                contact_points=(ContactPoint(f"p{number}", Channel.PHONE, f"01632 9601{number:02}"),),
            )
        )
        for number in range(39)
    ]
    listed(
        *clubs, *(replace(a_public_service(f"For little ones {number}"), age_rules=(AgeRule(0, 5),)) for number in range(12))
    )
    with writing(db):
        for club in clubs:
            save_check(db, club.id, Check(CheckScope.ALL, date(2026, 3, 3), "an editor", CheckMethod.RANG))
    page = browser.find(text="i feel anxious all the time and " * 9, postcode="PO1 2AL", age="13", need="worry-anxiety")
    style = browser.reply(page.all("link", rel="stylesheet")[0]["href"])
    icon = browser.reply(page.all("link", rel="icon")[0]["href"])
    script = browser.reply(page.all("script")[0]["src"])
    last = browser.open(f"{page.response.request.path}?page=2")

    assert (len(page.all("article")), len(last.all("article")), last.text.count("Not for you, because")) == (20, 19, 10)
    for one in (page, last):
        assert sum(len(reply.data) for reply in (one.response, style, icon, script)) <= 60 * 1024

from datetime import date, datetime, time, timedelta

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.eligibility import AgeRule
from directory.domain.services import (
    Alert,
    AlertSentence,
    Channel,
    Confidentiality,
    ContactPoint,
    Schedule,
    Status,
    Telling,
    Threshold,
    Wait,
    WaitStage,
    WordsToSay,
)
from directory.shelves import LONDON
from directory.store.checks import save_check
from directory.store.database import writing
from directory.web.filters import day
from tests.builders import a_location, a_service, an_organisation

PUBLISHED = date(2026, 1, 2)
IN_ORDER = (
    "Is it open to you?",
    "What it is",
    "Will anyone find out?",
    "How long might you wait?",
    "How to reach it now",
    "What happens next",
    "Words you could use",
    "While you wait",
    "Where it is, access and languages",
    "Last checked",
)


def a_listed(listed, **facts):
    return listed(a_service(**{"published_on": PUBLISHED} | facts))


def test_a_service_tells_what_a_reader_needs_in_this_order(browser, listed):
    page = browser.get("public.show_service", slug=a_listed(listed).slug)
    places = [page.html.index(f">{heading}</h2>") for heading in IN_ORDER]

    assert places == sorted(places)


def test_what_nobody_told_is_said_and_listed(browser, listed):
    service = a_listed(
        listed, age_rules=None, catchment=None, audiences=None, needs=None, status=None, taking_new_people=None
    )
    page = browser.get("public.show_service", slug=service.slug)

    assert "What they have not told us" in page.text
    assert page.text.count("not told us") > 15
    assert "Free" not in page.text


def test_every_kind_of_fact_is_shown(browser, listed, db):
    service = a_listed(
        listed,
        name="Boathouse",
        description="Tea and someone to talk to. We can write a referral to CAMHS.",
        threshold=Threshold(
            for_plain="Anyone low or worried", not_for_plain="People in danger today", try_instead="Ring 111"
        ),
        confidentiality=Confidentiality(
            parents=Telling.ONLY_IF_AT_RISK, school=Telling.WITH_YOUR_SAY_SO, agrees_alone_from=13
        ),
        waits=(
            Wait(WaitStage.ASSESSMENT, 2, 3, "the service", date.today()),
            Wait(WaitStage.FIRST_REPLY, 0, 1, "them", PUBLISHED),
        ),
        contact_points=(
            ContactPoint(
                "a", Channel.PHONE, "01632960123", "Front desk", (Schedule(frozenset({0}), time(9), time(17)),), True, False
            ),
            ContactPoint("b", Channel.PHONE, "01632960777", professionals_only=True),
        ),
        locations=(a_location(address="1 Quay", postcode="PO1 2AL", step_free=True),),
        what_happens_next=("Someone says hello.",),
        words_to_say=WordsToSay(text="hi can i come?"),
        while_you_wait="Come to games night.",
        languages=("English", "Polish"),
        is_demonstration=True,
    )
    with writing(db):
        save_check(db, service.id, Check(CheckScope.ALL, date(2026, 3, 27), "an editor", CheckMethod.RANG))
    text = browser.get("public.show_service", slug=service.slug).text

    for said in (
        "Anyone low or worried",
        "People in danger today",
        "asking a service to see you",
        "Told only if someone is at risk",
        "agree by yourself from age 13",
        "2 to 3 weeks before a first talk",
        "Ring 01632 960123",
        "Monday, 9am to 5pm",
        "They ask who you are",
        "Someone says hello.",
        "hi can i come?",
        "Come to games night.",
        "1 Quay",
        "English and Polish",
        "27 March 2026 , by an editor (we rang)",
        "Made up",
    ):
        assert said in text, said
    assert "960777" not in text
    assert "asking a service" in text


def test_an_old_wait_is_not_known_now(browser, listed):
    service = a_listed(listed, waits=(Wait(WaitStage.HELP_STARTS, 4, 6, "the service", date(2020, 5, 3)),))

    assert (
        "Not known now before help starts. It was 4 to 6 weeks" in browser.get("public.show_service", slug=service.slug).text
    )


def test_age_and_place_told_on_a_services_own_page_lead_to_it_inside_a_search(browser, listed):
    service = a_listed(listed, name="Boathouse", age_rules=[AgeRule(11, 18)])
    page = browser.post("public.ask_about_service", {"age": "13", "postcode": "PO1"}, slug=service.slug)

    assert "Looks open to you." in page.text
    assert page.title.startswith("Your page")
    assert any(link.startswith("/find/") for link in page.links)


def test_a_bad_age_told_there_is_explained_there(browser, listed):
    page = browser.post("public.ask_about_service", {"age": "abc"}, slug=a_listed(listed).slug)

    assert page.title.startswith("Error: ")
    assert page.all("input", name="age", value="abc")


@pytest.mark.parametrize("hidden", [{"published_on": None}, {"suspended": True}])
def test_a_listing_that_is_held_back_is_not_here(browser, listed, hidden):
    assert browser.get("public.show_service", slug=a_listed(listed, **hidden).slug).status == 404


def test_a_closed_service_keeps_its_address_and_says_what_to_try(browser, listed):
    service = a_listed(listed, status=Status.DEFUNCT, threshold=Threshold(try_instead="the Boathouse"))
    page = browser.get("public.show_service", slug=service.slug)

    assert page.status == 200
    assert "This service has closed. Try instead: the Boathouse" in page.text


def test_nobody_is_led_to_ring_a_service_that_has_closed(browser, listed):
    phone = ContactPoint("a", Channel.PHONE, "01632 960001")
    service = a_listed(listed, status=Status.DEFUNCT, contact_points=(phone,), url="https://boats.example.org")
    page = browser.get("public.show_service", slug=service.slug)

    assert "960001" not in page.html
    assert "boats.example.org" not in page.html
    assert not page.all("input", name="age")


def test_an_address_that_is_no_web_address_is_never_linked(browser, listed):
    service = a_listed(
        listed, contact_points=(ContactPoint("a", Channel.CHAT, "javascript:alert(1)"),), url="javascript:alert(2)"
    )

    assert not [
        link for link in browser.get("public.show_service", slug=service.slug).links if link.startswith("javascript")
    ]


def test_an_organisation_shows_what_it_runs_and_what_it_declared(browser, listed):
    organisation = an_organisation("Harbour Youth")
    listed(
        a_service("Boathouse", published_on=PUBLISHED, organisation_id=organisation.id),
        a_service("Held back", organisation_id=organisation.id),
        organisation=organisation,
    )
    page = browser.get("public.show_organisation", slug=organisation.slug)

    assert "Boathouse" in page.text
    assert "Held back" not in page.text
    assert "not told us" in page.text
    assert "Harbour Youth" in browser.get("public.show_organisations").text


def test_the_sitemap_names_public_pages_and_never_a_search(browser, listed):
    service, held_back = a_listed(listed, name="Boathouse"), listed(a_service("Held back"))
    xml = browser.reply("/sitemap.xml").get_data(as_text=True)

    assert f"/services/{service.slug}<" in xml
    assert held_back.slug not in xml
    assert "/needs/sleep<" in xml
    assert "/find" not in xml


def test_robots_are_kept_out_of_searches(browser):
    assert "Disallow: /find" in browser.reply("/robots.txt").get_data(as_text=True)


def test_health_is_200_while_a_search_could_be_answered(browser):
    reply = browser.reply("/healthz")

    assert reply.status_code == 200
    assert reply.json == {"status": "ok", "database": "ok", "index": "ok"}


def test_health_is_503_when_the_database_is_gone(without_database):
    reply = without_database.reply("/healthz")

    assert reply.status_code == 503
    assert reply.json["database"] == "StoreUnavailable"


def test_without_an_index_that_can_be_written_what_is_understood_is_still_found(app, browser, listed):
    listed(a_service("Sleep club", needs=frozenset({"sleep"}), published_on=date(2026, 1, 2)))
    index = app.extensions["directory"].settings.index
    index.write_text("a file where a folder should be")

    assert "Sleep club" in browser.find(text="cant sleep").text
    assert browser.reply("/healthz").status_code == 503
    index.unlink()
    app.extensions["directory"]._index_rests_until = 0
    assert "Sleep club" in browser.find(text="sleep club").text
    assert browser.reply("/healthz").json["index"] == "ok"


def test_a_need_has_a_page_for_posters_that_asks_by_post(browser):
    page = browser.get("public.show_need", slug="sleep")

    assert page.title.startswith("Sleep problems")
    assert page.all("form", method="post", action="/find")
    assert page.all("input", type="hidden", name="need", value="sleep")


def test_a_group_of_needs_has_a_page_too(browser):
    assert "Worry and anxiety" in browser.get("public.show_need", slug="feelings").text


def test_picking_a_topic_leaves_it_out_of_every_address(browser):
    page = browser.get("public.list_needs")

    assert page.all("button", name="need", value="sleep")
    assert not [link for link in page.links if link.startswith("/needs/")]


def test_what_it_is_comes_after_whether_it_is_open_to_you(browser, listed):
    page = browser.get("public.show_service", slug=a_listed(listed, summary="Tea and a talk.").slug)

    assert page.html.index("Is it open to you?") < page.html.rindex("Tea and a talk.")


def test_words_to_say_can_be_copied_read_out_or_sent(browser, listed):
    service = a_listed(
        listed,
        words_to_say=WordsToSay(call="Hello, is this the right place?", text="hi can i come & talk?"),
        contact_points=(ContactPoint("a", Channel.TEXT, "07700 900123"),),
    )
    page = browser.get("public.show_service", slug=service.slug)

    assert "Hello, is this the right place?" in page.text
    assert "sms:07700900123?&body=hi%20can%20i%20come%20%26%20talk%3F" in page.links


def test_a_line_that_wants_one_word_is_sent_no_others(browser, listed):
    service = a_listed(
        listed,
        words_to_say=WordsToSay(text="hi there"),
        contact_points=(ContactPoint("a", Channel.TEXT, "85258", label="Text SHOUT"),),
    )

    assert not [link for link in browser.get("public.show_service", slug=service.slug).links if "hi%20there" in link]


def test_nobody_knows_the_hours_leads_to_what_is_open(browser, listed):
    page = browser.get(
        "public.show_service",
        slug=a_listed(listed, contact_points=(ContactPoint("a", Channel.PHONE, "01632960123"),)).slug,
    )

    assert "They have not told us their hours." in page.text
    assert "/tonight" in page.links


def test_a_check_of_long_ago_is_said_to_be_long_ago(browser, db, listed):
    fresh, old = (a_listed(listed, name=name, contact_points=()) for name in ("Fresh", "Old"))
    today = datetime.now(LONDON).date()
    with writing(db):
        for service, days in ((fresh, 180), (old, 183)):
            save_check(db, service.id, Check(CheckScope.ALL, today - timedelta(days=days), "an editor", CheckMethod.RANG))

    assert "a long time ago" not in browser.get("public.show_service", slug=fresh.slug).text
    assert "a long time ago, so ask them" in browser.get("public.show_service", slug=old.slug).text


def test_a_press_on_hours_does_not_make_the_rest_look_checked(browser, db, listed):
    service, today = a_listed(listed), datetime.now(LONDON).date()
    old = Check(CheckScope.ALL, date(2024, 5, 1), "an editor", CheckMethod.RANG)
    with writing(db):
        save_check(db, service.id, old)
        save_check(db, service.id, Check(CheckScope.CONTACT, today, "the people who run it", CheckMethod.TOLD_US))
    page = browser.get("public.show_service", slug=service.slug).text

    assert f"How to reach them: {day(today)} , by the people who run it" in page
    assert "Who it is for: 1 May 2024 , by an editor (we rang). That is a long time ago" in page
    assert "Last checked 1 May 2024, so it may be out of date" in browser.find(age="13").text


def test_what_was_never_looked_at_is_said_not_to_be_checked(browser, db, listed):
    service, today = a_listed(listed), datetime.now(LONDON).date()
    with writing(db):
        save_check(db, service.id, Check(CheckScope.CONTACT, today, "the people who run it", CheckMethod.TOLD_US))

    assert "Who it is for: not checked yet" in browser.get("public.show_service", slug=service.slug).text
    assert "Who it is for: not checked yet. How to reach them: checked" in browser.find(age="13").text


def test_an_alert_is_shown_until_its_last_day_is_over(browser, listed):
    today, words = datetime.now(LONDON).date(), "Our phones are not working"
    last_day, over = (
        a_listed(listed, alert=Alert(AlertSentence.PHONES_DOWN, today - timedelta(days=days))) for days in (0, 1)
    )

    assert f"They say: {words}" in browser.get("public.show_service", slug=last_day.slug).text
    assert browser.get("public.show_service", slug=last_day.slug).text.count(words) == 1
    assert words not in browser.get("public.show_service", slug=over.slug).text


def test_the_day_to_open_again_stands_beside_that_it_is_closed(browser, listed):
    on = datetime.now(LONDON).date() + timedelta(days=9)
    service = a_listed(listed, status=Status.TEMPORARILY_CLOSED, opens_again_on=on)
    page = browser.get("public.show_service", slug=service.slug)

    assert f"They expect to open again on {day(on)}. Is it open to you? It is closed for now." in page.text

"""What a search was taken to mean is said, and each part can be taken out."""

import pytest

from directory.domain.eligibility import AgeRule, WhoseAge
from directory.domain.services import Wait, WaitStage
from tests.builders import an_organisation, only_for
from tests.public.test_finding_help import a_public_service

SAID = "my 13 year old cant slepe PO1"


def parts(page, kind="out"):
    return [has["value"] for has in page.all("button", name=kind)]


def press(browser, page, key, kind="out"):
    return browser.open(page.response.request.path, method="POST", data={kind: key})


def test_every_part_understood_is_a_button_that_says_what_it_does(browser):
    page = browser.find(text=SAID)

    assert {"need:sleep", "age", "place", "asking"} <= set(parts(page))
    assert "We looked for: Take out: sleep problems" in page.text
    for words in ("Take out: age 13", "Take out: near PO1", "Take out: for your child"):
        assert words in page.text


@pytest.mark.parametrize("key", ["need:sleep", "age", "place", "asking"])
def test_a_part_that_came_from_the_words_stays_out_until_it_is_put_back(browser, key):
    page = press(browser, browser.find(text=SAID), key)

    assert key not in parts(page)
    assert parts(page, "back") == [key]
    assert "cant slepe" in page.html
    assert page.all("input", name="without", value=key)
    assert key in parts(press(browser, page, key, "back"))


def test_who_is_asking_taken_out_takes_the_parent_with_it(browser):
    page = press(browser, browser.find(text=SAID), "asking")

    assert "parents" not in " ".join(parts(page))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"need": "sleep"}, "need:sleep"),
        ({"age": "14"}, "age"),
        ({"postcode": "PO1"}, "place"),
        ({"gp_postcode": "PO1"}, "gp_postcode"),
        ({"asking": "my-child"}, "asking"),
        ({"camhs": "waiting"}, "camhs"),
        ({"how": "phone"}, "how:phone"),
        ({"route": "self"}, "route:self"),
        ({"sector": "voluntary"}, "sector:voluntary"),
        ({"for": "girls"}, "for:girls"),
        ({"circumstance": "lgbtq"}, "audience:lgbtq"),
        ({"within": "5"}, "within"),
    ],
)
def test_each_thing_that_was_ticked_or_typed_can_be_taken_out(browser, typed, key):
    page = browser.find(**{"text": "anxious", **typed})

    assert key in parts(page)
    assert key not in parts(press(browser, page, key))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"within": "1"}, "within 1 mile "),
        ({"within": "2.5"}, "within 2.5 miles"),
        ({"route": "parent"}, "Take out: a parent or carer asks"),
        ({"for": "girls"}, "Take out: welcomes girls"),
    ],
)
def test_what_was_picked_is_said_as_people_say_it(browser, typed, words):
    assert words in browser.find(text="anxious", **typed).text


def test_what_is_typed_in_a_box_wins_over_the_words_and_over_what_was_taken_out(browser):
    page = browser.find(text=SAID, age="8", without="age")

    assert "age 8" in page.text
    assert "age 13" not in page.text


def test_danger_is_never_taken_out(browser):
    page = browser.find(text="i want to kill myself")
    after = press(browser, page, "need:suicidal-thoughts")

    assert "need:suicidal-thoughts" not in parts(after)
    assert 'class="panel' in after.html


def test_nonsense_pressed_changes_nothing(browser):
    page = browser.find(text=SAID)

    assert parts(press(browser, page, "banana:<b>")) == parts(page)


def test_words_that_were_corrected_are_said_in_one_sentence(browser):
    assert "We read “worryed” as “worried”." in browser.find(text="worryed sick").text


def test_a_child_who_asks_for_themselves_is_no_parent(browser):
    told = {"text": "how do i tell my mum, parents wont understand", "age": "13"}

    assert "audience:parents-carers" not in parts(browser.find(asking="me", **told))


def test_the_worst_thing_is_heard_at_the_end_of_a_long_text_too(browser):
    chatter = "we moved to a new school and the lunches are long and lonely " * 9
    page = browser.find(text=chatter + "and i want to kill myself")

    assert "We kept the parts that told us most" in page.text
    assert 'class="panel' in page.html
    assert "need:suicidal-thoughts" in parts(page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my daughter doesnt eat", "for your child"),
        ("my friend is cutting herself", "for someone you know"),
        ("a pupil in year 8 is self harming", "for someone you work with"),
        ("i teach yr 9, pupil with EBSA", "for someone you work with"),
        ("i cant sleep", ""),
    ],
)
def test_who_is_asking_is_read_from_the_words_when_nothing_is_ticked(browser, text, said):
    page = browser.find(text=text)

    assert ("asking" in parts(page)) is bool(said)
    assert said in page.text


def test_what_is_ticked_about_who_is_asking_wins(browser):
    assert (
        "Take out: for someone you work with"
        in browser.find(text="my daughter doesnt eat", asking="someone-i-work-with").text
    )


@pytest.mark.parametrize(
    "typed", [{"text": "my 9 year old is anxious"}, {"text": "anxious", "age": "9", "asking": "my-child"}]
)
def test_a_parent_of_a_nine_year_old_finds_help_for_the_child_and_for_themselves(browser, listed, typed):
    listed(
        a_public_service("Small steps", age_rules=[AgeRule(5, 11)]),
        a_public_service(
            "Grown-ups line",
            needs=frozenset({"family"}),
            age_rules=[AgeRule(18, whose=WhoseAge.PERSON_USING)],
            audiences=only_for("parents-carers"),
        ),
        a_public_service("Teens only", age_rules=[AgeRule(13, 18)]),
    )
    page = browser.find(postcode="PO1", **typed)
    open_to_them = page.text[page.text.index("Looks open to you") : page.text.index("Not for you")]

    assert "Small steps" in open_to_them
    assert "Grown-ups line" in open_to_them
    assert "Teens only" not in open_to_them


def test_who_may_turn_18_while_they_wait_is_told_on_the_card_and_the_listing(app, browser, listed):
    today = app.extensions["directory"].now().date()
    wait = Wait(WaitStage.HELP_STARTS, 20, 30, "the front desk", today)
    service = listed(a_public_service("Team", age_rules=[AgeRule(11, 17)], waits=(wait,)), organisation=an_organisation())
    page = browser.find(need="worry-anxiety", age="17")
    listing = browser.open(f"{page.response.request.path}/{service.code}")

    for shown in (page, listing):
        assert "If you turn 18 while you wait" in shown.text
    assert "turn 18" not in browser.find(need="worry-anxiety", age="16").text


def test_the_first_page_asks_who_it_is_for_in_one_small_question(browser):
    page = browser.get("public.home")

    assert [has["value"] for has in page.all("option")] == ["", "me", "my-child", "a-friend", "someone-i-work-with"]
    assert "How old is the person?" in page.text


@pytest.mark.parametrize(
    ("text", "page"), [("camhs said no", "told-no"), ("waiting for camhs", "waiting"), ("cant sleep", None)]
)
def test_whoever_was_told_no_or_waits_is_led_to_the_page_for_it(browser, listed, text, page):
    listed(a_public_service("Ann", needs=frozenset({"any", "sleep"})))
    html = browser.find(text=text).html
    above = html[html.index("found__list") : html.index("<article")]

    assert ("/told-no/" in above, "/waiting/" in above) == (page == "told-no", page == "waiting")


def test_where_words_still_find_after_all_parts_were_taken_out_the_heading_says_so(browser, listed):
    listed(a_public_service("Sleep club", needs=frozenset({"sleep"})), a_public_service("Other"))
    page = browser.find(text="cant sleep club")
    while parts(page):
        page = press(browser, page, parts(page)[0])

    assert "Everything we list" not in page.text
    assert "found by your words" in page.text

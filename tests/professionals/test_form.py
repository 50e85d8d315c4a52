"""The form of the professionals: what is picked takes one press, and nothing has to be told."""

import pytest


def buttons_of(page):
    return [(has.get("name"), has.get("value")) for has in page.all("button") if has.get("name") == "as"]


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [("camhs", "radio", "waiting"), ("refusal", "radio", "age"), ("circumstance", "checkbox", "deaf")],
)
def test_what_is_picked_stands_there_to_be_pressed(browser, name, kind, value):
    assert browser.open("/professionals").all("input", name=name, type=kind, value=value)


def test_who_they_are_is_told_by_the_button_they_press(browser):
    bare = buttons_of(browser.open("/professionals"))

    assert bare[0] == ("as", "")
    assert bare[1:] == [("as", one) for one in ("gp", "school", "social-care", "youth-justice", "charity")]


def test_enter_shows_the_options_for_the_profession_that_was_told_before(browser):
    page = browser.open("/professionals?as=school")

    assert buttons_of(page)[0] == ("as", "school")
    assert page.all("button", value="school", **{"aria-current": "true"})
    assert buttons_of(page)[-1] == ("as", "")


def test_a_profession_that_we_do_not_know_is_told_to_nobody(browser):
    assert buttons_of(browser.open("/professionals?as=wizard"))[0] == ("as", "")


def test_a_form_that_stands_open_keeps_whom_to_ring_today_before_it(browser):
    def page_of(**told):
        return browser.open(browser.reply("/professionals/find", method="POST", data=told).location).html

    wrong, right = page_of(age="many", text="took an overdose"), page_of(age="15", text="took an overdose")
    assert wrong.index('id="today"') < wrong.index('id="change"')
    assert wrong.count('id="today"') == right.count('id="today"') == 1


def test_where_nothing_was_told_of_a_child_the_form_stands_open(browser):
    def form_of(**told):
        address = browser.reply("/professionals/find", method="POST", data=told).location
        return browser.open(address).all("details", id="change")[0]

    assert "open" in form_of(**{"as": "gp"})
    assert "open" not in form_of(age="15")

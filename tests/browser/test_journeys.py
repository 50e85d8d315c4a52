"""From the first page to a way of getting in touch, as people do it."""

import pytest

from tests.browser.conftest import A_SEARCH

pytestmark = pytest.mark.browser

A_WAY_IN = 'a[href^="tel:"], a[href^="sms:"], a[href^="mailto:"], a[href^="http"]'


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_words_postcode_and_age_lead_to_a_service_and_how_to_reach_it(visit, script, width):
    page = visit("/", width=width, script=script)
    for field, value in A_SEARCH.items():
        page.fill(f"main [name={field}]", value)
    page.click("main form[action='/find'] button[type=submit] >> nth=0")

    assert "/find/" in page.url
    assert A_SEARCH["text"] not in page.url
    page.click("main article h3 a >> nth=0")
    page.wait_for_url("**/find/*/*")

    assert page.locator("h1").count() == 1
    assert page.locator("main").locator(A_WAY_IN).count()


def test_the_whole_journey_by_keyboard(visit):
    page = visit("/", script=False)
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate("document.activeElement.textContent").lower()
    page.keyboard.press("Enter")

    for field, value in A_SEARCH.items():
        tab_to(page, f"document.activeElement.name === '{field}'")
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/**")
    tab_to(page, "document.activeElement.closest('article h3 a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/*/*")

    tab_to(page, f"document.activeElement.closest('main') && document.activeElement.matches(`{A_WAY_IN}`)")


def test_what_has_the_focus_can_be_seen(visit):
    page = visit("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return [style.outlineStyle, style.boxShadow, style.backgroundColor];
        }""")
        assert shown[0] != "none" or shown[1] != "none", page.evaluate("document.activeElement.outerHTML")


def test_a_topic_is_one_press(visit):
    page = visit("/", width=320, script=False)

    page.click("main button[name=need] >> nth=0")

    assert "/find/" in page.url


def test_everything_typed_is_there_again_to_change(visit):
    page = visit("/", script=False)
    for field, value in A_SEARCH.items():
        page.fill(f"main [name={field}]", value)
    page.click("main form[action='/find'] button[type=submit] >> nth=0")

    for field, value in A_SEARCH.items():
        assert page.locator(f"[name={field}]").first.input_value() == value


def tab_to(page, condition, most=150):
    """Press Tab until the focus is where it is wanted; fail when it never gets there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean({condition})"):
            return
    raise AssertionError(f"the keyboard never reached: {condition}")

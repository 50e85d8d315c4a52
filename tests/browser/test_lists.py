"""From results to a list that is compared, printed and shared, without script."""

import pytest

from tests.browser.conftest import A_SEARCH, search

pytestmark = pytest.mark.browser
A4_WIDTH, A4_HEIGHT = 718, 1047  # CSS pixels inside margins of 10 mm


@pytest.mark.parametrize("width", [320, 1280])
def test_four_are_ticked_and_stand_side_by_side(visit, results_path, width):
    page = visit(results_path, width=width, script=False)
    ticks = page.locator("input[name=pick]")
    for number in range(4):
        ticks.nth(number).check()
    with page.expect_navigation():
        page.click("#picks button")

    assert "/list/" in page.url
    assert "/find/" not in page.url
    assert page.locator("main thead th[scope=col] a").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_list_of_four_prints_on_one_sheet(visit, results_path):
    page = visit(results_path, width=A4_WIDTH, script=False)
    for number in range(4):
        page.locator("input[name=pick]").nth(number).check()
    with page.expect_navigation():
        page.click("#picks button")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": 100})

    assert page.evaluate("document.documentElement.scrollHeight") <= A4_HEIGHT
    assert "999" in page.inner_text("body")


def test_a_part_is_taken_out_by_one_press_of_a_key(visit, site):
    page = visit(search(site, **A_SEARCH), script=False)
    part = page.get_by_role("button", name="Take out: age 14")
    part.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.get_by_role("button", name="Take out: age 14").count() == 0
    assert page.get_by_role("button", name="Take out: sleep problems").count() == 1

"""Telling that something is wrong with a listing, as a browser without script does it."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import needed, search
from tests.browser.test_pages import AXE

pytestmark = pytest.mark.browser


@pytest.fixture
def first_result(browser, site):
    """The path of a listing inside a search."""
    page = browser.new_page()
    page.goto(site + search(site, need="sleep", postcode="PO1", age="14"))
    page.goto(page.locator("main article h3 a").first.evaluate("link => link.href"))
    path = urlsplit(page.url).path
    page.close()
    return path


@pytest.mark.parametrize("width", [320, 1280])
def test_a_note_leads_from_a_listing_to_a_receipt_and_back_to_the_search(visit, first_result, width):
    page = visit(first_result, width=width, script=False)
    page.get_by_role("link", name="Something’s wrong with this listing").click()
    page.get_by_label("The number does not work").check()
    page.get_by_label("What should we know?").fill("It rings and rings")
    page.get_by_role("button", name="Send this").click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Thank you")
    assert page.get_by_role("link", name="Back to the listing").get_attribute("href") == first_result
    page.locator("main a[href*='/corrections/']").click()
    assert "Nobody has looked at it yet" in page.inner_text("main")


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
@pytest.mark.parametrize("reason", ["", "closed", "not-safe"])
def test_axe_finds_nothing_whatever_was_told(visit, first_result, reason, width, dark):
    needed("axe-core", AXE.exists())
    page = visit(first_result + "/wrong", width=width, dark=dark)
    if reason:
        page.check(f"input[value={reason}]")
    page.fill("#text", "i want to kill myself")
    page.get_by_role("button", name="Send this").click()
    page.evaluate(AXE.read_text())

    assert page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

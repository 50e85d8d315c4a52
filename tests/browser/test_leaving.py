"""Leaving quickly, as a browser does it: nothing of a search comes back, however often Back is pressed."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import A_SEARCH, run_flask, serving

pytestmark = pytest.mark.browser

ELSEWHERE = "Sunny spells this afternoon"
OF_A_SEARCH = "main article, main .service"


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Weather</title><p>{ELSEWHERE}".encode())
        self.server.referrers.append(self.headers.get("Referer"))

    def log_message(self, *_):
        pass


@contextmanager
def _weather():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    server.referrers = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def weather():
    with _weather() as server:
        yield server


@pytest.fixture(scope="module")
def leavable(tmp_path_factory, weather):
    """A demonstration whose way out leads to a page of our own."""
    data = tmp_path_factory.mktemp("leaving")
    run_flask(data, "seed")
    with serving(data, DIRECTORY_LEAVE_TO=f"http://127.0.0.1:{weather.server_port}/") as address:
        yield address


def look_for_help(page, **changed):
    for field, value in (A_SEARCH | changed).items():
        page.locator(f"main form[action='/find'] [name={field}]").first.fill(value)
    page.locator("main form[action='/find'] button[type=submit]").first.click()
    page.wait_for_url("**/find/*")


def open_a_service(page):
    page.click("main article h3 a >> nth=0")
    page.wait_for_url("**/find/*/*")


def is_elsewhere(page):
    page.wait_for_url("http://127.0.0.1:*/", wait_until="load")
    return ELSEWHERE in page.inner_text("body")


def press_back(page, times=5):
    """Go back, and give what each page met shows."""
    met = []
    for _ in range(times):
        page.go_back(wait_until="load", timeout=10_000)
        met.append((page.url, page.locator(OF_A_SEARCH).count(), page.title(), page.inner_text("body")))
    return met


@pytest.mark.parametrize("width", [320, 1280])
def test_after_leaving_going_back_five_times_shows_no_result_and_no_listing(visit, leavable, width):
    page = visit("/", at=leavable, width=width)
    look_for_help(page)
    open_a_service(page)
    name = page.inner_text("h1")

    page.click(".leave")

    assert is_elsewhere(page)
    met = press_back(page)
    assert all(of_a_search == 0 and name not in text for _, of_a_search, _, text in met), met
    assert any("This search has ended" in text for *_, text in met)


def open_a_list(page, ticked=2):
    for number in range(ticked):
        page.locator("input[name=pick]").nth(number).check()
    page.click("#picks button")
    page.wait_for_url("**/list/*")


def shown_of_it(met, *names):
    return [(address, title) for address, of_a_search, title, text in met if of_a_search or any(n in text for n in names)]


def test_after_leaving_a_service_of_a_list_going_back_shows_neither(visit, leavable):
    page = visit("/", at=leavable, width=320)
    look_for_help(page)
    open_a_list(page)
    page.click("main thead a >> nth=0")
    page.wait_for_url("**/find/*/*")
    name = page.inner_text("h1")
    page.click("text=Back to your list")
    page.wait_for_url("**/list/*")
    page.click("main li a[data-replaces] >> nth=1")
    page.wait_for_url(lambda url: "." not in url.rpartition("/list/")[2])
    page.click("main thead a >> nth=0")
    page.wait_for_url("**/services/*")
    page.click(".leave")

    assert is_elsewhere(page)
    met = press_back(page)
    assert shown_of_it(met, name, "Your list", "Side by side") == []


def test_after_leaving_a_service_of_an_organisation_going_back_shows_neither(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)
    open_a_service(page)
    page.click(".service__by a")
    page.wait_for_url("**/organisations/*")
    runs = page.inner_text("h1")
    page.click("main .links a >> nth=0")
    page.wait_for_url("**/find/*/*")
    name = page.inner_text("h1")
    page.click(".leave")

    assert is_elsewhere(page)
    assert shown_of_it(press_back(page), name, runs) == []


def test_without_script_leaving_from_the_page_on_staying_safe_ends_the_search(visit, leavable):
    page = visit("/", at=leavable, script=False)
    look_for_help(page)
    open_a_service(page)
    page.click("footer >> text=Stay safe online")
    page.click(".leave")

    assert is_elsewhere(page)
    assert shown_of_it(press_back(page, 4)) == []


def test_searches_made_before_in_the_same_tab_end_too(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)
    page.click(".top__name")
    look_for_help(page, text="bullying")
    page.click("footer a[href$='about']")
    page.click(".leave")

    assert is_elsewhere(page)
    met = press_back(page)
    assert all(of_a_search == 0 for _, of_a_search, _, _ in met), met


def test_the_page_is_covered_before_the_next_one_is_there(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)

    seen = page.evaluate("""() => {
        document.querySelector('.leave').click();
        return [getComputedStyle(document.querySelector('main')).visibility, document.title];
    }""")

    assert seen == ["hidden", "Loading"]


def test_shift_three_times_leaves_and_says_how_far_it_is(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)
    said = page.locator("#leave-said")

    page.keyboard.press("Shift")
    assert said.inner_text() == "To leave this site, press Shift 2 more times."
    page.keyboard.press("Shift")
    assert said.inner_text() == "To leave this site, press Shift 1 more time."
    page.keyboard.press("Shift")

    assert is_elsewhere(page)
    assert press_back(page, 1)[0][1] == 0


def test_typing_capitals_leaves_nothing(visit, leavable):
    page = visit("/", at=leavable)
    page.focus("[name=text]")

    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.type("e")

    assert page.inner_text("#leave-said") == "You are still on this page."
    page.keyboard.press("Shift")
    assert page.url == leavable + "/"
    assert page.input_value("[name=text]") == "ABCDe"


def test_shift_pressed_slowly_leaves_nothing(visit, leavable):
    page = visit("about:blank", at="")
    page.clock.install()
    page.goto(leavable)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(6_000)

    assert page.inner_text("#leave-said") == "You are still on this page."
    page.keyboard.press("Shift")
    assert page.url == leavable + "/"


def test_the_second_thing_the_keyboard_reaches_is_a_way_out(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Leave this site"
    assert page.evaluate("document.activeElement.getBoundingClientRect().height") >= 40
    page.keyboard.press("Enter")
    assert is_elsewhere(page)


def test_without_script_the_way_out_is_a_link_that_ends_the_search(visit, leavable, weather):
    page = visit("/", at=leavable, script=False)
    look_for_help(page)
    results = page.url
    weather.referrers.clear()

    page.click(".leave")

    assert is_elsewhere(page)
    assert leavable not in str(weather.referrers)
    reply = page.goto(results)
    assert reply.status == 410
    assert page.locator(OF_A_SEARCH).count() == 0


@pytest.mark.parametrize("path", ["/", "/urgent", "/stay-safe", "/no-such-page", "/find/damaged"])
def test_every_page_has_a_way_out(visit, leavable, path):
    page = visit(path, at=leavable, width=320)

    page.click(".leave")

    assert is_elsewhere(page)


def test_on_the_smallest_screens_the_way_out_stays_in_its_place(visit, leavable):
    page = visit("/about", at=leavable, width=320)
    page.evaluate("scrollTo(0, 600)")

    assert page.locator(".leave").bounding_box()["y"] < 0


@pytest.mark.parametrize("size", [(320, 640), (844, 390)])
def test_where_the_way_out_scrolls_away_there_is_one_after_the_cards_and_one_at_the_foot(visit, leavable, size):
    page = visit("/", at=leavable, width=320)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    look_for_help(page)
    again = page.locator(".leave-again a")

    assert again.count() == 2
    assert all(one.is_visible() and one.bounding_box()["height"] >= 44 for one in again.all())
    again.first.click()
    assert is_elsewhere(page)
    assert press_back(page, 1)[0][1] == 0


def test_on_a_phone_the_way_out_stays_in_reach(visit, leavable):
    page = visit("/about", at=leavable, width=390)
    page.evaluate("scrollTo(0, 600)")

    assert page.locator(".leave").bounding_box()["y"] >= 0
    assert page.locator(".leave").bounding_box()["height"] >= 44
    assert not page.locator(".leave-again a").is_visible()


def test_what_was_typed_is_gone_from_the_form_on_return(visit, leavable):
    page = visit("/", at=leavable)
    look_for_help(page)
    page.go_back()

    assert [page.locator(f"[name={field}]").first.input_value() for field in A_SEARCH] == ["", "", ""]

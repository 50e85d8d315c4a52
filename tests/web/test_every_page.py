"""What holds for every address a visitor can open, whatever happens behind it."""

from datetime import date

import pytest
from werkzeug.exceptions import ImATeapot

from directory.domain.search_request import SearchRequest
from directory.web.private import SearchSealer
from tests.builders import a_service, an_organisation
from tests.visitor import check_headers
from tests.web.conftest import SECRET

READING = ("urgent", "waiting", "told_no", "stay_safe", "about", "privacy", "accessibility", "who_may_be_listed")
LOOKING = ("home", "tonight", "list_needs", "show_organisations")


@pytest.mark.parametrize("endpoint", READING + LOOKING)
def test_every_page_can_be_read(browser, endpoint):
    page = browser.get(f"public.{endpoint}")

    assert page.status == 200
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("endpoint", READING)
def test_pages_to_read_are_there_when_the_database_is_gone(without_database, endpoint):
    assert without_database.get(f"public.{endpoint}").status == 200


@pytest.mark.parametrize("endpoint", LOOKING)
def test_other_pages_then_say_so_with_the_numbers(without_database, endpoint):
    page = without_database.get(f"public.{endpoint}")

    assert page.status == 503
    assert "Try again in a few minutes" in page.text
    assert [link["href"] for link in page.all("a", class_="button")] == ["/urgent"]


def test_help_right_now_has_the_numbers_of_every_nation_and_promises_nothing(without_database):
    page = without_database.get("public.urgent")

    assert all(said in page.text for said in ("In Wales, ring 111", "In Scotland, ring 111", "Lifeline on 0808 808 8000"))
    assert "You will not" not in page.text


def test_a_search_with_the_database_gone_still_shows_the_numbers(without_database):
    assert without_database.find(text="cant sleep", postcode="PO1 2AL", age="13").status == 503


def test_a_damaged_database_is_said_to_be_unusable(app, browser, db):
    db.close()
    for file in app.extensions["directory"].settings.data.glob("directory.sqlite3*"):
        file.write_bytes(b"this is no database" * 400)

    assert browser.get("public.home").status == 503


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/nothing/here", "GET", 404),
        ("/services/no-such-service", "GET", 404),
        ("/services/no-such-service", "POST", 404),
        ("/needs/no-such-need", "GET", 404),
        ("/needs/any", "GET", 404),
        ("/organisations/no-such-organisation", "GET", 404),
        ("/urgent", "POST", 405),
        ("/find/damaged", "GET", 400),
        ("/find/damaged/t0001", "GET", 400),
        ("/find/" + "x" * 3000, "GET", 400),
        ("/find/%F0%9F%98%80%00", "GET", 400),
    ],
)
def test_what_goes_wrong_gets_a_page_that_says_what_to_do(browser, address, method, status):
    page = browser.open(address, method=method)

    assert page.status == status
    assert page.all("a", href="/") or page.all("form")


def test_a_slash_at_the_end_changes_nothing(browser):
    for address in ("/find", "/list", "/needs", "/urgent", "/needs/sleep", "/tonight", "/list/zzzzz"):
        without, with_slash = browser.reply(address), browser.reply(f"{address}/")

        assert (with_slash.status_code, with_slash.location) == (without.status_code, without.location)
        assert with_slash.status_code < 400


@pytest.mark.parametrize(
    "path", ["//", "//urgent", "//example.org/..", "/urgent//", "/\\example.org", "/%ff", "/\x00", "/.env"]
)
def test_an_odd_address_leads_nowhere_else(browser, path):
    for method in ("GET", "POST", "BREW"):
        page = browser.open("/", method=method, environ_overrides={"PATH_INFO": path, "HTTP_HOST": "example.org"})

        assert page.status in (200, 404, 405)
        assert "Location" not in page.response.headers


def test_too_much_to_send_is_said_so(browser):
    page = browser.open("/find", method="POST", data={"text": "a" * 300_000})

    assert page.status == 413
    assert "fewer words" in page.text


def test_our_own_mistakes_get_a_page_with_the_numbers(app, browser):
    def break_down():
        raise ValueError("something somebody typed")

    app.add_url_rule("/broken", "broken", break_down)
    page = browser.open("/broken")

    assert page.status == 500
    assert "not yours" in page.text
    assert "something somebody typed" not in page.html


def test_even_when_the_page_itself_breaks_the_numbers_are_shown(app, browser):
    app.jinja_env.globals["notices"] = None
    page = browser.open("/nothing/here")

    assert page.status == 404


def test_an_unusual_error_gets_a_page_too(app, browser):
    def brew():
        raise ImATeapot

    app.add_url_rule("/tea", "tea", brew)

    assert browser.open("/tea").status == 400


def test_a_search_that_has_ended_says_so_kindly(browser):
    an_hour_ago = SearchSealer([SECRET], now=lambda: 1_000_000_000)
    page = browser.open("/find/" + an_hour_ago.seal(SearchRequest(text="cant sleep")))

    assert page.status == 410
    assert "lasts for one hour" in page.text
    assert "cant sleep" not in page.html


def test_the_stylesheet_is_kept_for_long_under_its_own_address_only(app, browser):
    address = browser.get("public.home").all("link", rel="stylesheet")[0]["href"]
    now, other = browser.reply(address), browser.reply("/style-old.css")

    assert now.status_code == other.status_code == 200
    assert "immutable" in now.headers["Cache-Control"]
    assert "immutable" not in other.headers["Cache-Control"]
    assert "/*" not in now.get_data(as_text=True)
    assert len(now.data) < 20_000


def test_nothing_comes_from_another_host(browser):
    page = browser.get("public.home")
    fetched = [has.get("src") or has.get("href") for tag, has in page.elements if tag in ("img", "script", "link", "iframe")]

    assert all(address.startswith("/") for address in fetched)


def test_the_way_out_is_on_every_page_and_tells_nobody_where_you_were(browser):
    leave = browser.get("public.urgent").all("a", class_="leave")

    assert leave[0]["rel"] == "nofollow noreferrer"
    assert leave[0]["href"].startswith("https://")


def test_a_demonstration_says_so_on_every_page(browser, listed):
    assert "made up" not in browser.get("public.urgent").text
    listed(a_service(is_demonstration=True, published_on=date(2026, 1, 2)), organisation=an_organisation())

    assert "Services marked “Made up” are not real" in browser.get("public.urgent").text


def test_a_directory_nobody_approved_says_so(browser):
    assert "Not yet approved" in browser.get("public.home").text


def test_static_files_carry_the_headers_too(browser):
    check_headers(browser.reply("/static/icon.svg"))

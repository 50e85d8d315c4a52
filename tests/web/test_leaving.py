import sqlite3
from contextlib import closing
from datetime import date
from stat import S_ISREG
from urllib.parse import urlsplit

import pytest

from directory.domain.search_request import SearchRequest
from directory.store.stop_list import add_stops, is_stopped
from directory.web.carrying import CARRIED
from directory.web.private import GOOD_FOR_SECONDS, STOP_LIST, SearchSealer, StopList
from tests.builders import a_service, an_organisation
from tests.visitor import Visitor
from tests.web.conftest import an_app

OLD, NEW = "the old secret of this directory", "the new secret of this directory"
ASKED = {"text": "cant sleep", "age": "14"}


def search(browser, **headers) -> str:
    """Search, and give the address of the results."""
    return browser.reply("/find", method="POST", data=ASKED, headers=headers).location


def status(browser, address) -> int:
    return browser.open(address).status


@pytest.fixture
def stop_file(app):
    return app.extensions["directory"].settings.data / STOP_LIST


def test_the_link_without_script_ends_the_search_and_goes_on(browser, listed):
    listed(a_service(code="t0001", published_on=date(2026, 1, 2)))
    results = search(browser)
    reply = browser.reply(f"{results}/t0001?leave")

    assert reply.status_code == 303
    assert reply.location == "https://www.bbc.co.uk/weather"
    page = browser.open(results)
    assert page.status == 410
    assert "This search has ended" in page.text
    assert page.all("form", action="/find")
    assert "cant sleep" not in page.html
    assert browser.open(f"{results}/t0001").status == 410


@pytest.mark.parametrize("journey", ["/tonight", "/waiting", "/told-no", "/professionals/find"])
def test_every_page_of_a_search_can_be_left(browser, journey):
    page = browser.reply(journey, method="POST", data=ASKED).location.partition("#")[0]

    assert browser.reply(f"{page}?leave").status_code == 303
    assert status(browser, page) == 410


@pytest.mark.parametrize("journey", ["/tonight", "/waiting", "/told-no", "/professionals/find"])
def test_the_script_ends_every_kind_of_search(browser, journey):
    page = browser.reply(journey, method="POST", data=ASKED).location.partition("#")[0]
    browser.reply("/leave", method="POST", data={"address": page})

    assert status(browser, page) == 410


def test_pages_for_everybody_stay_inside_a_search_and_leaving_from_there_ends_it(browser):
    results = search(browser)
    page = browser.open(f"{results}?to=stay-safe")

    assert "?to=stay-safe" in browser.open(results).links
    assert page.title.startswith("Stay safe online")
    assert "?to=urgent" in page.links
    assert browser.reply(f"{results}/site/stay-safe?leave").status_code == 303
    assert status(browser, results) == 410


@pytest.mark.parametrize("page", CARRIED)
def test_every_page_for_everybody_opens_inside_a_search_even_when_that_has_ended(browser, page):
    assert status(browser, f"{search(browser)}/site/{page}") == 200
    assert status(browser, f"/find/ended/site/{page}") == 200
    assert browser.reply(f"/find/ended?to={page}").location == f"/find/ended/site/{page}"


def test_other_pages_are_not_opened_inside_a_search(browser):
    results = search(browser)

    assert status(browser, f"{results}/site/sign-in") == 404
    assert status(browser, f"{results}?to=//example.org") == 200
    assert browser.reply("/?to=privacy").status_code == 200


def test_a_search_made_from_the_first_page_inside_a_search_is_left_with_it(browser):
    first = search(browser)
    second = search(browser, Referer=f"http://localhost{first}/site/start")
    browser.reply(f"{second}?leave")

    assert status(browser, first) == 410


def test_an_organisation_and_its_services_stay_inside_a_search(browser, listed):
    one = listed(a_service("Teen talk", code="t0001", published_on=date(2026, 1, 2)), organisation=an_organisation())
    results = search(browser)
    runs = next(link for link in browser.open(f"{results}/t0001").links if "/organisations/" in link)
    page = browser.open(runs)

    assert runs.startswith(f"{results}/organisations/")
    assert page.title == "Your page – Someone to talk to"
    assert "../t0001" in page.links
    assert one.name in page.text
    browser.reply(f"{runs}?leave")
    assert [status(browser, address) for address in (results, runs)] == [410, 410]


def test_those_who_run_the_services_are_listed_inside_a_search_too(browser, listed):
    listed(a_service("Teen talk", published_on=date(2026, 1, 2)), organisation=an_organisation())
    links = browser.open(f"{search(browser)}/site/organisations").links

    assert [link for link in links if link.startswith("../organisations/")]


def test_from_a_list_somebody_who_is_searching_stays_inside_the_search(browser, listed):
    listed(a_service("Teen talk", code="t0001", published_on=date(2026, 1, 2)))
    results = search(browser)
    came = {"headers": {"Referer": f"http://localhost{results}"}}

    assert f"{results}/t0001" in browser.open("/list/t0001", **came).links
    assert "/list/t0001" in browser.open(f"{results}/t0001", headers={"Referer": "http://localhost/list/t0001"}).links
    browser.reply(f"{results}?leave")
    assert f"{results}/t0001" not in browser.open("/list/t0001", **came).links


def test_pages_of_a_search_lead_out_by_a_link_that_ends_it_and_others_straight_away(browser):
    inside, outside = browser.open(search(browser)), browser.get("public.urgent")

    assert {link["href"] for link in inside.all("a", draggable="false")} == {"?leave"}
    assert {link["data-leave-to"] for link in inside.all("a", class_="leave")} == {"https://www.bbc.co.uk/weather"}
    assert {link["href"] for link in outside.all("a", class_="leave")} == {"https://www.bbc.co.uk/weather"}


def test_the_script_ends_every_search_of_the_tab(browser):
    first, second, other = search(browser), search(browser), search(browser)
    reply = browser.reply("/leave", method="POST", data={"address": [first, f"{second}/t0001", "/find/damaged", "/"]})

    assert reply.status_code == 204
    assert [status(browser, address) for address in (first, second, other)] == [410, 410, 200]


def test_another_site_cannot_end_a_search(browser):
    results = search(browser)
    page = browser.open("/leave", method="POST", data={"address": results}, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status == 403
    assert status(browser, results) == 200


def test_a_page_fetched_ahead_ends_nothing(browser):
    results = search(browser)
    browser.reply(f"{results}?leave", headers={"Sec-Purpose": "prefetch;prerender"})

    assert status(browser, results) == 200


def test_a_search_made_from_another_is_left_with_it(browser):
    first = search(browser)
    second = search(browser, Referer=f"http://localhost{first}")
    apart = search(browser)
    browser.reply(f"{second}?leave")

    assert [status(browser, address) for address in (first, second, apart)] == [410, 410, 200]


def test_a_new_search_from_the_page_of_one_that_was_left_opens(browser):
    left = search(browser)
    browser.reply(f"{left}?leave")

    assert status(browser, search(browser, Referer=f"http://localhost{left}")) == 200


def test_leaving_works_for_a_damaged_search_too(browser):
    assert browser.reply("/find/damaged?leave").status_code == 303


def test_leaving_works_when_nothing_can_be_written(browser, stop_file):
    stop_file.mkdir()

    assert browser.reply(f"{search(browser)}?leave").status_code == 303


def test_the_stop_list_holds_nothing_of_the_search(browser, stop_file):
    browser.reply(f"{search(browser)}?leave")
    with closing(sqlite3.connect(stop_file)) as connection:
        rows = connection.execute("SELECT * FROM stopped").fetchall()

    assert [(len(mark), type(until)) for mark, until in rows] == [(32, int)]
    assert S_ISREG(stop_file.stat().st_mode)
    assert stop_file.stat().st_mode & 0o077 == 0


def test_marks_are_forgotten_when_their_hour_is_over(tmp_path):
    path = tmp_path / "left.sqlite3"
    add_stops(path, [b"one"], until=100, now=1)
    assert is_stopped(path, [b"other", b"one"], now=100)
    add_stops(path, [b"two"], until=300, now=200)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT mark FROM stopped").fetchall() == [(b"two",)]
    assert b"one" not in path.read_bytes()


def test_a_stop_outlasts_every_token_of_its_visit(tmp_path):
    times = [1_000_000]
    stops = StopList(tmp_path, [NEW], now=lambda: times[0])
    stops.add([b"visit!"])
    times[0] += GOOD_FOR_SECONDS + 1

    assert stops.holds(b"visit!")


def test_a_damaged_stop_list_is_made_anew(tmp_path):
    path = tmp_path / "left.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    assert not is_stopped(path, [b"one"], now=1)
    add_stops(path, [b"one"], until=100, now=1)

    assert is_stopped(path, [b"one"], now=1)


def test_after_a_change_of_key_searches_that_were_left_stay_left(tmp_path):
    StopList(tmp_path, [OLD]).add([b"visit!"])

    assert StopList(tmp_path, [NEW, OLD]).holds(b"visit!")


def test_a_change_of_key_breaks_no_search_and_dropping_the_old_one_ends_its_searches_kindly(db, tmp_path, read_once):
    results = "/find/" + SearchSealer([OLD]).seal(SearchRequest(text="cant sleep"))

    def served_with(*secrets):
        app = an_app(tmp_path / "data", secret_key=",".join(secrets))
        vars(app.extensions["directory"]).update(read_once)
        return Visitor(app)

    both, new_only = served_with(NEW, OLD), served_with(NEW)
    gone = new_only.open(results)

    assert both.open(results).status == 200
    assert new_only.open(search(both)).status == 200
    assert gone.status in (400, 410)
    assert "You can look again here" in gone.text
    assert gone.all("form", action="/find")


def test_titles_of_pages_of_a_search_are_neutral(browser, listed):
    listed(a_service(name="Teen talk about sleep", code="t0001", published_on=date(2026, 1, 2)))
    results = search(browser)

    for address in (results, f"{results}/t0001"):
        assert browser.open(address).title == "Your page – Someone to talk to"


def test_the_script_is_small_and_kept_for_long_under_its_own_address_only(browser):
    address = browser.get("public.home").all("script")[0]["src"]
    now, other = browser.reply(address), browser.reply("/leave-old.js")

    assert urlsplit(address).path.endswith(".js")
    assert now.mimetype == "text/javascript"
    assert "immutable" in now.headers["Cache-Control"]
    assert "immutable" not in other.headers["Cache-Control"]
    assert len(now.data) < 3_000


def test_the_script_stores_nothing(browser):
    script = browser.reply("/leave-any.js").get_data(as_text=True)

    assert not [word for word in ("Storage", "cookie", "indexedDB", "window.name", "pushState") if word in script]

"""Looking at links: politely, safely, and against sites that do their worst. The site is on this machine."""

from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from directory.domain.links import LinkOutcome
from directory.domain.services import Channel, ContactPoint
from directory.store.links import get_link_checks
from directory.upkeep.link_reading import LinkReader, is_on_the_web
from directory.upkeep.links import broken_links, check_links, count_impossible_postcodes, odd_postcodes
from tests.builders import a_location
from tests.publishing.conftest import NOW

TODAY = NOW.date()
LEADS = {
    "/moved": (301, "/here"),
    "/for-now": (302, "/here"),
    "/round": (301, "/round"),
    "/out": (302, "http://10.0.0.1/"),
    "/slash": (301, "/slash/"),
    "/file": (302, "file:///etc/passwd"),
}
STATUS = {"/gone": 404, "/fault": 500, "/members": 403}


ASKED: Counter[str] = Counter()


class Site(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer("HEAD")

    def do_GET(self):
        self.answer("GET")

    def answer(self, method):
        ASKED[f"{method} {self.path}"] += 1
        status, leads_to = LEADS.get(self.path, (STATUS.get(self.path, 200), None))
        if self.path == "/no-head" and method == "HEAD":
            status = 405
        if self.path == "/rubbish":
            self.wfile.write(b"what?\r\n\r\n")
            return
        self.send_response(status)
        if leads_to:
            self.send_header("Location", leads_to)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader():
    return LinkReader("a test", may_visit=lambda ip: ip == "127.0.0.1", timeout=2)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/here", LinkOutcome.WORKS),
        ("/for-now", LinkOutcome.WORKS),
        ("/slash", LinkOutcome.WORKS),
        ("/no-head", LinkOutcome.WORKS),
        ("/moved", LinkOutcome.MOVED),
        ("/gone", LinkOutcome.GONE),
        ("/fault", LinkOutcome.TROUBLE),
        ("/round", LinkOutcome.TROUBLE),
        ("/rubbish", LinkOutcome.TROUBLE),
        ("/members", LinkOutcome.NOT_TOLD),
        ("/out", LinkOutcome.PRIVATE),
        ("/file", LinkOutcome.NO_SITE),
        ("/with space?and=ü", LinkOutcome.WORKS),
    ],
)
def test_what_a_site_does_is_told_apart(site, reader, path, outcome):
    assert reader.look(site + path).outcome is outcome


def test_where_it_has_moved_to_is_kept(site, reader):
    assert reader.look(f"{site}/moved").leads_to == f"{site}/here"


def test_a_page_that_is_there_is_asked_for_its_head_only(site, reader):
    ASKED.clear()
    reader.look(f"{site}/here")

    assert ASKED == {"HEAD /here": 1}


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"])
def test_nothing_private_is_ever_asked(address):
    assert LinkReader("a test").look(address).outcome is LinkOutcome.PRIVATE


@pytest.mark.parametrize(
    "address", ["http://", "gopher://example.org/", "http://exa mple/", "http://nothing.invalid/", "http://x:y/"]
)
def test_what_is_no_address_is_no_site(address, reader):
    assert reader.look(address).outcome is LinkOutcome.NO_SITE


def test_a_site_that_is_switched_off_does_not_answer(reader):
    assert reader.look("http://127.0.0.1:1/").outcome is LinkOutcome.NO_ANSWER


@pytest.mark.parametrize(
    ("ip", "there"),
    [
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("8.8.8.8", True),
    ],
)
def test_only_the_open_web_is_visited(ip, there):
    assert is_on_the_web(ip) is there


def test_dead_links_are_kept_with_where_they_stand_and_how_often_they_failed(db, published, site, reader):
    chat = ContactPoint("c", Channel.CHAT, f"{site}/moved")
    service = published(url=f"{site}/gone", contact_points=(chat,))
    for days in (0, 7):
        check_links(db, reader, today=TODAY + timedelta(days=days), pause=0)

    dead, moved = broken_links(db)
    assert (dead.address, dead.check.failures, dead.check.failed_since) == (f"{site}/gone", 2, TODAY)
    assert [(use.name, use.field) for use in moved.uses] == [(service.name, "contact_points/c")]


def test_what_was_looked_at_this_week_is_left_alone_unless_told_otherwise(db, published, site, reader):
    published(url=f"{site}/here")
    check_links(db, reader, today=TODAY, pause=0)

    assert check_links(db, reader, today=TODAY + timedelta(days=6), pause=0) == {}
    assert check_links(db, reader, today=TODAY, again=True, pause=0) == {LinkOutcome.WORKS: 1}


def test_an_address_that_stands_nowhere_any_more_is_forgotten(db, published, site, reader):
    service = published(url=f"{site}/gone")
    check_links(db, reader, today=TODAY, pause=0)
    db.execute("UPDATE services SET url = NULL WHERE id = ?", [service.id])
    db.conn.commit()

    check_links(db, reader, today=TODAY, pause=0)
    assert get_link_checks(db) == {}


def test_a_run_that_is_stopped_keeps_what_it_found(db, published, site, reader):
    published(url=f"{site}/gone", contact_points=(ContactPoint("c", Channel.FORM, f"{site}/fault"),))

    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links(db, reader, today=TODAY, pause=0, reached=stop)
    assert len(get_link_checks(db)) == 1


def test_a_reader_that_fails_in_its_own_way_stops_nobody(db, published, site):
    class Failing:
        def look(self, address):
            raise RuntimeError

    published(url=f"{site}/here")
    assert check_links(db, Failing(), today=TODAY, pause=0) == {LinkOutcome.TROUBLE: 1}


def test_without_a_file_those_are_odd_that_are_no_postcodes_by_their_form(db, published, tmp_path):
    published(locations=tuple(a_location(id=one, postcode=one) for one in ("PO1 9ZZ", "ZZ99 9ZZ", "WA154 1HF")))

    found = odd_postcodes(db, tmp_path / "postcodes.sqlite3")
    assert sorted(one.postcode for one in found) == ["WA154 1HF", "ZZ99 9ZZ"]
    assert count_impossible_postcodes(db) == 2

"""A real gunicorn: what it refuses by itself, and that it is warm before the first visitor comes."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from directory.web.headers import ALWAYS
from directory.web.logs import REQUESTS
from directory.web.serving import PATIENCE_SECONDS, WARM_WORDS, let_go, warm_up
from tests.browser.conftest import serving
from tests.builders import a_service
from tests.visitor import Page

MARKER = "zebra-finch"


class Kept(logging.Handler):
    """The lines that loggers have said."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    @contextmanager
    def of(self, *loggers: logging.Logger) -> Iterator[None]:
        for logger in loggers:
            logger.addHandler(self)
        yield
        for logger in loggers:
            logger.removeHandler(self)


def open_files(app: Flask) -> list[str]:
    """The files of this directory that our process has open or mapped."""
    data = str(app.extensions["directory"].settings.data)
    opened = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.exists()]
    mapped = [line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines()]
    return sorted(name for name in {*opened, *mapped} if name.startswith(data))


class Reply:
    """What came back over the wire, in the shape a `Page` reads."""

    def __init__(self, raw: bytes) -> None:
        head, _, self._body = raw.partition(b"\r\n\r\n")
        status, _, lines = head.partition(b"\r\n")
        self.status_code = int(status.split()[1])
        self.headers: Message = BytesParser().parsebytes(lines)

    def get_data(self, as_text: bool = True) -> str:
        return self._body.decode()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("no-database")) as found:
        yield found


@pytest.fixture
def send(address):
    """Send bytes as they are; give back the page that answers."""

    def send_and_read(raw: bytes) -> Page:
        host = urlsplit(address)
        with socket.create_connection((host.hostname, host.port), timeout=20) as wire:
            wire.sendall(raw)
            return Page(Reply(b"".join(iter(lambda: wire.recv(65536), b""))))

    return send_and_read


@pytest.mark.parametrize(
    ("raw", "status", "said"),
    [
        (f"GET /{MARKER * 800} HTTP/1.1\r\nHost: a\r\n\r\n", 414, "That address is too long"),
        (f"GET / HTTP/1.1\r\nHost: a\r\n{MARKER} x: 1\r\n\r\n", 400, "We could not read that"),
        (f"GET / HTTP/1.1\r\nHost: a\r\nA: {MARKER}\x00\r\n\r\n", 400, "We could not read that"),
        (f"GET / HTTP/1.1\r\nHost: a\r\nA: {MARKER * 1000}\r\n\r\n", 431, "Your browser sent too much"),
        ("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n" * 61 + "\r\n", 431, "Your browser sent too much"),
        (f"{MARKER}! / HTTP/1.1\r\n\r\n", 400, "We could not read that"),
        (f"GET / {MARKER}\r\n\r\n", 400, "We could not read that"),
        (f"{MARKER}\r\n\r\n", 400, "We could not read that"),
        (f"POST /find HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {MARKER}\r\n\r\n", 501, "We could not read that"),
        ("POST /find HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, "We could not read that"),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 400, "We could not read that"),
    ],
)
def test_what_the_server_cannot_read_gets_a_page_with_the_numbers_and_the_headers(send, raw, status, said):
    page = send(raw.encode("latin-1"))

    page.check()
    assert page.status == status
    assert said in page.text
    assert MARKER not in page.html
    assert ALWAYS.items() <= dict(page.response.headers.items()).items()
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.response.headers


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "BREW", "OPTIONS", "PUT", "DELETE", "CONNECT"])
def test_a_method_no_page_knows_gets_a_page_too(send, method):
    page = send(f"{method} /urgent HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    assert page.status in (200, 400, 405)
    if page.html:
        page.check()
    assert ALWAYS.items() <= dict(page.response.headers.items()).items()


@pytest.mark.parametrize(
    "header", ["PATH_INFO", "SCRIPT_NAME", "X-Original-URL", "X-Forwarded-Prefix", "X-HTTP-Method-Override"]
)
def test_no_header_says_which_page_is_meant(send, header):
    page = send(f"GET /urgent HTTP/1.1\r\nHost: a\r\n{header}: /{MARKER}\r\n\r\n".encode())

    assert page.status == 200
    assert "Help right now" in page.title
    assert MARKER not in page.html


def test_a_form_in_broken_pieces_gets_a_page(send):
    kind = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked"
    page = send(f"POST /find HTTP/1.1\r\nHost: a\r\n{kind}\r\n\r\nzz\r\ntext=sad\r\n0\r\n\r\n".encode())

    page.check()
    assert page.status == 400


def test_a_connection_that_says_nothing_keeps_nobody_waiting_for_long(address, send):
    host = urlsplit(address)
    with socket.create_connection((host.hostname, host.port)):
        begun = time.monotonic()
        page = send(b"GET /urgent HTTP/1.1\r\nHost: a\r\n\r\n")

    assert page.status == 200
    assert time.monotonic() - begun < PATIENCE_SECONDS


def test_a_form_that_stops_coming_gets_a_page(send):
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100"
    page = send(f"POST /find HTTP/1.1\r\nHost: a\r\n{kind}\r\n\r\ntext=sad".encode())

    page.check()
    assert page.status == 400


def test_a_warm_up_makes_one_search_and_leaves_no_trace(app, db, listed, caplog):
    listed(a_service(published_on=date(2026, 1, 2)))
    data = app.extensions["directory"].settings.data
    before = ["".join(db.conn.iterdump()), {file.name for file in data.iterdir()} | {"index"}]
    kept = Kept()
    with kept.of(logging.getLogger(), app.logger, REQUESTS):
        warm_up(app)

    assert ["".join(db.conn.iterdump()), {file.name for file in data.iterdir()}] == before
    assert [line.rsplit(" ", 1)[0] for line in kept.lines] == ["warm-up 200"]
    assert WARM_WORDS not in caplog.text


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"this is no database" * 400)])
def test_without_a_database_it_starts_all_the_same(app, db, damage):
    db.close()
    damage(app.extensions["directory"].settings.database)
    kept = Kept()
    with kept.of(REQUESTS):
        warm_up(app)

    assert kept.lines[0].startswith("warm-up 503")


def test_whatever_breaks_while_warming_up_stops_nothing(app, browser):
    app.config["TRUSTED_HOSTS"] = ["not a host:x"]
    warm_up(app)
    app.config["TRUSTED_HOSTS"] = None
    app.test_client = None
    warm_up(app)

    assert not REQUESTS.disabled


def test_a_directory_that_answers_to_one_name_only_is_warmed_up_under_it(app):
    app.config["TRUSTED_HOSTS"] = [".example.org"]
    kept = Kept()
    with kept.of(REQUESTS):
        warm_up(app)

    assert kept.lines[0].startswith("warm-up 200")


def test_no_file_stays_open_when_it_is_over(app, listed):
    listed(a_service(published_on=date(2026, 1, 2)))
    before = open_files(app)
    warm_up(app)
    let_go(app)

    assert open_files(app) == before


def test_a_server_says_that_it_is_warm_before_anybody_comes(db, listed, tmp_path):
    listed(a_service(published_on=date(2026, 1, 2)))
    with serving(tmp_path / "data"):
        log = (tmp_path / "data" / "server.log").read_text()

    assert log.count("warm-up 200") == 2  # before the fork, and in the one process
    assert "Error" not in log

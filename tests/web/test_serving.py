"""A real gunicorn: what it refuses by itself, and that it is warm before the first visitor comes."""

import socket
from email.message import Message
from email.parser import BytesParser
from urllib.parse import urlsplit

import pytest

from directory.web.headers import ALWAYS
from tests.browser.conftest import serving
from tests.visitor import Page

MARKER = "zebra-finch"


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

"""A word nobody else uses is planted wherever somebody looking for help can type, and then looked for everywhere.

Nothing may hold it afterwards but the one page that answered: no log (even with gunicorn's own switched on), no table, no
file, no header, no address, and no form of a visit that comes later.
"""

import re
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from directory.domain.search_request import FIELD_NAMES, SearchRequest
from tests.browser.conftest import ROOT, _environment, _free_port, _wait_for, run_flask, serving

MARKER = "zqxfinch"
PLACE = "PO1 9ZX"
SEARCH_FIELDS = [FIELD_NAMES.get(name, name) for name in vars(SearchRequest())]
LOUD = ("--access-logfile", "-", "--log-level", "debug")
# What a bookmark of the professional form may hold, and the other professional pages that take something.
DESK = "/professionals?" + urlencode({"as": MARKER, "gp_postcode": MARKER, "school_postcode": PLACE})
PROFESSIONAL = (DESK, f"/professionals/list?act={MARKER}", f"/professionals/list/{MARKER}?heading={MARKER}",
                f"/professionals/handout/{MARKER}", f"/professionals/pathway?area={MARKER}",
                f"/professionals/gaps?area={MARKER}", f"/professionals/find/{MARKER}")  # fmt: skip
LATER = ("/", "/needs", "/needs/sleep", "/urgent", "/tonight", "/waiting", "/told-no", "/list/", "/find", "/professionals",
         "/professionals/find", "/professionals/list", "/professionals/pathway", "/professionals/gaps")  # fmt: skip
LINKS = re.compile(r'(?:href|action|src|content)="([^"]*)"')


@dataclass(frozen=True)
class Reply:
    status: int
    headers: str
    location: str
    text: str

    @property
    def addresses(self) -> str:
        return " ".join(LINKS.findall(self.text))


@contextmanager
def developing(data):
    """Flask's own server, as somebody trying things out runs it."""
    port = _free_port()
    with (data / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "run", "--port", str(port)],
            cwd=ROOT, env=_environment(data), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


SERVERS = {
    "gunicorn": lambda data: serving(data, *LOUD),
    "gunicorn, to a file": lambda data: serving(data, "--access-logfile", str(data / "access.log")),
    "the development server": developing,
}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    data = tmp_path_factory.mktemp("no-trace")
    run_flask(data, "seed")
    return data


@pytest.mark.parametrize("server", SERVERS)
def test_what_somebody_typed_is_nowhere_afterwards(seeded, server):
    with SERVERS[server](seeded) as site:
        answers = ask_everywhere(site)
        for reply in answers:
            assert MARKER not in reply.headers.lower()
            assert MARKER not in reply.addresses.lower()
            assert PLACE not in reply.headers + reply.addresses
        for path in LATER:
            later = ask(site, path)
            assert MARKER not in later.text + later.headers, path

    assert any(MARKER in reply.text for reply in answers), "nothing was planted"
    log = (seeded / "server.log").read_text()
    assert "public.find 303" in log
    assert "professionals.find 303" in log
    assert "professionals.show_options 200" in log
    assert "127.0.0.1 -" not in log
    for what, held in everything_kept(seeded):
        assert MARKER not in held.lower(), what
        assert PLACE not in held, what
        assert PLACE.replace(" ", "") not in held, what


def ask_everywhere(site: str) -> list[Reply]:
    """Type the marker into every field by form, by link and by accident, open what is found, and leave."""
    planted = dict.fromkeys(SEARCH_FIELDS, MARKER)
    real = {"text": f"cant sleep {MARKER}", "postcode": PLACE, "age": "14", "asking": "me", "gp_postcode": PLACE}
    replies = [ask(site, door, {name: MARKER}) for door in ("/find", "/professionals/find") for name in SEARCH_FIELDS]
    replies += [ask(site, door, fields) for fields in (planted, real) for door in ("/find", "/professionals/find")]
    linked = ("/find", "/needs/sleep", "/professionals/find")
    replies += [ask(site, f"{door}?{urlencode(fields)}") for fields in (planted, real) for door in linked]
    replies += [ask(site, f"/professionals/find?{urlencode({name: MARKER})}") for name in SEARCH_FIELDS]
    replies += [ask(site, path) for path in PROFESSIONAL]
    tokens = [reply.location for reply in replies if "/find/" in reply.location]
    results = [ask(site, path) for path in dict.fromkeys(tokens)]
    inside = [path for page in results for path in LINKS.findall(page.text) if re.fullmatch(r"/find/[\w-]+/[\w-]+", path)]
    listings = [ask(site, path) for path in inside[:3]]
    slug = re.search(r'href="/services/([^"/]+)"', ask(site, "/sitemap.xml").text + ask(site, "/needs/sleep").text)
    if slug:
        replies.append(ask(site, f"/services/{slug[1]}", real))
    replies += [
        ask(site, f"/{MARKER}?{MARKER}={MARKER}"),
        ask(site, f"/find/{MARKER}"),
        ask(site, f"/list/{MARKER}"),
        ask(site, f"/Reloading{quote(' * Listening at ')}{MARKER}"),
        ask(site, "/leave", {"address": f"/find/{MARKER}"}),
        ask(site, "/", headers={"Referer": f"{site}/{MARKER}", "User-Agent": MARKER}),
        ask(site, "/find", {"text": MARKER * 40_000}),
    ]
    say_nonsense(site)
    replies += [ask(site, f"{path}?leave") for path in tokens[-2:]]
    return [*replies, *results, *listings]


def ask(site: str, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Reply:
    data = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(site + path, data=data, headers=headers or {})  # noqa: S310  # our own server
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request) as reply:
            return _read(reply)
    except urllib.error.HTTPError as reply:
        with reply:
            return _read(reply)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def _read(reply) -> Reply:
    return Reply(reply.status, str(reply.headers), reply.headers.get("Location", ""), reply.read().decode())


def say_nonsense(site: str) -> None:
    """A request that no server understands: they like to quote those in their logs."""
    port = int(site.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(f"{MARKER} /find?text={MARKER} Reloading {MARKER}\r\n\r\n".encode())
        line.recv(1_000)


def everything_kept(data: Path):
    """Every file in the data folder, logs included, as text; and every row of every table."""
    for file in sorted(path for path in data.rglob("*") if path.is_file()):
        yield file.name, file.read_bytes().decode("latin-1")
        if file.suffix == ".sqlite3":
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
                names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                for name in names:
                    yield f"{file.name}: {name}", repr(connection.execute(f'SELECT * FROM "{name}"').fetchall())  # noqa: S608

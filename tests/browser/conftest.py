"""A real server with the demonstration in it, and a real browser. Without a browser: skipped out loud, failed in CI."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Chromium looks for updates and names of its own; none of that may be mistaken for the site's doing.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run")  # fmt: skip
START_SECONDS = 60
A_SEARCH = {"text": "cant sleep and worried", "postcode": "PO1", "age": "14"}


def needed(what: str, found: object) -> None:
    """Skip, out loud, where something is missing; in CI that is a failure."""
    if not found:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"{what} is missing, so this was NOT tested. `make test` installs it where it can.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    needed("Chromium", program)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration."""
    data = tmp_path_factory.mktemp("demonstration")
    run_flask(data, "seed")
    with serving(data) as address:
        yield address


@pytest.fixture(scope="session")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a directory whose database is gone."""
    with serving(tmp_path_factory.mktemp("no-database")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a path of the demonstration in a clean browser: `visit("/", width=320, dark=True, script=False)`."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, dark: bool = False, script: bool = True, at: str = site) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(at + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def results_path(site: str) -> str:
    return search(site, **A_SEARCH)


def search(site: str, **fields: str) -> str:
    """Post a search and give back the path of its results."""
    request = urllib.request.Request(f"{site}/find", data=urlencode(fields).encode())  # noqa: S310  # our own server
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        opener.open(request)
    except urllib.error.HTTPError as reply:
        with reply:
            return str(reply.headers["Location"])
    raise AssertionError("a search was not redirected")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


def run_flask(data: Path, *command: str) -> str:
    """Run one of our commands on a data folder."""
    ran = subprocess.run(
        [sys.executable, "-m", "flask", *command],
        cwd=ROOT,
        env=_environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@contextmanager
def serving(data: Path, *flags: str, **settings: str) -> Iterator[str]:
    """Serve a data folder under gunicorn, as `make run` does, with flags of its own and further settings."""
    port = _free_port()
    log = (data / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *flags, "app:app"],
        cwd=ROOT, env=_environment(data) | {"PORT": str(port), "DIRECTORY_WORKERS": "1"} | settings, stdout=log, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "DIRECTORY_DATA": str(data), "FLASK_APP": "app"}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server did not start"
        try:
            urllib.request.urlopen(f"{address}/healthz").close()  # noqa: S310  # our own server
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer in time")

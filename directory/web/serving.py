"""What gunicorn does beside serving pages: it warms up first, and answers what never reaches the pages with one of ours."""

import gc
import time
from http import HTTPStatus
from select import select
from typing import Any

from flask import Flask
from gunicorn.http.errors import (
    ConfigurationProblem,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_nonblock
from gunicorn.workers.sync import SyncWorker

from directory.web.errors import TROUBLES, Trouble, bare_page
from directory.web.headers import ALWAYS
from directory.web.logs import REQUESTS

IDLE_SECONDS = 2
PATIENCE_SECONDS = 10
# Words of nobody: they are understood, found and shown as a visitor's are, and nothing of it is kept.
WARM_WORDS = "someone to talk to about worry"
TOO_LONG = "Your words may be too many for one address. Type them into the search box on the first page."
REFUSED = {
    LimitRequestHeaders: Trouble(431, "Your browser sent too much", ("Try another browser, or a private window.",)),
    LimitRequestLine: Trouble(414, "That address is too long", (TOO_LONG,)),
    UnsupportedTransferCoding: Trouble(501, "We could not read that", ("Start from the first page instead.",)),
    ParseException: Trouble(400, "We could not read that", ("Start from the first page instead.",)),
}
OURS = (ConfigurationProblem, InvalidResponseHeader, InvalidResponseHeaderName)


class ExplainingWorker(SyncWorker):  # type: ignore[misc]  # gunicorn says nothing of its types
    """Gunicorn's own refusals say what was sent, and nothing of where to get help; these say it the other way round."""

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """One connection at a time: one that says nothing, as browsers open in advance, may not keep others waiting long."""
        if select([client], [], [], IDLE_SECONDS)[0]:
            client.settimeout(PATIENCE_SECONDS)
            super().handle(listener, client, addr)
        else:
            client.close()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """What could not be read, or broke outside the pages, or took too long. Nobody may be there any more to read it."""
        trouble = trouble_of(exc)
        REQUESTS.info("- %s -", trouble.status)
        try:
            write_nonblock(client, reply(trouble, self.wsgi.extensions["directory"].settings.leave_to))
        except OSError:
            self.log.debug("Failed to send error message.")


def trouble_of(error: BaseException) -> Trouble:
    """The page for an error: theirs when a request cannot be read, otherwise ours."""
    refused = () if isinstance(error, OURS) else REFUSED.items()
    given_up = 503 if isinstance(error, SystemExit) else 500
    return next((trouble for kind, trouble in refused if isinstance(error, kind)), TROUBLES[given_up])


def reply(trouble: Trouble, leave_to: str) -> bytes:
    """The whole of it, as it goes over the wire."""
    page = bare_page(trouble, leave_to).encode()
    headers = ALWAYS | {
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(page)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {trouble.status} {HTTPStatus(trouble.status).phrase}\r\n{lines}\r\n".encode() + page


def warm_up(app: Flask) -> None:
    """Make one search, so that no visitor waits while words and listings are read. Without a database it waits for one.

    What was read stays as long as the process: it is not looked through again and again for what could be thrown away,
    which took ten milliseconds of every twentieth page, and is shared by the processes for longer.
    """
    started = time.perf_counter()
    REQUESTS.disabled = True
    try:
        outcome = str(_search(app))
    except Exception as error:  # whatever it is, visitors will be told by the pages themselves
        outcome = type(error).__name__
    finally:
        REQUESTS.disabled = False
    gc.collect()
    gc.freeze()
    REQUESTS.info("warm-up %s %.0fms", outcome, (time.perf_counter() - started) * 1000)


def let_go(app: Flask) -> None:
    """Close what a warm-up has opened and keeps open."""
    app.extensions["directory"].index.close()


def _search(app: Flask) -> int:
    hosts = app.config["TRUSTED_HOSTS"] or ["localhost"]
    site, client = f"http://{hosts[0].lstrip('.')}", app.test_client(use_cookies=False)
    client.get("/", base_url=site)
    sent = client.post("/find", base_url=site, data={"text": WARM_WORDS})
    return client.get(sent.location, base_url=site).status_code if sent.location else sent.status_code

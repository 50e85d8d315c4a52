"""Logs that say how the directory is doing and nothing about who looked for what.

Each request gives one line: endpoint name, status, duration. No path, query, body or address is written, by us, by the
development server or by gunicorn (whose own access log stays off, and whose logger takes `NoTrace` too).
"""

import logging
import re
import sys
import time
from collections.abc import Callable
from traceback import extract_tb
from types import TracebackType

from flask import Flask, Response, g, request

LINE = "%(asctime)s %(message)s"
REQUESTS = logging.getLogger("directory.requests")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ExceptionInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]
SERVERS = ("werkzeug", "gunicorn.error", "gunicorn.access")


def install_logs(app: Flask) -> None:
    app.before_request(_start_clock)
    app.after_request(_log_request)
    app.log_exception = _log_exception(app)  # type: ignore[method-assign, assignment]  # Flask's own writes the path
    for name in SERVERS:
        quieten(logging.getLogger(name))
    _write_to_stderr(REQUESTS)


def quieten(logger: logging.Logger) -> None:
    """Keep a server's start and stop lines; drop all it says about a request."""
    if not any(isinstance(one, NoTrace) for one in logger.filters):
        logger.addFilter(NoTrace())


class NoTrace(logging.Filter):
    """Passes only what a server says about itself, told by how its sentence begins, never an exception's own words.

    What is looked at is the sentence before anything is put into it: an address may hold any words, these too.
    """

    KEPT = (" * ", "Press CTRL+C", "WARNING: This is a development server", "Starting gunicorn", "Listening at",
            "Using worker", "Booting worker", "Worker exiting", "Handling signal", "Shutting down", "Worker (pid",
            "Reloading", "Hang up", "WORKER TIMEOUT")  # fmt: skip

    def filter(self, record: logging.LogRecord) -> bool:
        said = COLOUR.sub("", str(record.msg))
        return not record.exc_info and " - - [" not in said and said.startswith(self.KEPT)


def _start_clock() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    started = g.get("started")
    took = f"{(time.perf_counter() - started) * 1000:.0f}ms" if started is not None else "-"
    REQUESTS.info("%s %s %s", request.endpoint or "-", response.status_code, took)
    return response


def _log_exception(app: Flask) -> Callable[[ExceptionInfo], None]:
    def log_exception(exc_info: ExceptionInfo) -> None:
        app.logger.error("Failed in %s\n%s", request.endpoint or "-", where(exc_info[2], exc_info[0]))

    return log_exception


def where(traceback: TracebackType | None, kind: type | None) -> str:
    """File and line of every frame and the kind of error; not its message, which may hold what somebody typed."""
    frames = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in extract_tb(traceback)]
    return "\n".join([*frames, kind.__name__ if kind else ""])


def _write_to_stderr(logger: logging.Logger) -> None:
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(LINE))
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False

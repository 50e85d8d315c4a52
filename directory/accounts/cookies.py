"""The cookies of keepers. The public's pages neither set one nor ever see one: it is taken off before they are reached."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from directory.domain.keepers import LINK_LASTS, SESSION_LASTS
from directory.web.access import get_site

KEEPERS_PAGES = ("/sign-in", "/manage", "/editors")
SIGNED_IN, WAITING, WANTED = "keeper", "waiting", "wanted"
LASTS = {SIGNED_IN: SESSION_LASTS, WAITING: LINK_LASTS, WANTED: LINK_LASTS}


class CookiesForKeepersOnly:
    """In front of the application: whoever looks for help is nobody, even when they keep a listing as well.

    A cookie that starts with `__Host-` goes to every page of a host, so where it may be read is settled here.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not is_keepers_page(environ.get("PATH_INFO", "")):
            environ.pop("HTTP_COOKIE", None)
        return self._application(environ, start_response)


def is_keepers_page(path: str) -> bool:
    return any(path == page or path.startswith(f"{page}/") for page in KEEPERS_PAGES)


def read_cookie(name: str) -> str:
    """What was set before, or nothing."""
    return request.cookies.get(_full(name), "")


def set_cookie(response: Response, name: str, value: str) -> None:
    """Out of reach of scripts, of other sites' forms and, but for development, of anyone listening."""
    lasts: timedelta = LASTS[name]
    response.set_cookie(
        _full(name), value, max_age=lasts, path="/", httponly=True, samesite="Lax", secure=get_site().is_secure
    )


def end_cookie(response: Response, name: str) -> None:
    response.delete_cookie(_full(name), path="/", httponly=True, samesite="Lax", secure=get_site().is_secure)


def _full(name: str) -> str:
    """The prefix makes a browser refuse it from any other host, and without https."""
    return f"__Host-{name}" if get_site().is_secure else name

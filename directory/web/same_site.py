"""Was this sent from one of our own pages? Asked of the public's few writes, which have no cookie to steal."""

from urllib.parse import urlsplit

from flask import Request


def came_from_our_pages(request: Request) -> bool:
    """What the browser says of itself; old phones say nothing, and are believed."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return fetched_from in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or _host_in(origin) == request.host


def _host_in(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None

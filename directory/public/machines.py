"""For search engines and for whoever keeps the directory running."""

import sqlite3
from collections.abc import Callable

from flask import Response, jsonify, render_template

from directory.domain.errors import DirectoryError, StoreUnavailable
from directory.public.blueprint import bp
from directory.store.database import content_version
from directory.store.listings import public_slugs
from directory.store.organisations import list_organisations
from directory.web.access import get_db, get_directory, get_site, get_taxonomy

ONE_HOUR = "public, max-age=3600"
PAGES = (
    "home",
    "tonight",
    "waiting",
    "told_no",
    "list_needs",
    "show_organisations",
    "urgent",
    "stay_safe",
    "about",
    "privacy",
    "accessibility",
    "who_may_be_listed",
    "show_health",
)
ANSWERS_TO_SEARCHES = ("/find", "/tonight/", "/waiting/", "/told-no/")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Public pages only. Searches have no place here."""
    text = render_template(
        "public/sitemap.xml",
        address=get_site().address.rstrip("/"),
        pages=PAGES,
        needs=[need.slug for need in (*get_taxonomy().groups, *get_taxonomy().needs)],
        services=public_slugs(get_db()),
        organisations=[one.slug for one in list_organisations(get_db())],
    )
    return _kept_for_an_hour(Response(text, mimetype="application/xml"))


@bp.get("/robots.txt")
def robots() -> Response:
    address = get_site().address.rstrip("/")
    refused = "".join(f"Disallow: {path}\n" for path in ANSWERS_TO_SEARCHES)
    text = f"User-agent: *\n{refused}Sitemap: {address}/sitemap.xml\n"
    return _kept_for_an_hour(Response(text, mimetype="text/plain"))


@bp.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when a search could be answered now; 503 when the database or the index is gone."""
    state = {"database": _works(lambda: content_version(get_db())), "index": _works(_index_in_step)}
    healthy = all(said == "ok" for said in state.values())
    return jsonify(status="ok" if healthy else "failing", **state), 200 if healthy else 503


def _index_in_step() -> None:
    """Brings the copies up to date first, as a search would."""
    directory = get_directory()
    directory.listings()
    if (directory.index.version or 0) < content_version(get_db()):
        raise StoreUnavailable("The word index is behind.")


def _works(look: Callable[[], object]) -> str:
    try:
        look()
    except (DirectoryError, sqlite3.Error, OSError) as error:
        return type(error).__name__
    return "ok"


def _kept_for_an_hour(response: Response) -> Response:
    response.headers["Cache-Control"] = ONE_HOUR
    return response

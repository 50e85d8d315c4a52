"""Finding any listing, public or not, and making several public that were held back."""

from collections.abc import Sequence
from functools import partial
from math import ceil

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import DirectoryError
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.publishing.editing import make_public
from directory.store.desk import Pick, Row, find_rows
from directory.store.services import get_service_by_slug
from directory.web.access import get_db, get_now, get_site
from directory.web.filters import count
from directory.web.paging import page_asked

A_PAGE = 25
LONGEST_WORDS = 100
PICKS = {
    Pick.HELD: "Held back: not public yet",
    Pick.SUSPENDED: "Suspended",
    Pick.ENDED: "Ended",
    Pick.OUT_OF_SEARCH: "Out of default search",
    Pick.FROM_PROSE: "With facts read from prose",
}
NOT_IN_LIVE = "It is made up, and this directory is live."
TO_PUT_IN = {
    "needs": "what it helps with",
    "age_rules": "ages",
    "catchment": "places",
    "summary": "what it is, in a sentence",
}


@bp.get("/editors/listings")
@open_to(Access.EDITOR)
def list_listings() -> str:
    words, pick, page = request.args.get("words", "").strip()[:LONGEST_WORDS], _pick(), page_asked(request.args)
    rows, found = find_rows(get_db(), words, pick, start=(page - 1) * A_PAGE, most=A_PAGE)
    return render_template(
        "editors/listings.html",
        rows=rows,
        found=found,
        words=words,
        pick=pick,
        picks=[(one.value, label) for one, label in PICKS.items()],
        page=page,
        pages=ceil(found / A_PAGE),
        address=partial(url_for, "editors.list_listings", words=words or None, pick=pick and pick.value),
        standing=_standing,
        said=_said(),
    )


@bp.get("/editors/held")
@open_to(Access.EDITOR)
def list_held() -> ResponseReturnValue:
    return redirect(url_for("editors.list_listings", pick=Pick.HELD.value), 303)


@bp.route("/editors/make-public", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def make_listings_public() -> ResponseReturnValue:
    """What several would show, and what they would not; then all of them at once."""
    services = _held(request.values.getlist("slug")[:A_PAGE])
    if request.method != "POST":
        return render_template("editors/make_public.html", services=[(one, lacks(one)) for one in services])
    for service in services:
        show_to_public(service)
    return redirect(url_for("editors.list_listings", pick=Pick.HELD.value, done=len(services)), 303)


def show_to_public(service: Service) -> None:
    """One that was held back, or raise `DirectoryError` for a made-up one in a live directory."""
    if service.is_demonstration and get_site().live:
        raise DirectoryError(NOT_IN_LIVE)
    if not service.published_on:
        make_public(get_db(), service.id, by=get_keeper().known_as, now=get_now())


def lacks(service: Service) -> list[str]:
    """What somebody who reads a listing would miss first."""
    missing = [label for field, label in TO_PUT_IN.items() if getattr(service, field) is None]
    if not service.public_contact_points and not service.url:
        missing.insert(0, "a way to get in touch")
    return missing


def _held(slugs: Sequence[str]) -> list[Service]:
    """Those that are still held back, and may be shown."""
    services = [get_service_by_slug(get_db(), slug) for slug in dict.fromkeys(slugs)]
    return [one for one in services if not one.published_on and not (one.is_demonstration and get_site().live)]


def _pick() -> Pick | None:
    typed = request.args.get("pick", "")
    return Pick(typed) if typed in list(Pick) else None


def _standing(row: Row) -> str:
    """The one thing an editor must know of it first."""
    if row.suspended:
        return "Suspended"
    if row.status == "defunct":
        return "Ended"
    if not row.published_on:
        return "Held back"
    if row.left_search_on:
        return "Out of default search"
    return "Closed for now" if row.status == "temporarily closed" else "Public"


def _said() -> str:
    if request.args.get("said") == "redacted":
        return "Taken out, for good. It is in no version, no search and no copy that is made from now on."
    done = request.args.get("done", "")
    if not done.isdecimal() or len(done) > 3:
        return ""
    return f"{count(int(done), 'listing is', 'listings are')} public now." if int(done) else "None was held back any more."

"""One service: inside a search, with a neutral title, or at its own public address."""

import re
from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.domain.meaning import Meaning
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Filters, Seeker
from directory.domain.services import Service, Status
from directory.finding.listing import view_listing
from directory.finding.reading import read_request
from directory.finding.results import Search
from directory.public.blueprint import bp
from directory.public.cards import make_card
from directory.public.danger import panel_for
from directory.public.find import read_fields
from directory.public.service_page import show_facts
from directory.store.services import get_service_by_code, get_service_by_slug
from directory.web.access import get_db, get_directory, get_now
from directory.web.picked import public_only
from directory.web.previews import offer_preview
from directory.web.private import seal, unseal

LIST_ADDRESS = re.compile(r"/(list|l)/[0-9a-z.]+")
NOTHING_ASKED = Search(SearchRequest(), Meaning(""), Filters(), Seeker())


@bp.get("/find/<token>/<code>")
def show_found(token: str, code: str) -> str:
    """A service as this person sees it. The title says nothing, so that a history does not either."""
    asked = unseal(token)
    service = public_only(get_service_by_code(get_db(), code))
    search = read_request(asked, get_directory().readers())
    return render_service(service, search, token)


@bp.get("/services/<slug>")
def show_service(slug: str) -> str | Response:
    """At its own address; that of a listing which was merged leads on."""
    service = public_only(get_service_by_slug(get_db(), slug))
    if service.slug != slug:
        return redirect(url_for("public.show_service", slug=service.slug))
    return render_service(service, NOTHING_ASKED)


@bp.post("/services/<slug>")
def ask_about_service(slug: str) -> Response:
    """Age and place, told on a service's own page: the same service, judged, at a sealed address."""
    service = public_only(get_service_by_slug(get_db(), slug))
    token = seal(read_fields(request.form))
    return redirect(url_for("public.show_found", token=token, code=service.code), 303)


def render_service(service: Service, search: Search, token: str = "") -> str:
    """Of one that has closed, only that it has, and what to try instead: nobody is to ring it."""
    found = view_listing(get_db(), service, search.seeker)
    if service.status is Status.DEFUNCT:
        closed = {"service": service, "found": found, "token": token, "panel": panel_for(search)}
        return render_template("public/service_closed.html", **closed)
    judged = search.seeker.has_told_anything
    names, now = get_directory().names(), get_now()
    return render_template(
        "public/service.html",
        service=service,
        found=found,
        out_of_date=found.last_checks.out_of_date(now.date(), get_directory().settings.cycles),
        facts=show_facts(found, names, now, judged=judged),
        card=make_card(found, 0, search, names, now, judged=judged),
        token=token,
        list_before=list_before(),
        asked=search.request,
        problems=search.problems,
        errors={problem.field: problem.message for problem in search.problems},
        panel=panel_for(search),
    )


def list_before() -> str:
    """The address of the list that somebody comes from, which gave up its place in the history; else nothing."""
    path = urlsplit(request.referrer or "").path
    return path if LIST_ADDRESS.fullmatch(path) else ""


offer_preview(bp, "young-person", lambda service: render_service(service, NOTHING_ASKED))

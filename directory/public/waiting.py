"""Two journeys: waiting for CAMHS, and having been told no. Plain steps first, then help that fits, found as any other."""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import CamhsStanding
from directory.finding.onward import find_onward
from directory.finding.reading import read_request
from directory.finding.results import Found, Search
from directory.public.blueprint import bp
from directory.public.cards import Card, make_card
from directory.public.danger import panel_for
from directory.public.find import read_fields
from directory.web.access import get_db, get_directory, get_now
from directory.web.private import seal, unseal

HEADINGS = {
    CamhsStanding.WAITING: "You can use these while you wait",
    CamhsStanding.REFUSED: "These see people who were told no",
}
CHECK_INS, STORIES, ADVOCATES = "Someone who checks in with you", "Other young people’s stories", "Someone on your side"


@dataclass(frozen=True)
class CardGroup:
    heading: str
    cards: tuple[Card, ...]


@bp.get("/waiting")
def waiting() -> str:
    return render_template("public/waiting.html", token="", asked=SearchRequest(), errors={}, problems=())


@bp.post("/waiting")
def ask_waiting() -> Response:
    return _sealed("public.show_waiting", CamhsStanding.WAITING)


@bp.get("/waiting/<token>")
def show_waiting(token: str) -> str:
    return _render("public/waiting.html", token, CamhsStanding.WAITING)


@bp.get("/told-no")
def told_no() -> str:
    return render_template("public/told_no.html", token="", asked=SearchRequest(), errors={}, problems=())


@bp.post("/told-no")
def ask_told_no() -> Response:
    return _sealed("public.show_told_no", CamhsStanding.REFUSED)


@bp.get("/told-no/<token>")
def show_told_no(token: str) -> str:
    return _render("public/told_no.html", token, CamhsStanding.REFUSED)


def _sealed(endpoint: str, standing: CamhsStanding) -> Response:
    """Age and place go into a sealed address, with where they stand, and lead to the help further down the page."""
    asked = replace(read_fields(request.form), camhs=standing.value)
    return redirect(url_for(endpoint, token=seal(asked), _anchor="found"), 303)


def _render(template: str, token: str, standing: CamhsStanding) -> str:
    asked = unseal(token)
    search = read_request(asked, get_directory().readers())
    return render_template(
        template,
        token=token,
        asked=asked,
        problems=search.problems,
        errors={problem.field: problem.message for problem in search.problems},
        panel=panel_for(search),
        judged=search.seeker.has_told_anything,
        groups=onward_groups(search, standing),
        address_of=lambda code: url_for("public.show_found", token=token, code=code),
    )


def onward_groups(search: Search, standing: CamhsStanding) -> list[CardGroup]:
    """Only the groups that have something in them."""
    help_found = find_onward(get_db(), get_directory().listings(), search, standing)
    named = (
        (HEADINGS[standing], help_found.fitting),
        (CHECK_INS, help_found.check_ins),
        (STORIES, help_found.stories),
        (ADVOCATES, help_found.advocates),
    )
    return [CardGroup(heading, _cards(found, search)) for heading, found in named if found]


def _cards(found: tuple[Found, ...], search: Search) -> tuple[Card, ...]:
    names, now, judged = get_directory().names(), get_now(), search.seeker.has_told_anything
    return tuple(make_card(one, 0, search, names, now, judged=judged) for one in found)

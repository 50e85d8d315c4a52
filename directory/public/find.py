"""Searching: typed words are sealed into a token, and the token's page shows what was found."""

from collections.abc import Sequence
from itertools import count

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.domain.search_request import SearchRequest
from directory.domain.taxonomy import Facet
from directory.finding.find import find_services
from directory.finding.notes import notes_for
from directory.finding.reading import read_request, request_from
from directory.finding.results import Found, Results
from directory.finding.standing import standing_told
from directory.public.blueprint import bp
from directory.public.cards import Card, make_card, nearest_point, person_notes, spots
from directory.public.danger import is_risky_to_be_seen, panel_for
from directory.public.refining import facets_to_refine
from directory.public.sketch_map import draw_sketch, is_drawn
from directory.public.understood import loosened_words, taken_out, understood
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.paging import page_asked
from directory.web.private import seal, unseal
from directory.web.wording import corrections_said


@bp.route("/find", methods=["GET", "POST"])
def find() -> Response:
    """A form, or a plain link from a poster; both lead to a sealed address. Nothing is ever refused."""
    given = request.form if request.method == "POST" else request.args
    asked = read_fields(given)
    if asked == SearchRequest() and request.method == "GET":
        return redirect(url_for("public.home"), 303)
    return redirect(url_for("public.show_results", token=seal(asked)), 303)


@bp.route("/find/<token>", methods=["GET", "POST"])  # a client that repeats its POST after a redirect is shown them too
def show_results(token: str) -> str | Response:
    asked = unseal(token)
    changed = change_parts(asked)
    if changed != asked:
        return redirect(url_for("public.show_results", token=seal(changed)), 303)
    opened = request.args.get("open", "")
    if opened:
        return redirect(url_for("public.show_found", token=token, code=opened), 303)
    search = read_request(asked, get_directory().readers())
    results = find_services(get_db(), get_directory().listings(), search, page_asked(request.args))
    found, not_for_you, further = make_cards(results)
    home, taxonomy = search.seeker.home, get_taxonomy()
    sketch = draw_sketch(home.point if home else None, spots([*found, *further]))
    return render_template(
        "public/results.html",
        token=token,
        asked=asked,
        errors={problem.field: problem.message for problem in search.problems},
        results=results,
        found=found,
        not_for_you=not_for_you,
        further=further,
        understood=understood(search),
        taken_out=taken_out(asked),
        told=[
            *search.notes,
            *corrections_said(search.meaning.corrections),
            *loosened_words(results),
            *notes_for(search.seeker, person_notes()),
        ],
        panel=panel_for(search),
        standing=standing_told(asked, search.seeker),
        risky=is_risky_to_be_seen(search),
        sketch=sketch,
        facets=facets_to_refine(asked),
        topics=[(slug, taxonomy.label(Facet.NEED, slug)) for slug in search.filters.needs],
        address_of=address_in_search,
    )


def change_parts(asked: SearchRequest) -> SearchRequest:
    """The search without the part that was pressed, or with it again."""
    for key in request.form.getlist("out")[:1]:
        asked = asked.take_out(key)
    for key in request.form.getlist("back")[:1]:
        asked = asked.put_back(key)
    return asked


def read_fields(given: MultiDict[str, str]) -> SearchRequest:
    return request_from({name: given.getlist(name) for name in given}, get_directory().understanding)


def make_cards(results: Results) -> tuple[list[Card], list[Card], list[Card]]:
    """Found, not for you and further help; those on the sketch map numbered on, and what is not for them not on it."""
    names, now, search = get_directory().names(), get_now(), results.search
    home, numbers = search.seeker.home, count(1)

    def cards(group: Sequence[Found], *, may_be_drawn: bool = True) -> list[Card]:
        drawn = (may_be_drawn and is_drawn(home.point if home else None, nearest_point(one.service, home)) for one in group)
        numbered = [(one, next(numbers) if is_on_it else 0) for one, is_on_it in zip(group, drawn, strict=True)]
        return [make_card(one, number, search, names, now, judged=results.judged) for one, number in numbered]

    found, further = cards(results.found), cards(results.further_help)
    return found, cards(results.not_for_you, may_be_drawn=False), further


def address_in_search(code: str) -> str:
    """Where a service opens inside the search it stands in. The token is long, and not written out thirty times."""
    return f"?open={code}"

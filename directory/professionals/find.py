"""Searching for a child one works with: sealed into a token like every search, and answered with one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Asking, CamhsStanding
from directory.domain.verdicts import Verdict
from directory.finding.beside import teams_first
from directory.finding.listing import view_listing
from directory.finding.options import Options, find_options
from directory.finding.reading import read_request, request_from
from directory.finding.results import Search
from directory.finding.sorting import BEST, SORTS
from directory.professionals.blueprint import bp, desk_of
from directory.professionals.form import FIELDS, as_on_the_form, form_lists
from directory.professionals.reading import left_to_read, standing_in_words, with_standing, without_standing
from directory.professionals.rows import FactsKept, Row, make_rows
from directory.professionals.today import may_be_danger, teams, today_for
from directory.professionals.told import (
    CIRCUMSTANCE,
    hanging_words,
    loosened_words,
    not_understood,
    notes_on,
    told,
    told_by_words,
    with_guesses,
)
from directory.store.services import get_service_by_code
from directory.web.access import get_db, get_directory, get_now, get_taxonomy
from directory.web.paging import page_asked
from directory.web.picked import find_listed, public_only, read_codes
from directory.web.private import seal, unseal
from directory.web.wording import corrections_said

ABOUT_NOBODY = SearchRequest(asking=Asking.SOMEONE_I_WORK_WITH.value)
ALREADY_ASKED = {
    CamhsStanding.REFUSED: "CAMHS and its front door, which said no",
    CamhsStanding.WAITING: "CAMHS and its front door, where they wait",
    CamhsStanding.UNDER: "CAMHS and its front door, which they are open to",
}
# As many as a record has room for.
TAKEN_UNTICKED = 3
FOLD_CAMHS = ("first", "already-asked")


@dataclass(frozen=True)
class RowGroup:
    """Rows under one heading; without a heading, the long list itself."""

    slug: str
    heading: str
    rows: tuple[Row, ...]


@bp.record_once
def keep_facts(state: BlueprintSetupState) -> None:
    state.app.extensions["professional_facts"] = FactsKept()


@bp.route("/find", methods=["GET", "POST"])
def find() -> Response:
    """The form, or a link from a clinical system; both lead to a sealed address."""
    given = request.form if request.method == "POST" else request.args
    asked = replace(request_from(given.to_dict(flat=False), get_directory().understanding), asking=ABOUT_NOBODY.asking)
    if request.method == "GET" and replace(asked, working_as="") == ABOUT_NOBODY:
        return redirect(url_for("professionals.home", **desk_of(asked.working_as)), 303)
    return redirect(url_for("professionals.show_options", token=seal(asked)), 303)


@bp.route("/find/<token>", methods=["GET", "POST"])  # a client that repeats its POST after a redirect is shown them too
def show_options(token: str) -> str:
    sealed = unseal(token)
    asked = as_professional(sealed)
    search = search_for(sealed)
    sort, listings = sort_asked(request.args.get("sort") or request.args.get("order", "")), get_directory().listings()
    options = find_options(get_db(), listings, search, get_now().date(), sort=sort, page=page_asked(request.args))
    version = listings.snapshot.version
    picked, groups = read_codes(".".join(request.args.getlist("pick"))), row_groups(options, version)
    problems = as_on_the_form(with_guesses(search.problems, asked.looked_after_by)) if search.problems else ()
    return render_template(
        "professionals/results.html",
        token=token,
        asked=asked,
        desk=desk_of(asked.working_as),
        lists=form_lists(),
        errors={problem.field: problem.message for problem in problems},
        problems=problems,
        fields=FIELDS,
        told=told(search),
        told_by_words=told_by_words(search),
        standing=standing_in_words(sealed),
        not_understood=not_understood(search, get_directory().listings().index.score),
        notes=[*search.notes, *notes_on(search), *corrections_said(search.meaning.corrections)],
        hanging=hanging_words(options.hanging),
        loosened=loosened_words(options.loosened),
        options=options,
        sort=sort,
        picked=frozenset(picked),
        kept=kept_rows(picked, groups, search, version),
        today=today_for(options),
        urgent=bool(teams_first(search, get_taxonomy())) or may_be_danger(search),
        front_doors=make_rows(options.front_doors, search, version),
        advice=teams(options.advice),
        training=make_rows(options.training, search, version),
        groups=groups,
        first_open=first_open(groups) if options.page == 1 else (),
    )


@bp.post("/find/<token>/not-so")
def take_out_standing(token: str) -> Response:
    """Search again without what the words seemed to say of CAMHS."""
    return redirect(url_for("professionals.show_options", token=seal(without_standing(unseal(token)))), 303)


@bp.post("/find/<token>/not-so-of-them")
def take_out_circumstance(token: str) -> Response:
    """Search again without a circumstance that the words seemed to tell."""
    asked, part = unseal(token), request.form.get("part", "")
    left = asked.take_out(part) if part.startswith(f"{CIRCUMSTANCE}:") else asked
    return redirect(url_for("professionals.show_options", token=seal(left)), 303)


@bp.get("/find/<token>/<code>")
def show_option(token: str, code: str) -> str:
    """One service for the same child, with everything that is told to professionals."""
    sealed = unseal(token)
    search = search_for(sealed)
    service = public_only(get_service_by_code(get_db(), code))
    found = view_listing(get_db(), service, search.seeker)
    version = get_directory().listings().snapshot.version
    row = make_rows([found], search, version)[0]
    return render_template(
        "professionals/option.html", token=token, row=row, checked=found.last_check, desk=desk_of(sealed.working_as)
    )


def as_professional(asked: SearchRequest) -> SearchRequest:
    """Always for someone one works with; of CAMHS, what the boxes say, else what the words do."""
    return replace(with_standing(asked), asking=Asking.SOMEONE_I_WORK_WITH.value)


def search_for(sealed: SearchRequest) -> Search:
    """As it is understood; what was said of CAMHS is not looked for as well."""
    said = left_to_read(sealed)
    return read_request(replace(as_professional(sealed), text=said.text), get_directory().readers())


def sort_asked(typed: str) -> str:
    return typed if typed in SORTS else BEST


def row_groups(options: Options, version: int) -> list[RowGroup]:
    """Only the groups that have something in them."""
    camhs = options.search.seeker.camhs or CamhsStanding.NOT_ASKED
    named = (
        ("first", "", options.first),
        (
            "meanwhile",
            "After a no from CAMHS" if camhs is CamhsStanding.REFUSED else "Usable while waiting for CAMHS or beside it",
            options.meanwhile,
        ),
        ("rest", "", options.rest),
        ("further", "Help from anywhere", options.further_help),
        ("unlikely", "Less likely: far off, or for an area, an age or people you did not tell us of", options.unlikely),
        ("already-asked", ALREADY_ASKED.get(camhs, ""), options.already_asked),
        ("not-for-them", "Not for them: shown so that nobody needs to ask, and not to be handed over", options.not_for_you),
    )
    search = options.search
    return [
        RowGroup(slug, heading, make_rows(some, search, version, fold=slug in FOLD_CAMHS, fold_all=slug == "unlikely"))
        for slug, heading, some in named
        if some
    ]


def first_open(groups: Iterable[RowGroup]) -> tuple[str, ...]:
    """Codes of the first that look open, CAMHS and its front door aside: they are taken where nothing is ticked."""
    rows = (row for group in groups for row in group.rows)
    return tuple(row.facts.code for row in rows if row.verdict is Verdict.CAN_USE and not row.folded)[:TAKEN_UNTICKED]


def kept_rows(picked: Sequence[str], groups: Iterable[RowGroup], search: Search, version: int) -> tuple[Row, ...]:
    """What was ticked and stands on another page, but for what is not for this child."""
    shown = {row.facts.code for group in groups for row in group.rows}
    services, _ = find_listed([code for code in picked if code not in shown])
    founds = [view_listing(get_db(), service, search.seeker) for service in services]
    usable = [found for found in founds if found.verdict is not Verdict.NOT_FOR_YOU]
    return make_rows(usable, search, version)

"""The words of search: what a phrase is understood as and would find now, and which phrases there are for a need.

What is tried out is answered in the same reply and is nowhere afterwards: no log, no table, no address has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, open_to
from directory.domain.errors import TermNotFound
from directory.domain.meaning import Explained, Spoke
from directory.domain.search_request import TEXT_LIMIT
from directory.domain.taxonomy import ANY_NEED, Facet, Taxonomy
from directory.domain.verdicts import Verdict
from directory.editors.blueprint import bp
from directory.finding.find import find_services
from directory.finding.reading import read_request, request_from
from directory.finding.results import Found
from directory.finding.wording import word_judgement
from directory.upkeep.words import words_of_need
from directory.web.access import get_db, get_directory, get_taxonomy

FIELDS = ("text", "postcode", "age")
FOUND_SHOWN = 10
LEAST_SHOWN, MOST_SHOWN = 0.01, 8
VERDICTS = {
    Verdict.CAN_USE: "Looks open to them",
    Verdict.ASK_FIRST: "Ask first",
    Verdict.NOT_FOR_YOU: "Not for them",
}
LEVELS = {"panel": "panel at the top", "support": "slim line of numbers", "none": "no danger"}
SPEAKS_FOR = {
    "panel": "a danger: panel",
    "support": "a danger: slim line",
    "lowered": "a danger that is denied, or over",
    "harmless": "a turn of speech that means no danger",
    "need": "a need",
    "audience": "who they are",
}
TURNS = {
    "denials": "something is denied",
    "past": "something is past",
    "closed": "something is over, and told so",
    "learning": "somebody is learning about it",
    "unwanted": "thoughts they do not want",
}


@dataclass(frozen=True)
class Tried:
    """What a text was understood as. Chances are in whole percent; `used` are needs that a search goes on with."""

    explained: Explained
    needs: list[tuple[str, int, bool]]
    dangers: list[tuple[str, int]]
    spoke: list[tuple[str, str]]
    audiences: list[str]
    turns: list[str]


@dataclass(frozen=True)
class FoundNow:
    name: str
    slug: str
    organisation: str
    verdict: str
    reasons: tuple[str, ...]


@bp.get("/editors/words")
@open_to(Access.EDITOR)
def show_words() -> str:
    return _show({})


@bp.post("/editors/words")
@open_to(Access.EDITOR)
def try_words() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    if not typed["text"]:
        return _show(typed, errors={"text": "Type some words first, as somebody might who looks for help."}), 400
    directory = get_directory()
    asked = request_from({name: [value] for name, value in typed.items()}, directory.understanding)
    search = read_request(asked, directory.readers())
    results = find_services(get_db(), directory.listings(), search, page_size=FOUND_SHOWN)
    return _show(
        typed,
        errors={problem.field: problem.message for problem in search.problems},
        tried=_tried(directory.understanding.explain(asked.text), get_taxonomy()),
        search=search,
        results=results,
        found=[_found(one) for one in (*results.found, *results.not_for_you)],
    )


@bp.get("/editors/words/<slug>")
@open_to(Access.EDITOR)
def show_words_of_need(slug: str) -> str:
    term = get_taxonomy().get(Facet.NEED, slug)
    words = words_of_need(get_directory().settings.seed / "vocabulary", slug)
    if words is None:
        raise TermNotFound(slug)
    return render_template("editors/words_of_need.html", term=term, words=words)


def _show(typed: Mapping[str, str], **more: Any) -> str:
    taxonomy = get_taxonomy()
    groups = [(group.label, taxonomy.needs_in(group.slug)) for group in taxonomy.groups]
    told: dict[str, Any] = {"errors": {}, "tried": None, "longest": TEXT_LIMIT, **more}
    return render_template("editors/words.html", typed=typed, groups=groups, **told)


def _tried(explained: Explained, taxonomy: Taxonomy) -> Tried:
    used = explained.meaning.needs
    likely = [one for one in explained.needs if one[1] >= LEAST_SHOWN or one[0] in used][:MOST_SHOWN]
    return Tried(
        explained,
        needs=[(_need(slug, taxonomy), round(100 * chance), slug in used) for slug, chance in likely],
        dangers=[(_danger(label), round(100 * chance)) for label, chance in explained.dangers if chance >= LEAST_SHOWN],
        spoke=[(one.words, _spoke(one, taxonomy)) for one in (*explained.signs, *explained.spoke)],
        audiences=[taxonomy.label(Facet.AUDIENCE, slug) for slug in explained.meaning.audiences],
        turns=[TURNS[one] for one in explained.turns if one in TURNS],
    )


def _need(slug: str, taxonomy: Taxonomy) -> str:
    return "Any worry" if slug == ANY_NEED else taxonomy.label(Facet.NEED, slug)


def _danger(label: str) -> str:
    """`suicide/panel` in words."""
    kind, _, level = label.rpartition("/")
    return f"{kind}: {LEVELS.get(level, level)}" if kind else LEVELS.get(label, label)


def _spoke(one: Spoke, taxonomy: Taxonomy) -> str:
    said = SPEAKS_FOR.get(one.speaks_for, one.speaks_for)
    facets = {"need": Facet.NEED, "audience": Facet.AUDIENCE}
    if one.speaks_for in facets:
        return f"{said}: {taxonomy.label(facets[one.speaks_for], one.slug)}"
    return f"{said} ({one.slug})" if one.slug else said


def _found(found: Found) -> FoundNow:
    service = found.service
    reasons = word_judgement(found.judgement, get_directory().names())
    return FoundNow(service.name, service.slug, found.organisation.name, VERDICTS[found.verdict], reasons)

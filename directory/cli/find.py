"""`flask find`: a search from the command line, with the same answers as the pages."""

import json
from collections.abc import Sequence
from typing import Any

import click
from flask import current_app

from directory.domain.crisis import CRISIS_LINES
from directory.domain.places import Place
from directory.finding.danger_words import read_danger_words
from directory.finding.find import find_services
from directory.finding.reading import read_request, request_from
from directory.finding.results import Found, Results, Search
from directory.finding.wording import Names, word_judgement
from directory.shelves import Shelves
from directory.store.crisis_lines import get_crisis_lines

EVERYTHING = 1_000_000
VERDICT_TITLES = {"can_use": "Looks open to you", "ask_first": "Ask first", "not_for_you": "Not for you"}


@click.command("find")
@click.option("--text", default="", help="What is wrong, in anybody's own words.")
@click.option("--need", multiple=True, help="A need or group by its slug; may be given several times.")
@click.option("--postcode", default="", help="A postcode, a district such as PO1, or a council's name.")
@click.option("--age", default="", help="The young person's age in years.")
@click.option("--gp-postcode", default="", help="The postcode of their GP.")
@click.option("--school-postcode", default="", help="The postcode of their school.")
@click.option("--looked-after-by", default="", help="The council that looks after them, by name.")
@click.option("--circumstance", multiple=True, help="Something true of them, by its audience slug.")
@click.option("--asking", default="", help="me, my-child, a-friend or someone-i-work-with.")
@click.option("--how", multiple=True, help="Only help given this way.")
@click.option("--route", multiple=True, help="Only services with this way in.")
@click.option("--sector", multiple=True, help="statutory or voluntary.")
@click.option("--for", "audience", multiple=True, help="Only services made for these people.")
@click.option("--within", default="", help="Miles: leaves out what is farther and face to face.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines to read.")
def find(as_json: bool, **given: str | Sequence[str]) -> None:
    """Find services, in the order a person sees them. Anything that could not be used is said on the error stream."""
    shelves: Shelves = current_app.extensions["directory"]
    request = request_from(_as_fields(given), shelves.understanding)
    search = read_request(request, shelves.readers())
    results = find_services(shelves.db(), shelves.listings(), search, page_size=EVERYTHING)
    for problem in search.problems:
        click.echo(f"{problem.field}: {problem.message}", err=True)
    names = shelves.names()
    lines = [*danger_lines(search, shelves), *_lines(results, names)]
    click.echo(json.dumps(as_plain(results, names), ensure_ascii=False) if as_json else "\n".join(lines))


def as_plain(results: Results, names: Names) -> dict[str, Any]:
    """The keys other people's checks rely on."""
    return {
        "understood": understood_as_plain(results.search),
        "place": _place_as_plain(results.search.seeker.home),
        "total": results.total,
        "results": [_found_as_plain(one, names) for one in (*results.found, *results.not_for_you)],
    }


def understood_as_plain(search: Search) -> dict[str, Any]:
    """What the words were read as, with what boxes made of it."""
    meaning, seeker = search.meaning, search.seeker
    return {
        "text": meaning.text,
        "needs": list(dict.fromkeys(search.needs)),
        "audiences": list(dict.fromkeys((*search.filters.audiences, *meaning.audiences))),
        "age": seeker.age_span[0] if seeker.age_span else None,
        "postcode": _postcode_of(seeker.home),
        "place": seeker.home.name if seeker.home else None,
        "crisis": meaning.crisis.value if meaning.crisis else None,
        "support": meaning.support,
        "about": meaning.about.value,
    }


def danger_lines(search: Search, shelves: Shelves) -> list[str]:
    """What is to be said before anything else, and the numbers: of a danger in the words, or of the slim line of support."""
    kind = search.meaning.crisis or ("support" if search.meaning.support else None)
    if kind is None:
        return []
    said = read_danger_words(shelves.settings.seed / "panels.toml")[kind]
    lines = {line.slug: line for line in get_crisis_lines(shelves.db()) or CRISIS_LINES}
    numbers = "; ".join(lines[slug].what_to_do for slug in said["lines"] if slug in lines)
    title = f"DANGER ({kind}): " if search.meaning.crisis else ""
    return [f"{title}{said['heading']}. {numbers}".replace("?.", "?"), ""]


def _as_fields(given: dict[str, str | Sequence[str]]) -> dict[str, Sequence[str]]:
    fields = {"audience": "for"}
    return {fields.get(name, name): [value] if isinstance(value, str) else value for name, value in given.items() if value}


def _postcode_of(place: Place | None) -> str | None:
    return place.postcode or place.outcode if place else None


def _place_as_plain(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "postcode": _postcode_of(place),
        "exact": place.exact,
        "local_authorities": list(place.local_authorities),
        "boards": list(place.boards),
    }


def _found_as_plain(found: Found, names: Names) -> dict[str, Any]:
    service = found.service
    return {
        "id": service.id,
        "name": service.name,
        "organisation": found.organisation.name,
        "verdict": found.verdict.value,
        "reasons": list(word_judgement(found.judgement, names)),
        "needs": sorted(service.needs or ()),
        "audiences": sorted(audience.slug for audience in service.audiences or ()),
        "distance_miles": None if found.distance_miles is None else round(found.distance_miles, 2),
    }


def _lines(results: Results, names: Names) -> list[str]:
    lines = [*results.search.notes, f"{results.total} services"]
    if results.loosened:
        lines.append("Nothing fitted everything, so we left out: " + ", ".join(results.loosened))
    for found in (*results.found, *results.not_for_you):
        miles = "" if found.distance_miles is None else f" ({found.distance_miles:.1f} miles)"
        lines.append(f"\n{found.service.name}, {found.organisation.name}{miles}")
        lines.append(f"  {VERDICT_TITLES[found.verdict]}: " + " ".join(word_judgement(found.judgement, names)))
    if results.further_help:
        lines.append("\nAlso: " + "; ".join(found.service.name for found in results.further_help))
    return lines

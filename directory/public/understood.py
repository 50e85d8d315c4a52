"""What a search was taken to mean, said back in plain words."""

from directory.domain.places import Place, PlaceSource
from directory.domain.taxonomy import Facet
from directory.finding.results import Loosened, Results, Search
from directory.web.access import get_taxonomy
from directory.web.filters import listed

NEEDS_NAMED = 3
LOOSENED = {
    Loosened.WORDS: "Nothing matched your words, so we looked without them.",
    Loosened.DISTANCE: "Nothing was that near, so we looked farther away.",
    Loosened.HOW: "Nothing worked in the way you picked, so we show other ways too.",
    Loosened.ROUTE: "Nothing could be asked for in that way, so we show other ways too.",
    Loosened.AUDIENCE: "Nothing was made just for the people you picked, so we show what others can use too.",
}


def understood(search: Search) -> list[str]:
    """Parts like "sleep problems", "age 13", "near PO1 2AL"; empty when nothing was told."""
    taxonomy = get_taxonomy()
    needs = list(dict.fromkeys((*search.filters.needs, *search.meaning.needs)))[:NEEDS_NAMED]
    labels = [taxonomy.label(Facet.NEED, slug) for slug in needs]
    parts = [_lower(labels)] if labels else []
    circumstances = [taxonomy.label(Facet.AUDIENCE, slug) for slug in sorted(search.seeker.circumstances)]
    parts += [_lower(circumstances)] if circumstances else []
    parts += [part for part in (_age(search), _place(search.seeker.home)) if part]
    return parts


def corrections(search: Search) -> list[str]:
    return [f"We read “{one.typed}” as “{one.read_as}”." for one in search.meaning.corrections]


def loosened_words(results: Results) -> list[str]:
    """Each condition that was given up, by name."""
    return [LOOSENED[condition] for condition in results.loosened]


def _lower(labels: list[str]) -> str:
    return listed([label if label[:2].isupper() else label[:1].lower() + label[1:] for label in labels])


def _age(search: Search) -> str:
    seeker = search.seeker
    if seeker.age is not None:
        return f"age {seeker.age}"
    return f"school year {seeker.school_year}" if seeker.school_year is not None else ""


def _place(home: Place | None) -> str:
    if home is None:
        return ""
    return f"in {home.name}" if home.source is PlaceSource.COUNCIL else f"near {home.name}"

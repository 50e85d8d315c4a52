"""What a search was taken to mean, said back in plain words, each part with the key that takes it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.judging import PARENTS, PROFESSIONALS
from directory.domain.places import Place, PlaceSource
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Asking, CamhsStanding, Seeker
from directory.domain.services import Sector
from directory.domain.taxonomy import ANY_NEED, Facet
from directory.finding.results import Loosened, Results, Search
from directory.web.access import get_taxonomy

LOOSENED = {
    Loosened.WORDS: "Nothing matched your words, so we looked without them.",
    Loosened.DISTANCE: "Nothing was that near, so we looked farther away.",
    Loosened.HOW: "Nothing worked in the way you picked, so we show other ways too.",
    Loosened.ROUTE: "Nothing could be asked for in that way, so we show other ways too.",
    Loosened.AUDIENCE: "Nothing says that it welcomes the people you picked, so we show what others can use too.",
}
ASKING = {
    Asking.ME: "for you",
    Asking.MY_CHILD: "for your child",
    Asking.A_FRIEND: "for someone you know",
    Asking.SOMEONE_I_WORK_WITH: "for someone you work with",
}
CAMHS = {
    CamhsStanding.NOT_ASKED: "not asked CAMHS",
    CamhsStanding.WAITING: "waiting for CAMHS",
    CamhsStanding.REFUSED: "CAMHS said no",
    CamhsStanding.UNDER: "seeing CAMHS now",
}
SECTORS = {Sector.STATUTORY: "run by the NHS, a council or a school", Sector.VOLUNTARY: "run by a charity or a group"}
# Who is asking tells these already, so they are not said twice.
TOLD_BY_ASKING = {Asking.MY_CHILD: PARENTS, Asking.SOMEONE_I_WORK_WITH: PROFESSIONALS}


@dataclass(frozen=True)
class Part:
    """Words like "age 13", and the key that takes it out of the search."""

    words: str
    key: str


def understood(search: Search) -> list[Part]:
    """Every part of what was looked for; empty when nothing was told."""
    taxonomy, seeker, filters = get_taxonomy(), search.seeker, search.filters
    needs = dict.fromkeys(search.needs)
    if len(needs) > 1:
        needs.pop(ANY_NEED, None)  # it goes without saying
    audiences = sorted(seeker.circumstances - {TOLD_BY_ASKING.get(seeker.asking) if seeker.asking else None})
    return [
        *_terms("need", Facet.NEED, needs),
        *_terms("audience", Facet.AUDIENCE, audiences),
        *([Part(_age(seeker), "age")] if _age(seeker) else []),
        *_places(seeker),
        *([Part(ASKING[seeker.asking], "asking")] if seeker.asking else []),
        *([Part(CAMHS[seeker.camhs], "camhs")] if seeker.camhs else []),
        *_terms("how", Facet.HOW, filters.how),
        *([Part(_within(filters.within_miles), "within")] if filters.within_miles else []),
        *_terms("route", Facet.ROUTE, filters.routes),
        *(Part(SECTORS[Sector(slug)], f"sector:{slug}") for slug in filters.sectors),
        *(Part(f"welcomes {_lower(taxonomy.label(Facet.AUDIENCE, slug))}", f"for:{slug}") for slug in filters.audiences),
    ]


def taken_out(asked: SearchRequest) -> list[Part]:
    """What the words may not tell any more, to be put back."""
    taxonomy = get_taxonomy()
    fixed = {"age": "the age", "place": "the place", "asking": "who it is for"}
    facets = {"need": Facet.NEED, "audience": Facet.AUDIENCE}
    parts = []
    for key in asked.without:
        kind, _, slug = key.partition(":")
        if key in fixed:
            parts.append(Part(fixed[key], key))
        elif kind in facets and taxonomy.has(facets[kind], slug):
            parts.append(Part(_lower(taxonomy.label(facets[kind], slug)), key))
    return parts


def loosened_words(results: Results) -> list[str]:
    """Each condition that was given up, by name."""
    return [LOOSENED[condition] for condition in results.loosened]


def _terms(kind: str, facet: Facet, slugs: Iterable[str]) -> list[Part]:
    taxonomy = get_taxonomy()
    return [Part(_lower(taxonomy.label(facet, slug)), f"{kind}:{slug}") for slug in slugs]


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _within(miles: float) -> str:
    return f"within {miles:g} {'mile' if miles == 1 else 'miles'}"


def _age(seeker: Seeker) -> str:
    if seeker.age is not None:
        return f"age {seeker.age}"
    return f"school year {seeker.school_year}" if seeker.school_year is not None else ""


def _places(seeker: Seeker) -> Iterable[Part]:
    told = ((seeker.home, "", "place"), (seeker.gp, "GP ", "gp_postcode"), (seeker.school, "school ", "school_postcode"))
    return [Part(f"{whose}{_near(place)}", key) for place, whose, key in told if place]


def _near(place: Place) -> str:
    return f"in {place.name}" if place.source is PlaceSource.COUNCIL else f"near {place.name}"

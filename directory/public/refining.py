"""The form beside the results: everything that can be told or asked for, with what was chosen already."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.domain.search_request import FIELD_NAMES, SearchRequest
from directory.domain.seeker import CamhsStanding
from directory.domain.services import Sector
from directory.domain.taxonomy import Facet
from directory.web.access import get_taxonomy

NO_MATTER = ("", "It does not matter")
CAMHS = ((CamhsStanding.NOT_ASKED, "Not asked them"), (CamhsStanding.WAITING, "Waiting for them"),
         (CamhsStanding.REFUSED, "They said no"), (CamhsStanding.UNDER, "Seeing them now"))  # fmt: skip
SECTORS = ((Sector.STATUTORY, "NHS, council or school"), (Sector.VOLUNTARY, "Charity or community group"))
MILES = (("1", "1 mile"), ("3", "3 miles"), ("5", "5 miles"), ("10", "10 miles"), ("20", "20 miles"))


@dataclass(frozen=True)
class FacetToRefine:
    """One question: its field, its choices as (value, label), what is chosen, and if only one may be."""

    field: str
    question: str
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    only_one: bool = False


def facets_to_refine(asked: SearchRequest) -> list[FacetToRefine]:
    return [
        _facet(asked, "how", "How would you like to get help?", _terms(Facet.HOW)),
        _facet(asked, "within", "How far would you go?", MILES, only_one=True),
        _facet(asked, "circumstance", "Is any of this true for them?", _terms(Facet.AUDIENCE)),
        _facet(asked, "route", "Who could ask for the help?", _terms(Facet.ROUTE)),
        _facet(asked, "sector", "Who should run it?", SECTORS),
        _facet(asked, "for", "Who should it welcome?", _terms(Facet.AUDIENCE)),
        _facet(asked, "camhs", "Where are you with CAMHS?", CAMHS, only_one=True),
    ]


def _facet(
    asked: SearchRequest, field: str, question: str, choices: Sequence[tuple[str, str]], *, only_one: bool = False
) -> FacetToRefine:
    attribute = next((attribute for attribute, name in FIELD_NAMES.items() if name == field), field)
    value = getattr(asked, attribute)
    offered = (*choices, NO_MATTER) if only_one else choices
    return FacetToRefine(field, question, tuple(offered), (value,) if isinstance(value, str) else value, only_one)


def _terms(facet: Facet) -> tuple[tuple[str, str], ...]:
    return tuple((term.slug, term.label) for term in get_taxonomy().of(facet))

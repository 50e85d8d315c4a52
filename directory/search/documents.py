"""What of a listing the word index may know: never a masked address, never a professionals' contact."""

from dataclasses import astuple, dataclass
from hashlib import blake2b

from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.domain.taxonomy import Facet, Taxonomy

FACETS_IN_WORDS = {"kinds": Facet.KIND, "how": Facet.HOW}


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one service, by how much a hit in them says."""

    id: str
    name: str
    organisation: str
    terms: str
    summary: str
    description: str
    places: str

    @property
    def stamp(self) -> str:
        """Changes when any word does, so that an index can tell which documents it must write again."""
        return blake2b("\0".join(astuple(self)).encode(), digest_size=8).hexdigest()


def document_of(service: Service, organisation: Organisation, taxonomy: Taxonomy) -> Document:
    threshold = service.threshold
    told: tuple[str | None, ...] = (
        service.description,
        threshold.for_plain,
        threshold.for_professional,
        service.while_you_wait,
    )
    if service.is_emergency:  # its number stands on every page: nobody is to be led to it by a word like "hurt" or "phone"
        told = ()
    return Document(
        id=service.id,
        name=service.name,
        organisation=organisation.name,
        terms="" if service.is_emergency else " ".join(_term_words(service, taxonomy)),
        summary=service.summary or "",
        description=" ".join(text for text in told if text),
        places=" ".join(text for place in service.open_locations for text in (place.name, place.city) if text),
    )


def _term_words(service: Service, taxonomy: Taxonomy) -> list[str]:
    words = []
    needs = [(Facet.NEED, slug) for slug in sorted(service.needs or ())]
    audiences = [(Facet.AUDIENCE, audience.slug) for audience in service.audiences or ()]
    others = [(facet, slug) for field, facet in FACETS_IN_WORDS.items() for slug in getattr(service, field) or ()]
    for facet, slug in (*needs, *sorted(audiences), *sorted(others)):
        if taxonomy.has(facet, slug):
            term = taxonomy.get(facet, slug)
            words += [term.label, term.professional_term or ""]
    return words

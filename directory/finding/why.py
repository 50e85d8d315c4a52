"""Why a service is among the results, in short sentences."""

from directory.domain.eligibility import AudienceMode
from directory.domain.services import Service
from directory.domain.taxonomy import ANY_NEED, Facet, NeedFit, Taxonomy
from directory.finding.matching import Wanted

NEEDS_NAMED = 3


def why_found(service: Service, wanted: Wanted, taxonomy: Taxonomy) -> tuple[str, ...]:
    """What of the search this service answers: needs, who it is made for, its own words, its name."""
    if service.id in wanted.named:
        return ("You asked for it by name",)
    return tuple(
        sentence
        for sentence in (
            _need_sentence(service, wanted, taxonomy),
            _audience_sentence(service, wanted, taxonomy),
            "Its own words match yours" if service.id in wanted.scores else "",
        )
        if sentence
    )


def _need_sentence(service: Service, wanted: Wanted, taxonomy: Taxonomy) -> str:
    carried = service.needs or frozenset()
    fits = {need: taxonomy.fit(carried, need) for need in wanted.needs}
    exact = [need for need, fit in fits.items() if fit is NeedFit.EXACT][:NEEDS_NAMED]
    if exact:
        return "Helps with: " + ", ".join(taxonomy.label(Facet.NEED, need).lower() for need in exact)
    if NeedFit.GROUP in fits.values():
        need = next(need for need, fit in fits.items() if fit is NeedFit.GROUP)
        group = taxonomy.get(Facet.NEED, need).parent or ANY_NEED
        return "Helps with: " + taxonomy.label(Facet.NEED, group).lower()
    return "Helps with any worry" if NeedFit.ANY in fits.values() else ""


def _audience_sentence(service: Service, wanted: Wanted, taxonomy: Taxonomy) -> str:
    shared = sorted({audience.slug for audience in service.audiences or ()} & wanted.audiences)
    if not shared:
        return ""
    label = taxonomy.label(Facet.AUDIENCE, shared[0])
    only = any(one.slug == shared[0] and one.mode is AudienceMode.ONLY for one in service.audiences or ())
    return f"{'Made for' if only else 'Welcomes'}: {label if label[1:2].isupper() else label[0].lower() + label[1:]}"

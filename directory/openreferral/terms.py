"""Taxonomy terms of a feed: those that are ours become facts, the names of all others are words to read."""

from collections.abc import Iterator
from typing import Any

from directory.domain.eligibility import Audience, AudienceMode
from directory.domain.taxonomy import Facet, Taxonomy, Term
from directory.openreferral.text import line_of, list_of, object_of

FIELD_OF = {Facet.NEED: "needs", Facet.KIND: "kinds", Facet.HOW: "how", Facet.ROUTE: "routes", Facet.LEVEL: "level"}


class TermReader:
    """Knows our terms by id, and within each facet by slug and by label."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._by_id = {str(term.id): term for term in taxonomy}
        self._by_name = {(term.facet.value, term.label.lower()): term for term in taxonomy}
        self._by_name |= {(term.facet.value, term.slug): term for term in taxonomy}

    def read(self, service: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Fields of a service from our own terms, and the names of the others."""
        ours: dict[str, set[Any]] = {}
        facts: dict[str, Any] = {}
        others: list[str] = []
        for given, link in _given(service):
            term = self._ours(given)
            if term is None:
                others += [name for name in [line_of(given.get("name"))] if name]
            elif term.facet is Facet.NHS_ROLE:
                facts["nhs_role"] = term.slug
            elif term.facet is Facet.AUDIENCE:
                mode = AudienceMode.ONLY if "only" in link else AudienceMode.WELCOMING
                ours.setdefault("audiences", set()).add(Audience(term.slug, mode))
            else:
                ours.setdefault(FIELD_OF[term.facet], set()).add(term.slug)
        return facts | {field: frozenset(slugs) for field, slugs in ours.items()}, tuple(dict.fromkeys(others))

    def _ours(self, given: dict[str, Any]) -> Term | None:
        """By our id, else within one of our facets by slug, by the end of the address, or by name."""
        term = self._by_id.get((line_of(given.get("id")) or "").lower())
        facet = (line_of(given.get("taxonomy")) or "").lower()
        address = (line_of(given.get("term_uri")) or "").rstrip("/").rpartition("/")[2]
        names = (line_of(given.get("code")) or "", address, (line_of(given.get("name")) or "").lower())
        return term or next((found for name in names if (found := self._by_name.get((facet, name)))), None)


def _given(service: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for attribute in list_of(service.get("attributes")):
        yield object_of(attribute.get("taxonomy_term")), (line_of(attribute.get("link_type")) or "").lower()
    for name in ("taxonomies", "service_taxonomys", "categories"):
        for one in list_of(service.get(name)):
            yield object_of(one.get("taxonomy")) or one, ""

"""Finding the services in whatever JSON a feed sends: one service, a page, a list, an organisation with its services."""

from collections.abc import Iterator
from typing import Any

from directory.openreferral.text import list_of, object_of

PAGE_KEYS = ("contents", "content", "items", "data", "services", "results")
# A taxonomy, a location or an organisation has a name too; a service has one of these beside it.
SIGNS_OF_A_SERVICE = frozenset(
    {
        "organization",
        "organisation",
        "organization_id",
        "organisation_id",
        "service_at_locations",
        "locations",
        "status",
        "minimum_age",
        "maximum_age",
        "min_age",
        "max_age",
        "eligibility",
        "cost_options",
        "service_areas",
    }
)
SIGNS_OF_SOMETHING_ELSE = frozenset({"organization_identifiers", "location_type", "legal_status", "identifier_scheme"})


def services_in(document: Any) -> Iterator[dict[str, Any]]:
    """Every service of a document, in its order; nothing at all for a document that holds none."""
    if isinstance(document, list):
        for one in list_of(document):
            yield from _service(one)
    elif isinstance(document, dict):
        page = next((key for key in PAGE_KEYS if isinstance(document.get(key), list)), None)
        if page == "services" and document.get("name"):
            for one in list_of(document["services"]):
                yield from _service({"organization": _without_services(document), **one})
        elif page:
            yield from services_in(document[page])
        else:
            yield from _service(document)


def is_page(document: Any) -> bool:
    return isinstance(document, dict) and any(isinstance(document.get(key), list) for key in PAGE_KEYS)


def _service(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inner = object_of(given.get("service"))
    if inner:
        place = object_of(given.get("location"))
        yield {**inner, "service_at_locations": [{"location": place}]} if place else inner
    elif SIGNS_OF_A_SERVICE & given.keys() and not SIGNS_OF_SOMETHING_ELSE & given.keys():
        yield given


def _without_services(organisation: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in organisation.items() if key != "services"}

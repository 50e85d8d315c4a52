"""HSDS as tables (the 1.1 tabular package, and 3.0's CSV): put together into services as the JSON shape has them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Rows = Iterable[Row]
OpenTable = Callable[[str], Rows | None]

# What a table is called in one version or another.
NAMES = {
    "services": ("services",),
    "organizations": ("organizations",),
    "locations": ("locations",),
    "addresses": ("physical_addresses", "addresses"),
    "phones": ("phones",),
    "languages": ("languages",),
    "schedules": ("regular_schedules", "regular_schedule", "schedules"),
    "at_locations": ("services_at_location", "service_at_location", "service_at_locations", "services_at_locations"),
    "eligibility": ("eligibility",),
    "contacts": ("contacts",),
    "accessibility": ("accessibility_for_disabilities", "accessibility"),
    "cost_options": ("cost_options",),
    "service_areas": ("service_areas",),
    "identifiers": ("organization_identifiers",),
    "term_links": ("services_taxonomy", "service_taxonomy", "service_attributes", "attributes"),
    "terms": ("taxonomy", "taxonomy_terms", "taxonomies"),
}


@dataclass
class Package:
    """The tables of one package. `remarks` say what could not be used."""

    open_table: OpenTable
    remarks: list[str] = field(default_factory=list)

    def services(self) -> Iterator[Row]:
        """Each service with everything that points at it, in the order of the services table."""
        by_service = {
            name: self._grouped(name, "service_id")
            for name in ("languages", "schedules", "eligibility", "contacts", "cost_options", "service_areas")
        }
        phones = self._phones()
        organizations, places = self._organizations(), self._places()
        terms = self._terms()
        for service in self._rows("services"):
            ident = service.get("id", "")
            yield {
                **service,
                **{name: groups.get(ident, []) for name, groups in by_service.items() if name != "eligibility"},
                "eligibility": by_service["eligibility"].get(ident, []) or service.get("eligibility"),
                "organization": organizations.get(service.get("organization_id", "")),
                "service_at_locations": [{"location": place} for place in places.get(ident, [])],
                "phones": phones.get(ident, []),
                "attributes": terms.get(ident, []),
            }

    def _rows(self, name: str) -> Rows:
        tables = (self.open_table(called) for called in NAMES[name])
        return next((table for table in tables if table is not None), ())

    def _grouped(self, name: str, key: str) -> Mapping[str, list[Row]]:
        """Rows by what they point at; those that point at nothing are counted and spoken of."""
        groups: dict[str, list[Row]] = defaultdict(list)
        lost = 0
        for row in self._rows(name):
            if row.get(key):
                groups[row[key]].append(row)
            elif not any(
                row.get(other) for other in ("location_id", "organization_id", "service_at_location_id", "contact_id")
            ):
                lost += 1
        if lost:
            self.remarks.append(
                f"{lost:,} rows of the {name.replace('_', ' ')} table do not say which service they belong to, "
                "so nothing of them could be used."
            )
        return groups

    def _phones(self) -> Mapping[str, list[Row]]:
        return self._grouped("phones", "service_id")

    def _organizations(self) -> Mapping[str, Row]:
        numbers = self._grouped("identifiers", "organization_id")
        return {
            row["id"]: {**row, "organization_identifiers": numbers.get(row["id"], [])}
            for row in self._rows("organizations")
            if row.get("id")
        }

    def _places(self) -> Mapping[str, list[Row]]:
        """The locations of each service, with their addresses and access."""
        addresses = self._grouped("addresses", "location_id")
        access = self._grouped("accessibility", "location_id")
        locations = {
            row["id"]: {**row, "addresses": addresses.get(row["id"], []), "accessibility": access.get(row["id"], [])}
            for row in self._rows("locations")
            if row.get("id")
        }
        places: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("at_locations"):
            location = locations.get(row.get("location_id", ""))
            if location:
                places[row.get("service_id", "")].append(location)
        return places

    def _terms(self) -> Mapping[str, list[Row]]:
        terms = {row["id"]: row for row in self._rows("terms") if row.get("id")}
        linked: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("term_links"):
            term = terms.get(row.get("taxonomy_id") or row.get("taxonomy_term_id") or "")
            if term:
                linked[row.get("service_id") or row.get("link_id") or ""].append({**row, "taxonomy_term": term})
        return linked

"""Which organisation a record belongs to: one that is here already, or a new one."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlite_utils import Database

from directory.domain.organisations import Identifier, Organisation
from directory.store.organisations import (
    get_organisation,
    new_organisation_slug,
    organisation_identified,
    organisations_named,
    save_organisation,
)

FILLED_FIELDS = ("kind", "description", "url", "email", "identifiers")
REPLACED_FIELDS = ("kind", "description", "url", "email")
BLANKS = {field.name: field.default for field in fields(Organisation) if field.name in FILLED_FIELDS}


class OrganisationFinder:
    """Remembers what it found, for the length of one import inside one transaction."""

    def __init__(self, db: Database, source: str) -> None:
        self._db = db
        self._source = source
        self._found: dict[tuple[str, tuple[Identifier, ...]], str] = {}

    def find_or_add(self, told: Mapping[str, Any]) -> Organisation:
        """By one of its numbers, else by its exact name, else new. What is blank here is filled; nothing is replaced."""
        name, numbers = told["name"], tuple(told.get("identifiers", ()))
        key = (name.casefold(), numbers)
        if key in self._found:
            organisation = get_organisation(self._db, self._found[key])
        else:
            organisation = self._known(name, numbers) or self._added(name, numbers)
            self._found[key] = organisation.id
        return self._filled(organisation, told)

    def _known(self, name: str, numbers: tuple[Identifier, ...]) -> Organisation | None:
        for number in numbers:
            organisation = organisation_identified(self._db, number)
            if organisation:
                return organisation
        named = organisations_named(self._db, name)
        return next((one for one in named if not _is_another(one, numbers)), None)

    def _added(self, name: str, numbers: tuple[Identifier, ...]) -> Organisation:
        key = "/".join([self._source, name.casefold(), *(f"{one.scheme}:{one.value}" for one in numbers)])
        added = Organisation(
            id=str(uuid5(NAMESPACE_URL, f"https://listings.example.org/imported-organisation/{key}")),
            slug=new_organisation_slug(self._db, name),
            name=name,
        )
        save_organisation(self._db, added)
        return added

    def _filled(self, organisation: Organisation, told: Mapping[str, Any]) -> Organisation:
        blank = {
            field: told[field] for field in FILLED_FIELDS if field in told and getattr(organisation, field) == BLANKS[field]
        }
        if not blank:
            return organisation
        filled = replace(organisation, **blank)
        save_organisation(self._db, filled)
        return filled


def _is_another(organisation: Organisation, numbers: tuple[Identifier, ...]) -> bool:
    """Two organisations of one name are told apart by different numbers of the same register."""
    schemes = {one.scheme for one in organisation.identifiers}
    return any(one.scheme in schemes and one not in organisation.identifiers for one in numbers)

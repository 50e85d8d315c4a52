"""The taxonomy as editors keep it: one readable file, in the order terms are shown."""

import tomllib
from pathlib import Path
from typing import Any

from directory.domain.errors import DirectoryError
from directory.domain.taxonomy import Facet, Taxonomy, Term


class TaxonomyRefused(DirectoryError):
    """A taxonomy file that cannot be used; the text says what is wrong with which entry."""


def read_taxonomy(path: Path) -> Taxonomy:
    """Return every term of every facet, or raise `TaxonomyRefused`."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TaxonomyRefused(f"{path.name} could not be read: {error}") from error
    taxonomy = Taxonomy(tuple(_term(facet, entry, path) for facet in Facet for entry in entries.get(facet, ())))
    _refuse_repeats(taxonomy, path)
    _refuse_unknown_groups(taxonomy, path)
    return taxonomy


def _term(facet: Facet, entry: dict[str, Any], path: Path) -> Term:
    for field in ("slug", "label"):
        if not entry.get(field):
            raise TaxonomyRefused(f"{path.name}: an entry of {facet} has no {field}: {entry}")
    return Term(
        facet,
        entry["slug"],
        entry["label"],
        professional_term=entry.get("professional"),
        description=entry.get("description"),
        parent=entry.get("group"),
        flags=frozenset(entry.get("flags", ())),
        successor=entry.get("successor"),
    )


def _refuse_repeats(taxonomy: Taxonomy, path: Path) -> None:
    seen: set[tuple[Facet, str]] = set()
    for term in taxonomy:
        if (term.facet, term.slug) in seen:
            raise TaxonomyRefused(f"{path.name}: {term.facet} {term.slug} is there twice")
        seen.add((term.facet, term.slug))


def _refuse_unknown_groups(taxonomy: Taxonomy, path: Path) -> None:
    groups = {term.slug for term in taxonomy.groups}
    for term in taxonomy.needs:
        if term.parent not in groups:
            raise TaxonomyRefused(f"{path.name}: {term.slug} is in the group {term.parent}, which is not there")

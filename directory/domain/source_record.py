"""One listing as a source tells it, before anything here is compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SourceRecord:
    """What one row of a spreadsheet, or one service of a feed, says.

    `facts` are fields of a `Service`, `organisation` those of its `Organisation`: only what the source tells.
    `assumed` names facts that were assumed or read from prose. `id` is the source's own; without one the listing is
    known by organisation, name and postcode. `refused` says why a record cannot be listed at all; one `closed_on` a
    day that has come is only listed if it already was.
    """

    row: int
    name: str
    id: str | None = None
    organisation: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    ages_prose: str = ""
    needs_prose: str = ""
    warnings: tuple[str, ...] = ()
    closed_on: date | None = None
    refused: str | None = None

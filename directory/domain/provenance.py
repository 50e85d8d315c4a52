"""Where each imported fact came from, and whether a person has stood behind it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Provenance:
    """The source of one field of one service.

    `imported` is the value as the source last gave it, as JSON text. `read_from_prose` stays until a person confirms.
    `kept_here` means that somebody edited or checked the field here, so an import may no longer change it.
    """

    field: str
    source: str
    imported: str
    read_from_prose: bool = False
    kept_here: bool = False


@dataclass(frozen=True)
class Difference:
    """A later import said something else about a field that is kept here; an editor decides."""

    service_id: str
    field: str
    source: str
    ours: str
    theirs: str
    noticed_at: datetime


@dataclass(frozen=True)
class Version:
    """One published state of a listing: who made it, when, why, and every fact as JSON text."""

    service_id: str
    number: int
    facts: str
    made_by: str
    reason: str
    made_at: datetime

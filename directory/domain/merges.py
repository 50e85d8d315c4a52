"""Two records that turned out to be one: which was kept, what was moved to it, and whether they were put apart again."""

from dataclasses import dataclass
from datetime import datetime

from directory.domain.errors import DirectoryError, NotFound
from directory.domain.events import Subject


class MergeNotFound(NotFound):
    """Nothing was merged under this number."""


class MergeRefused(DirectoryError):
    """Two records that may not be merged, or put apart, like this; the text says why."""


@dataclass(frozen=True)
class Moved:
    """A row that belongs to the kept one since: its table, its key there, and what it said that the kept one cannot say."""

    table: str
    key: str
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Merge:
    """`kept_version` and `merged_version` are the newest from before; `fields` names the facts that were taken over."""

    id: int
    subject: Subject
    kept_id: str
    merged_id: str
    merged_by: str
    merged_at: datetime
    kept_version: int = 0
    merged_version: int = 0
    fields: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    undone_at: datetime | None = None

"""A preview as people read it: by risk, and under each risk listing by listing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from directory.domain.risk import Risk
from directory.importing.bulk.applying import remarks_on
from directory.importing.bulk.preview import CellChange, RowPreview, SheetPreview

# Pages of more are slow to read for browsers and people; the file has every one.
MOST_SHOWN = 2_000


@dataclass(frozen=True)
class ShownChange:
    column: str
    before: str
    after: str
    remarks: str


@dataclass(frozen=True)
class ShownListing:
    name: str
    row: int
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True)
class ShownRisk:
    """`count` is of all its changes, `left_out` of those that are in the file only."""

    risk: Risk
    count: int
    listings: tuple[ShownListing, ...]
    left_out: int


def shown_risks(preview: SheetPreview) -> Iterator[ShownRisk]:
    """The riskiest first."""
    room = MOST_SHOWN
    for risk, some in preview.by_risk():
        shown = some[:room]
        room -= len(shown)
        yield ShownRisk(risk, len(some), tuple(_listings(shown)), len(some) - len(shown))


def shown_mistakes(preview: SheetPreview) -> list[tuple[int, str, str]]:
    """Row, listing and sentence."""
    return [(row.row, row.name or row.listing, one) for row in preview.rows for one in row.mistakes]


def _listings(some: list[tuple[RowPreview, CellChange]]) -> Iterator[ShownListing]:
    for number, pairs in groupby(some, key=_row_number):
        listed = list(pairs)
        yield ShownListing(listed[0][0].name, number, tuple(_shown(change) for _, change in listed))


def _row_number(pair: tuple[RowPreview, CellChange]) -> int:
    return pair[0].row


def _shown(change: CellChange) -> ShownChange:
    return ShownChange(change.column, change.before, change.after, remarks_on(change))

"""A preview as people read it: by risk, and under each risk listing by listing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from directory.domain.errors import ImportRefused
from directory.domain.risk import Risk
from directory.domain.taxonomy import Facet, Taxonomy, Term
from directory.importing.bulk.applying import refuse, remarks_on
from directory.importing.bulk.preview import CellChange, RowOutcome, RowPreview, SheetPreview
from directory.store.services import FACET_FIELDS

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


@dataclass(frozen=True)
class ShownSheet:
    """A whole preview. `stop` says why its changes cannot be made, and is empty where they can; `seen` is its digest.

    `older` are rows made before the listing was last changed: number, name and the columns that differ.
    """

    name: str
    rows: int
    changed: int
    unchanged: int
    refused: int
    risks: tuple[ShownRisk, ...]
    mistakes: tuple[tuple[int, str, str], ...]
    stop: str
    seen: str
    older: tuple[tuple[int, str, tuple[str, ...]], ...] = ()

    @property
    def changes(self) -> int:
        return sum(one.count for one in self.risks)

    @property
    def has_new_contacts(self) -> bool:
        return bool(self.new_contacts)

    @property
    def new_contacts(self) -> tuple[tuple[str, ShownChange], ...]:
        """Each new number or address, after the name of its listing."""
        risks = (one for one in self.risks if one.risk is Risk.CONFIRMED)
        return tuple((listing.name, change) for one in risks for listing in one.listings for change in listing.changes)


def shown_sheet(name: str, preview: SheetPreview) -> ShownSheet:
    counts = preview.counts
    return ShownSheet(
        name,
        len(preview.rows),
        changed=counts[RowOutcome.CHANGED],
        unchanged=counts[RowOutcome.UNCHANGED],
        refused=counts[RowOutcome.REFUSED],
        risks=tuple(_risks(preview)),
        mistakes=tuple((row.row, row.name or row.listing, one) for row in preview.rows for one in row.mistakes),
        stop=_why_not(preview),
        seen=preview.digest,
        older=tuple((row.row, row.name, row.older) for row in preview.rows if row.older and not row.mistakes),
    )


def _why_not(preview: SheetPreview) -> str:
    if not preview.rows:
        return "This sheet has column names and no rows, so there is nothing to do."
    try:
        refuse(preview)
    except ImportRefused as error:
        return str(error)
    if not preview.counts[RowOutcome.CHANGED] and any(row.older for row in preview.rows):
        return "Nobody has changed a cell of this sheet, and it is older than what is here. So it changes nothing."
    if not preview.counts[RowOutcome.CHANGED]:
        return "Everything in this sheet is as it is here already, so there is nothing to do."
    return ""


def _risks(preview: SheetPreview) -> Iterator[ShownRisk]:
    """The riskiest first."""
    room = MOST_SHOWN
    for risk, some in preview.by_risk():
        shown = some[:room]
        room -= len(shown)
        yield ShownRisk(risk, len(some), tuple(_listings(shown)), len(some) - len(shown))


def _listings(some: list[tuple[RowPreview, CellChange]]) -> Iterator[ShownListing]:
    for number, pairs in groupby(some, key=_row_number):
        listed = list(pairs)
        yield ShownListing(listed[0][0].name, number, tuple(_shown(change) for _, change in listed))


def _row_number(pair: tuple[RowPreview, CellChange]) -> int:
    return pair[0].row


def _shown(change: CellChange) -> ShownChange:
    return ShownChange(change.column, change.before, change.after, remarks_on(change))


def words_of_cells(taxonomy: Taxonomy) -> list[tuple[str, tuple[Term, ...]]]:
    """By column, the closed list of words that may stand in it."""
    columns = {facet: name for name, facet in FACET_FIELDS.items()}
    columns |= {Facet.AUDIENCE: "audiences", Facet.NHS_ROLE: "nhs_role"}
    return [(name, taxonomy.of(facet)) for facet, name in columns.items()]

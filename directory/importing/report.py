"""What became of every row, in words and as a file that is safe to open in a spreadsheet."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from directory.domain.formulas import safe_cell

COLUMNS = ("row", "name", "outcome", "reason")
GONE_COLUMNS = ("name", "record", "service")
NAMED_AT_MOST = 20


class Outcome(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowReport:
    row: int
    name: str
    outcome: Outcome
    reason: str
    warnings: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The reason and every warning, as they stand in the report."""
        return "; ".join((self.reason, *self.warnings))


@dataclass(frozen=True)
class Gone:
    """A listing that came from this source once and was not in the file this time."""

    name: str
    record: str
    service_id: str


@dataclass(frozen=True)
class ImportReport:
    source: str
    rows: tuple[RowReport, ...]
    gone: tuple[Gone, ...] = ()
    remarks: tuple[str, ...] = ()
    rehearsed: bool = False
    counts: Counter[Outcome] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(row.outcome for row in self.rows))


def summary_of(report: ImportReport) -> list[str]:
    """The lines shown when an import has ended."""
    counts = ", ".join(f"{report.counts[outcome]} {outcome}" for outcome in Outcome)
    lines = [f"{_rows(len(report.rows))} from “{report.source}”: {counts}."]
    lines += report.remarks
    warned = sum(bool(row.warnings) for row in report.rows)
    if warned:
        lines.append(f"{_rows(warned)} with something to look at. --report FILE.csv writes down what.")
    lines += _gone_lines(report.gone)
    if report.rehearsed:
        lines.append("This was a rehearsal: nothing was stored.")
    return lines


def write_report(report: ImportReport, path: Path) -> None:
    """Every row with its outcome, in the order of the file."""
    _write(path, COLUMNS, ((str(row.row), row.name, row.outcome.value, row.told) for row in report.rows))


def write_gone(report: ImportReport, path: Path) -> None:
    """The listings that were not in the file any more."""
    _write(path, GONE_COLUMNS, ((one.name, one.record, one.service_id) for one in report.gone))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([safe_cell(" ".join(cell.split())) for cell in row] for row in rows)


def _gone_lines(gone: tuple[Gone, ...]) -> list[str]:
    if not gone:
        return []
    lines = [f"{_listings(len(gone))} from this source not in the file any more. Nothing was taken down:"]
    lines += [f"  {one.name}" for one in gone[:NAMED_AT_MOST]]
    if len(gone) > NAMED_AT_MOST:
        lines.append(f"  and {len(gone) - NAMED_AT_MOST} more. --gone FILE.csv writes them all down.")
    return lines


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _listings(count: int) -> str:
    return "1 listing" if count == 1 else f"{count:,} listings"

"""A sheet that comes back, read whole or refused with a sentence that says what to do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from directory.domain.errors import ImportRefused
from directory.importing.bulk.cells import unsafe
from directory.importing.bulk.columns import CODE, ID, READ_ONLY, VERSION
from directory.importing.bulk.parts import is_part_column
from directory.importing.bulk.workbook import NAMED_AT_MOST, read_workbook, refuse_formulas, refuse_rows
from directory.importing.sheet import open_sheet

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 20_000
ZIPPED = b"PK\x03\x04"
FRESH = "Make a fresh sheet"


@dataclass(frozen=True)
class SheetRow:
    """`number` as a spreadsheet shows it: the header is row 1."""

    number: int
    cells: dict[str, str]

    @property
    def listing(self) -> str:
        """The code or id of the listing that this row is about."""
        return self.cells.get(CODE) or self.cells.get(ID) or ""


@dataclass(frozen=True)
class UploadedSheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_uploaded(path: Path, known: Iterable[str], most_rows: int = MOST_ROWS) -> UploadedSheet:
    """Read a sheet of the columns in `known`, or raise `ImportRefused`. Nothing of the directory is looked at."""
    _refuse_size(path)
    columns, rows = _read(path, most_rows)
    _refuse_columns(columns, frozenset(known), path.name)
    named = [
        SheetRow(number, {name: unsafe(cell) for name, cell in zip(columns, cells, strict=False)}) for number, cells in rows
    ]
    _refuse_repeated(named, path.name)
    return UploadedSheet(path.name, columns, tuple(named))


def _read(path: Path, most_rows: int) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    with path.open("rb") as file:
        is_zipped = file.read(len(ZIPPED)) == ZIPPED
    names, rows = read_workbook(path, most_rows) if is_zipped else _read_csv(path)
    if len(rows) > most_rows:
        refuse_rows(path.name, most_rows)
    return tuple("_".join(name.lower().split()) for name in names), rows


def _read_csv(path: Path) -> tuple[Sequence[str], list[tuple[int, list[str]]]]:
    sheet = open_sheet(path)
    if sheet.encoding != "utf-8-sig":
        raise ImportRefused(
            f"{path.name} is not in UTF-8, so some of its letters would come out wrong. "
            "Save it again as “CSV UTF-8”, or as an Excel workbook (.xlsx). Nothing was changed."
        )
    rows = [(number, [cells[name] for name in sheet.columns]) for number, cells in sheet.rows()]
    formulas = [
        f"row {number}, {name}"
        for number, cells in rows
        for name, cell in zip(sheet.columns, cells, strict=True)
        if cell.lstrip().startswith("=")
    ]
    refuse_formulas(path.name, formulas)
    return sheet.columns, rows


def _refuse_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise ImportRefused(f"{path.name} is empty. {FRESH}, change it and send that.")
    if size > LARGEST:
        raise ImportRefused(
            f"{path.name} is {size / 1024 / 1024:.0f} MB; a sheet may have {LARGEST // 1024 // 1024} MB. Take out "
            "pictures and rows that have not changed, or send it in parts. Nothing was changed."
        )


def _refuse_columns(columns: tuple[str, ...], known: frozenset[str], name: str) -> None:
    _refuse_missing(columns, name)
    repeated = sorted(one for one, count in Counter(columns).items() if count > 1 and one)
    if repeated:
        raise ImportRefused(f"{name} has two columns called “{repeated[0]}”. Take one of them out. Nothing was changed.")
    everything = known | {CODE, ID, VERSION, *READ_ONLY}
    for column in columns:
        if column and column not in everything and not is_part_column(column):
            close = get_close_matches(column, sorted(everything), n=1)
            meant = f" Is it “{close[0]}”?" if close else ""
            raise ImportRefused(
                f"{name} has a column “{column}” that we do not know.{meant} Give it a name of ours or take it out. "
                "Nothing was changed."
            )


def _refuse_missing(columns: tuple[str, ...], name: str) -> None:
    if CODE not in columns and ID not in columns:
        raise ImportRefused(
            f"{name} has no column “code” or “id”, so nobody can tell which listing a row is about. {FRESH}, "
            "and leave that column in. Nothing was changed."
        )
    numbered = [column for column in columns if is_part_column(column)]
    if numbered and VERSION not in columns:
        raise ImportRefused(
            f"{name} has a column “{numbered[0]}” but no column “version”, so nobody can tell which one is the first. "
            f"{FRESH}, and leave that column in. Nothing was changed."
        )


def _refuse_repeated(rows: Sequence[SheetRow], name: str) -> None:
    for column in (CODE, ID):
        numbers: dict[str, list[int]] = {}
        for row in rows:
            if row.cells.get(column):
                numbers.setdefault(row.cells[column], []).append(row.number)
        twice = [(one, some) for one, some in numbers.items() if len(some) > 1]
        if twice:
            which = "; ".join(f"“{one}” in rows {', '.join(map(str, some))}" for one, some in twice[:NAMED_AT_MOST])
            raise ImportRefused(
                f"{name} has the same listing more than once: {which}. Keep one row for each listing. Nothing was changed."
            )

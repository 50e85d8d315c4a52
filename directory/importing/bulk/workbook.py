"""An Excel workbook from somebody we may not know: looked at from outside before it is opened."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from directory.domain.errors import ImportRefused

MOST_PARTS = 1_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_COLUMNS = 1_000
LOWEST_ROW = 100_000
NAMED_AT_MOST = 5
CHUNK = 1 << 20
# What only somebody who means harm puts into a workbook: words that stand for very many others.
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OTHER_LETTERS = re.compile(rb"\A[^>]{0,200}encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
BROKEN = (
    "cannot be opened: it is damaged or is no Excel workbook. Open it in a spreadsheet and save it again as .xlsx or CSV."
)
Cells = list[tuple[int, list[str]]]


def read_workbook(path: Path, most_rows: int) -> tuple[list[str], Cells]:
    """The column names and the rows of the first sheet, or raise `ImportRefused`."""
    from openpyxl import load_workbook  # noqa: PLC0415  # 10 MB that no page needs

    _refuse_dangerous(path)
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            return _first_sheet(book, path.name, most_rows)
        finally:
            book.close()
    except ImportRefused:
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise ImportRefused(f"{path.name} {BROKEN}") from error


def _refuse_dangerous(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise ImportRefused(f"{path.name} is a packed file but no Excel workbook. Save the sheet as .xlsx or CSV.")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise ImportRefused(
                    f"{path.name} unpacks to far more than a list of services needs. "
                    "Copy the rows into a new sheet and save that."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_declarations(packed, part, path.name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise ImportRefused(f"{path.name} {BROKEN}") from error


def _refuse_declarations(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    before = b""
    with packed.open(part) as file:
        while chunk := file.read(CHUNK):
            is_start = not before
            seen = before + chunk
            if DECLARATION.search(seen) or b"\0" in chunk or (is_start and OTHER_LETTERS.search(seen)):
                raise ImportRefused(
                    f"{name} has parts that no spreadsheet writes. Copy the rows into a new sheet and save that."
                )
            before = chunk[-16:]


def _first_sheet(book: Any, name: str, most_rows: int) -> tuple[list[str], Cells]:
    page = book.worksheets[0]
    page.reset_dimensions()
    header: list[str] = []
    rows: Cells = []
    formulas: list[str] = []
    for number, row in _numbered(page, name, most_rows):
        formulas += [f"cell {cell.coordinate}" for cell in row if getattr(cell, "data_type", "") == "f"]
        cells = [_text(cell.value) for cell in row]
        if not header:
            header = _header(cells, name)
        elif any(cells):
            _refuse_beyond(cells, header, number, name)
            rows.append((number, [*cells, *[""] * len(header)][: len(header)]))
    refuse_formulas(name, formulas)
    return header, rows


def _numbered(page: Any, name: str, most_rows: int) -> Iterator[tuple[int, Any]]:
    for number, row in enumerate(page.iter_rows(), 1):
        if len(row) > MOST_COLUMNS:
            raise ImportRefused(
                f"{name}, row {number}: a cell stands far to the right of the columns. Clear it and save again."
            )
        if number > LOWEST_ROW:
            raise ImportRefused(f"{name}: a cell stands far below the rows. Clear it and save the sheet again.")
        if number > most_rows + 1 and any(cell.value is not None for cell in row):
            refuse_rows(name, most_rows)
        yield number, row


def _header(cells: list[str], name: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise ImportRefused(f"{name}, row 1: there are no column names here. Put them in the first row of the first sheet.")
    return names


def _refuse_beyond(cells: list[str], header: list[str], number: int, name: str) -> None:
    if any(cells[len(header) :]):
        raise ImportRefused(f"{name}, row {number}: a cell stands under no column name. Move or clear it and save again.")


def refuse_rows(name: str, most_rows: int) -> NoReturn:
    raise ImportRefused(
        f"{name} has more than {most_rows:,} rows. Leave in only the rows that you have changed, or send it in parts. "
        "Nothing was changed."
    )


def refuse_formulas(name: str, where: Sequence[str]) -> None:
    if where:
        more = f" and {len(where) - NAMED_AT_MOST:,} more" if len(where) > NAMED_AT_MOST else ""
        raise ImportRefused(
            f"{name} has formulas in it ({'; '.join(where[:NAMED_AT_MOST])}{more}). Copy those cells and paste them back "
            "as values only, then save the sheet again. Nothing was changed."
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

"""A spreadsheet saved as CSV, read row by row; one that is broken anywhere is refused whole."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from directory.domain.errors import ImportRefused

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ",;\t"
MOST_BYTES = 500 * 1024 * 1024
LONGEST_CELL = 1_000_000
CHUNK = 1 << 20
BINARY = {
    b"PK": "an Excel or zip file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"\x1f\x8b": "a packed file",
}


@dataclass(frozen=True)
class Sheet:
    """A file that has been read to its end once and found whole. `rows` counts those below the header."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    row_count: int

    @property
    def remarks(self) -> tuple[str, ...]:
        """What whoever made the file should know about how it was read."""
        if self.encoding == "utf-8-sig":
            return ()
        return ("The file is not in UTF-8. It was read as Windows-1252, so look out for odd letters.",)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number as a spreadsheet shows it (the header is row 1), and the cells by column. Empty rows are left out."""
        with _opened(self.path, self.encoding) as file:
            for number, cells in _numbered(file, self.delimiter):
                if number > 1 and any(cell.strip() for cell in cells):
                    yield number, dict(zip(self.columns, [*cells, *[""] * len(self.columns)], strict=False))


def open_sheet(path: Path) -> Sheet:
    """Read a file through once, or raise `ImportRefused` with a sentence that says what is wrong on which line."""
    _refuse_what_is_no_text(path)
    encoding = _encoding_of(path)
    delimiter = _delimiter_of(path, encoding)
    columns: tuple[str, ...] = ()
    count = 0
    with _opened(path, encoding) as file:
        for number, cells in _numbered(file, delimiter):
            if number == 1:
                columns = _header(cells, path)
            elif any(cell.strip() for cell in cells):
                count += 1
                _refuse_ragged(cells, columns, number, path)
    if not columns:
        raise ImportRefused(f"{path.name} is empty. Save the sheet as CSV with a row of column names at the top.")
    return Sheet(path, encoding, delimiter, columns, count)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    try:
        with path.open(encoding=encoding, newline="", errors="replace" if encoding == "cp1252" else "strict") as file:
            yield file
    except OSError as error:
        raise ImportRefused(f"{path.name} cannot be read ({error.strerror}).") from error


def _numbered(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    name = Path(file.name).name
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ImportRefused(
                f"{name}, line {reader.line_num}: this is not whole ({error}). Nothing was stored."
            ) from error
        number += 1
        yield number, cells


def _refuse_what_is_no_text(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except OSError as error:
        raise ImportRefused(f"{path.name} cannot be read ({error.strerror}).") from error
    if size > MOST_BYTES:
        raise ImportRefused(f"{path.name} is larger than 500 MB, which no list of services is.")
    for magic, what in BINARY.items():
        if start.startswith(magic):
            raise ImportRefused(f"{path.name} is {what}. Open it in a spreadsheet and save it as CSV first.")
    if b"\0" in start:
        raise ImportRefused(f"{path.name} is not plain text. Save the sheet as “CSV UTF-8” first.")


def _encoding_of(path: Path) -> str:
    try:
        with path.open(encoding=ENCODINGS[0], newline="") as file:
            while file.read(CHUNK):
                pass
    except UnicodeDecodeError:
        return ENCODINGS[1]
    return ENCODINGS[0]


def _delimiter_of(path: Path, encoding: str) -> str:
    """Whichever of comma, semicolon and tab parts the first line most often."""
    with _opened(path, encoding) as file:
        first = file.readline(CHUNK)
    return max(DELIMITERS, key=first.count)


def _header(cells: list[str], path: Path) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) < 2 and not any(any(char.isalpha() for char in name) for name in names):
        raise ImportRefused(f"{path.name}, line 1: there are no column names here. Put them in the first row.")
    repeated = sorted({name for name in names if name and names.count(name) > 1})
    if repeated:
        raise ImportRefused(f"{path.name}, line 1: two columns are called “{repeated[0]}”. Give each its own name.")
    return tuple(names)


def _refuse_ragged(cells: list[str], columns: tuple[str, ...], number: int, path: Path) -> None:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        raise ImportRefused(
            f"{path.name}, row {number}: there are {len(cells)} cells but only {len(columns)} column names. "
            "A comma or a quotation mark may be missing before it. Nothing was stored."
        )

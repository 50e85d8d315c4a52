"""Loading a postcode file: all of it, built beside the one in use and then put in its place, or none of it."""

import csv
import glob
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from itertools import chain
from pathlib import Path
from typing import Protocol

from directory.domain.errors import PostcodeFileRefused, StoreUnavailable
from directory.places.areas import AreaBook
from directory.places.layouts import AreaCodes, Layout, RowRefused, find_layout
from directory.places.postcode_file import AboutPostcodes, read_about, write_about, write_postcodes
from directory.places.rows import PostcodeRow
from directory.places.source import Lines, Source, open_source

UNFINISHED = ".new"
STEP = 4096  # rows between two reports of progress
MOST_SMALL_COLUMNS, MOST_SMALL_ROWS = 10, 10_000
LEAST_SHARE = 0.9  # of the rows that were there before, in a file with the very same columns
NOT_KNOWN = (
    "{name} is not a postcode file we know. Its first line should name a postcode, a latitude and a longitude "
    "(or an easting and a northing) and a council's code, such as pcds, lat, long, ladcd. "
    "Use ONSPD or NSPL from ONS, or Code-Point Open from Ordnance Survey."
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Progress = Callable[[int], None]


class CsvReader(Protocol):
    """A reader of the csv module: it knows how many lines it has read."""

    @property
    def line_num(self) -> int: ...


def load_postcodes(
    path: Path,
    target: Path,
    book: AreaBook,
    *,
    on: date,
    allow_fewer: bool = False,
    progress: Progress = lambda position: None,
) -> AboutPostcodes:
    """Replace the postcode file at `target` by what `path` holds, or raise `PostcodeFileRefused` and change nothing.

    `progress` is told how many bytes of the file have been read. A file with the same columns as the one in use but
    far fewer rows is refused unless `allow_fewer`.
    """
    reading = PostcodeReading(book)
    with _beside(target) as unfinished:
        try:
            write_postcodes(unfinished, reading.rows(path, progress))
        except sqlite3.IntegrityError as error:
            raise reading.refusal("this postcode has come before. It does not look like a list of postcodes.") from error
        about = reading.about(path, on)
        _refuse_if_shrunken(about, target, allow_fewer)
        write_about(unfinished, about)
        _put_in_place(unfinished, target)
    return about


class PostcodeReading:
    """Reads the rows of a postcode file once, keeping count and knowing on which line it is."""

    def __init__(self, book: AreaBook) -> None:
        self._book = book
        self._table = ""
        self._reader: CsvReader | None = None
        self._newest = ""
        self.columns = ""
        self.count = self.ended = self.without_position = 0

    def rows(self, path: Path, progress: Progress = lambda position: None) -> Iterator[PostcodeRow]:
        """Every postcode, with area codes of today. Raises `PostcodeFileRefused`."""
        with open_source(path) as source:
            for lines in source.tables():
                yield from self._table_rows(lines, source, progress)
            progress(source.size)
        if not self.count:
            raise PostcodeFileRefused(f"{path.name} has no postcodes in it.")

    def refusal(self, message: str) -> PostcodeFileRefused:
        line = self._reader.line_num if self._reader else 0
        return PostcodeFileRefused(f"{self._table}, line {line}: {message}")

    def about(self, path: Path, on: date) -> AboutPostcodes:
        return AboutPostcodes(
            source=path.name,
            vintage=vintage_in_name(path.name) or (f"{self._newest[:4]}-{self._newest[4:6]}" if self._newest else ""),
            columns=self.columns,
            rows=self.count,
            ended=self.ended,
            without_position=self.without_position,
            loaded_on=on.isoformat(),
        )

    def _table_rows(self, lines: Lines, source: Source, progress: Progress) -> Iterator[PostcodeRow]:
        fields = csv.reader(lines, strict=True)
        self._table, self._reader = lines.name, fields
        try:
            first = next(fields, None)
            layout = self._layout(first, lines.name)
            rest = fields if layout.has_header else chain([first or []], fields)
            yield from self._checked(layout, rest, lambda: progress(source.position()))
        except csv.Error as error:
            if not self.columns:
                raise PostcodeFileRefused(NOT_KNOWN.format(name=lines.name)) from error
            raise self.refusal(f"it could not be read ({error}). The file may be cut short: download it again.") from error
        self._refuse_if_cut_short(lines, layout)

    def _layout(self, first: list[str] | None, name: str) -> Layout:
        if first is None:
            raise PostcodeFileRefused(f"{name} is empty.")
        layout = find_layout(first)
        if layout is None:
            raise PostcodeFileRefused(NOT_KNOWN.format(name=name))
        self.columns = layout.name
        return layout

    def _checked(self, layout: Layout, rows: Iterator[list[str]], report: Callable[[], None]) -> Iterator[PostcodeRow]:
        """Rows as postcodes; the first that cannot be right is refused with its line."""
        read = layout.reader(AreaCodes(self._book))
        months = [layout.columns[name] for name in ("began", "ended") if name in layout.columns]
        for fields in rows:
            try:
                row = read(fields)
            except RowRefused as error:
                if not any(fields):
                    continue
                raise self.refusal(f"{error}.") from error
            self.count += 1
            if self.count % STEP == 0:
                report()
            if row.ended:
                self.ended += 1
            if row.latitude is None:
                self.without_position += 1
            for month in months:
                self._newest = max(self._newest, fields[month])
            yield row

    def _refuse_if_cut_short(self, lines: Lines, layout: Layout) -> None:
        """Long files end their last line; a small one made by hand may not."""
        is_small = layout.width <= MOST_SMALL_COLUMNS and self.count <= MOST_SMALL_ROWS
        if lines.broke_off and not is_small:
            raise self.refusal("the file breaks off here, in the middle of a line. Download it again.")


def vintage_in_name(name: str) -> str:
    """The month a file's name tells: NSPL_NOV_2021_UK.csv, onspd-aug-2026.zip, codepo_gb-2025-11; blank when none."""
    text = name.lower()
    if match := re.search(r"(20\d\d)[-_]?(0[1-9]|1[0-2])(?!\d)", text):
        return f"{match[1]}-{match[2]}"
    if match := re.search(rf"({'|'.join(MONTHS)})[a-z]*[-_ ]?(20\d\d)", text):
        return f"{match[2]}-{MONTHS.index(match[1]) + 1:02}"
    return ""


def _refuse_if_shrunken(about: AboutPostcodes, target: Path, allow_fewer: bool) -> None:
    try:
        before = read_about(target)
    except StoreUnavailable:
        return
    if before is None or allow_fewer or before.columns != about.columns:
        return
    if about.rows < LEAST_SHARE * before.rows:
        raise PostcodeFileRefused(
            f"{about.source} has {about.rows:,} postcodes; {before.source}, which is in use, has {before.rows:,}. "
            "A new release is seldom smaller, so this one may be cut short. If it is right, load it with --fewer."
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the folder of the target, gone again however this ends."""
    with ExitStack() as until_done:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            until_done.enter_context(_loading_into(target))
            handle, name = tempfile.mkstemp(prefix=f".{target.name}-", suffix=UNFINISHED, dir=target.parent)
        except OSError as error:
            raise PostcodeFileRefused(f"{target.parent} cannot be written to: {error.strerror}") from error
        os.close(handle)
        unfinished = Path(name)
        try:
            yield unfinished
        except (sqlite3.OperationalError, OSError) as error:
            raise PostcodeFileRefused(f"{target} could not be written: {error}") from error
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _loading_into(target: Path) -> Iterator[None]:
    """Hold the folder while loading. Who has it alone first clears away what a load that was killed has left behind."""
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # somebody is loading, or the disk knows no locks: what is left behind stays
            flock(folder, LOCK_EX | LOCK_NB)
            for left_behind in target.parent.glob(f".{glob.escape(target.name)}-*{UNFINISHED}"):
                left_behind.unlink(missing_ok=True)
        with suppress(OSError):
            flock(folder, LOCK_SH)
        yield
    finally:
        os.close(folder)


def _put_in_place(unfinished: Path, target: Path) -> None:
    with unfinished.open("rb") as stream:
        os.fsync(stream.fileno())
    unfinished.chmod(0o644)
    unfinished.replace(target)

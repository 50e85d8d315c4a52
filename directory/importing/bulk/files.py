"""Sheets as what a browser sends and gets: bytes with a name."""

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from directory.domain.taxonomy import Taxonomy
from directory.importing.bulk.applying import write_sheet_report
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.exporting import ExportRefused, export_csv, export_xlsx
from directory.importing.bulk.preview import SheetPreview
from directory.importing.bulk.reading import UploadedSheet, read_uploaded
from directory.store.sheets import area_names, public_ids

Ending = Literal["csv", "xlsx"]
# On a page: whoever looks for help waits while a sheet is read or written. Commands take and give more.
MOST_ROWS, MOST_IN_A_WORKBOOK = 2_000, 1_000
LONGEST_NAME = 80
NAMELESS = "Your file"


def sheet_bytes(db: Database, taxonomy: Taxonomy, ending: Ending, only: Collection[str] | None) -> bytes:
    """The sheet of some listings, or of all; may raise `ExportRefused`."""
    count = len(public_ids(db)) if only is None else len(only)
    if ending == "xlsx" and count > MOST_IN_A_WORKBOOK:
        raise ExportRefused(
            f"These are {count:,} listings, and a page writes at most {MOST_IN_A_WORKBOOK:,} for Excel. Choose less, or "
            "take them as CSV: Excel opens that as well."
        )
    write = export_csv if ending == "csv" else export_xlsx
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"listings.{ending}"
        write(db, taxonomy, area_names(db), path, only=only)
        return path.read_bytes()


def report_bytes(preview: SheetPreview) -> bytes:
    """Every change and every mistake, as CSV."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changes.csv"
        write_sheet_report(preview, path)
        return path.read_bytes()


def read_sent(db: Database, taxonomy: Taxonomy, name: str, content: bytes) -> UploadedSheet:
    """What somebody sent, or raise `ImportRefused`."""
    known = [column.name for column in columns_of(taxonomy, area_names(db))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plain_name(name)
        path.write_bytes(content)
        return read_uploaded(path, known, MOST_ROWS)


def plain_name(sent: str) -> str:
    """The name of a file without the folders of somebody's computer."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    tidy = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    while len(tidy.encode()) > LONGEST_NAME:
        tidy = tidy[1:]
    return tidy or NAMELESS

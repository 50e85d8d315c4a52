"""`flask export`: every public listing in a sheet."""

from pathlib import Path

import click
from flask import current_app

from directory.importing.bulk.exporting import export_csv, export_xlsx
from directory.shelves import Shelves
from directory.store.sheets import area_names

OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group("export")
def export() -> None:
    """Write every public listing to a sheet. Contacts for professionals only and private addresses are never in it."""


@export.command("csv")
@click.argument("file", type=OUT)
def csv(file: Path) -> None:
    """Write FILE as CSV, safe to open in a spreadsheet. Change it and bring it back: flask import sheet FILE"""
    shelves = _shelves()
    _tell(export_csv(shelves.db(), shelves.taxonomy(), area_names(shelves.db()), file), file)


@export.command("xlsx")
@click.argument("file", type=OUT)
def xlsx(file: Path) -> None:
    """Write FILE as an Excel workbook. Change it and bring it back: flask import sheet FILE"""
    shelves = _shelves()
    _tell(export_xlsx(shelves.db(), shelves.taxonomy(), area_names(shelves.db()), file), file)


def _tell(count: int, file: Path) -> None:
    click.echo(f"{count:,} public listings are in {file.name}.")


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves

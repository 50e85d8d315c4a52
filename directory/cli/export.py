"""`flask export`: every public listing in a sheet, and the audit."""

from pathlib import Path

import click
from flask import current_app

from directory.accounts.inviting import BY_COMMAND
from directory.domain.events import Action
from directory.importing.bulk.exporting import export_csv, export_xlsx, written_whole
from directory.shelves import Shelves
from directory.store.sheets import area_names
from directory.upkeep.audit import audit_csv, note_copy

OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group("export")
def export() -> None:
    """Write every public listing, or the audit, to a sheet.

    Contacts for professionals only and private addresses are never in a sheet of listings.
    """


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


@export.command("audit")
@click.argument("file", type=OUT)
def audit(file: Path) -> None:
    """Write FILE as CSV: who did what, when, to which record, newest first. It has the addresses of keepers in it."""
    shelves = _shelves()
    now = shelves.now()
    note_copy(shelves.db(), Action.EXPORTED, "audit", by=BY_COMMAND, now=now)
    with written_whole(file) as part, part.open("w", encoding="utf-8", newline="") as sheet:
        sheet.writelines(audit_csv(shelves.db(), now.tzinfo))
    file.chmod(0o600)
    click.echo(f"The audit is in {file.name}.")


def _tell(count: int, file: Path) -> None:
    note_copy(_shelves().db(), Action.EXPORTED, "public listings", by=BY_COMMAND, now=_shelves().now())
    click.echo(f"{count:,} public listings are in {file.name}.")


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves

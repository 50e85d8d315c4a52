"""`flask import sheet`: listings changed in a spreadsheet, looked at first and then made public together."""

import sys
from pathlib import Path

import click
from flask import current_app

from directory.domain.risk import Risk
from directory.importing.bulk.applying import apply_sheet, refuse, remarks_on, write_sheet_report
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.points import point_finder
from directory.importing.bulk.preview import CellChange, RowOutcome, RowPreview, SheetPreview, preview_sheet
from directory.importing.bulk.reading import read_uploaded
from directory.shelves import Shelves
from directory.store.sheets import area_names

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
LONGEST_SHOWN = 60
MISTAKES_SHOWN = 20
OF_RISK = {
    Risk.CONFIRMED: "New ways to reach somebody. First ask by a number or address that was here before",
    Risk.REVIEWED: "Read these with care",
    Risk.LIVE: "Small news",
}


@click.command("sheet")
@click.argument("file", type=A_FILE)
@click.option("--by", required=True, help="Who makes these changes: it stands beside each of them.")
@click.option("--dry-run", is_flag=True, help="Only show what would change. Nothing is stored.")
@click.option("--report", type=OUT, help="Write every change and every mistake to this CSV file.")
@click.option("--yes", is_flag=True, help="Do not ask before the changes are made public.")
def sheet(file: Path, by: str, dry_run: bool, report: Path | None, yes: bool) -> None:
    """Change listings by a sheet that “flask export” made, as CSV or .xlsx: every change in it, or none.

    Shows every change first. A column that is not there changes nothing; an empty cell means "not told us".
    """
    shelves = _shelves()
    db, taxonomy = shelves.db(), shelves.taxonomy()
    known = [column.name for column in columns_of(taxonomy, area_names(db))]
    uploaded, find_point = read_uploaded(file, known), point_finder(shelves.gazetteer)
    preview = preview_sheet(db, uploaded, taxonomy, find_point, today=shelves.now().date())
    _tell(preview, report)
    if dry_run or not preview.counts[RowOutcome.CHANGED]:
        click.echo("Nothing was changed.")
        return
    if not yes and sys.stdin.isatty():
        click.confirm("Make all of this public?", abort=True)
    done = apply_sheet(db, uploaded, taxonomy, find_point, by=by, now=shelves.now())
    count = done.counts[RowOutcome.CHANGED]
    click.echo("1 listing was changed." if count == 1 else f"{count:,} listings were changed, all of them together.")


def _tell(preview: SheetPreview, report: Path | None) -> None:
    """Every change, the riskiest first; a sheet with mistakes is refused."""
    if report:
        write_sheet_report(preview, report)
    counts = ", ".join(f"{preview.counts[outcome]:,} {outcome.value}" for outcome in RowOutcome)
    click.echo(f"{len(preview.rows):,} rows: {counts}.")
    if preview.counts[RowOutcome.REFUSED]:
        _tell_mistakes(preview)
    refuse(preview)
    for risk, some in preview.by_risk():
        click.echo(f"\n{OF_RISK[risk]} ({len(some):,}):")
        for row, change in some:
            click.echo(f"  {_in_a_line(row, change)}")


def _tell_mistakes(preview: SheetPreview) -> None:
    mistakes = [f"  row {row.row}, {row.name or row.listing}: {one}" for row in preview.rows for one in row.mistakes]
    for line in mistakes[:MISTAKES_SHOWN]:
        click.echo(line)
    if len(mistakes) > MISTAKES_SHOWN:
        click.echo(f"  and {len(mistakes) - MISTAKES_SHOWN:,} more. --report FILE.csv writes them all down.")


def _in_a_line(row: RowPreview, change: CellChange) -> str:
    remarks = remarks_on(change)
    told = f"{row.name}, {change.column}: {_short(change.before)} → {_short(change.after)}"
    return f"{told}  {remarks}" if remarks else told


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    if not line:
        return "(not told us)"
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves

"""`flask import`: an area's own list of services, brought in."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from flask import current_app

from directory.domain.source_record import SourceRecord
from directory.importing.completing import Completer
from directory.importing.needs_in_prose import ProseReader, read_provider_words
from directory.importing.report import ImportReport, summary_of, write_gone, write_report
from directory.importing.running import import_feed, import_sheet
from directory.shelves import Shelves

BY = "import"
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


def _options(command: Any) -> Any:
    """What both imports can be told."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option("--gone", type=OUT, help="Write the listings that are not in the file any more to this CSV file."),
        click.option("--report", type=OUT, help="Write what became of every row to this CSV file."),
        click.option("--hold", is_flag=True, help="Hold new listings back, and leave public ones as they are."),
        click.option("--dry-run", is_flag=True, help="Only say what would happen. Nothing is stored."),
    )
    for option in options:
        command = option(command)
    return command


@click.group("import")
def import_() -> None:
    """Bring in an area's own list of services."""


@import_.command("csv")
@click.argument("file", type=A_FILE)
@click.option("--mapping", type=A_FILE, required=True, help="Which column is which fact: see docs/importing.md.")
@_options
def csv(*, file: Path, mapping: Path, dry_run: bool, hold: bool, report: Path | None, gone: Path | None) -> None:
    """Bring in a spreadsheet saved as CSV. Running it again only stores what has changed."""
    shelves: Shelves = current_app.extensions["directory"]
    done = import_sheet(
        shelves.db(),
        file,
        mapping,
        taxonomy=shelves.taxonomy(),
        completer=_completer(shelves),
        by=BY,
        now=shelves.now(),
        hold=hold,
        rehearse=dry_run,
        watch=_watched,
    )
    _tell(done, report, gone)


@import_.command("openreferral")
@click.argument("where", metavar="FILE-or-URL")
@click.option(
    "--source", help="What to call this source. It must stay the same for the same feed; the file or host otherwise."
)
@_options
def openreferral(
    *, where: str, source: str | None, dry_run: bool, hold: bool, report: Path | None, gone: Path | None
) -> None:
    """Bring in Open Referral (HSDS) data: a JSON file or feed, a folder or zip of them, or a zip of HSDS tables."""
    shelves: Shelves = current_app.extensions["directory"]
    done = import_feed(
        shelves.db(),
        where,
        source=source,
        areas=shelves.gazetteer,
        taxonomy=shelves.taxonomy(),
        completer=_completer(shelves),
        by=BY,
        now=shelves.now(),
        hold=hold,
        rehearse=dry_run,
        watch=_watched,
    )
    _tell(done, report, gone)


def _completer(shelves: Shelves) -> Completer:
    words = read_provider_words(shelves.settings.seed / "provider_words.toml", shelves.taxonomy())
    prose = ProseReader(words, shelves.taxonomy(), shelves.understanding)
    return Completer(shelves.gazetteer, prose, has_postcodes=shelves.settings.postcodes.exists())


def _watched(records: Iterable[SourceRecord], count: int) -> Iterable[SourceRecord]:
    """The records themselves, with a bar of how far they are."""
    with click.progressbar(records, length=count, label="Services", file=sys.stderr) as bar:
        yield from bar


def _tell(done: ImportReport, report: Path | None, gone: Path | None) -> None:
    if report:
        write_report(done, report)
    if gone:
        write_gone(done, gone)
    for line in summary_of(done):
        click.echo(line)

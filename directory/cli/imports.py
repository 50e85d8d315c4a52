"""`flask import`: an area's own list of services, brought in."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

import click
from flask import current_app

from directory.domain.source_record import SourceRecord
from directory.importing.completing import Completer
from directory.importing.needs_in_prose import ProseReader, read_provider_words
from directory.importing.report import ImportReport, summary_of, write_gone, write_report
from directory.importing.running import Task, import_feed, import_sheet
from directory.shelves import Shelves

BY = "import"
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@dataclass(frozen=True)
class Asked:
    """What both imports can be told."""

    dry_run: bool
    hold: bool
    report: Path | None
    gone: Path | None


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both, handed to the command as one."""

    @click.option("--dry-run", is_flag=True, help="Only say what would happen. Nothing is stored.")
    @click.option("--hold", is_flag=True, help="Hold new listings back, and leave public ones as they are.")
    @click.option("--report", type=OUT, help="Write what became of every row to this CSV file.")
    @click.option("--gone", type=OUT, help="Write the listings that are not in the file any more to this CSV file.")
    @wraps(command)
    def with_options(*, dry_run: bool, hold: bool, report: Path | None, gone: Path | None, **own: object) -> None:
        command(asked=Asked(dry_run, hold, report, gone), **own)

    return with_options


@click.group("import")
def import_() -> None:
    """Bring in an area's own list of services."""


@import_.command("csv")
@click.argument("file", type=A_FILE)
@click.option("--mapping", type=A_FILE, required=True, help="Which column is which fact: see docs/importing.md.")
@_options
def csv(*, file: Path, mapping: Path, asked: Asked) -> None:
    """Bring in a spreadsheet saved as CSV. Running it again only stores what has changed."""
    _tell(import_sheet(_task(asked), file, mapping), asked)


@import_.command("openreferral")
@click.argument("where", metavar="FILE-or-URL")
@click.option(
    "--source", help="What to call this source. It must stay the same for the same feed; the file or host otherwise."
)
@_options
def openreferral(*, where: str, source: str | None, asked: Asked) -> None:
    """Bring in Open Referral (HSDS) data: a JSON file or feed, a folder or zip of them, or a zip of HSDS tables."""
    _tell(import_feed(_task(asked), where, source=source, areas=_shelves().gazetteer), asked)


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves


def _task(asked: Asked) -> Task:
    shelves = _shelves()
    return Task(
        db=shelves.db(),
        taxonomy=shelves.taxonomy(),
        completer=_completer(shelves),
        by=BY,
        now=shelves.now(),
        hold=asked.hold,
        rehearse=asked.dry_run,
        watch=_watched,
    )


def _completer(shelves: Shelves) -> Completer:
    words = read_provider_words(shelves.settings.seed / "provider_words.toml", shelves.taxonomy())
    prose = ProseReader(words, shelves.taxonomy(), shelves.understanding)
    return Completer(shelves.gazetteer, prose, has_postcodes=shelves.settings.postcodes.exists())


def _watched(records: Iterable[SourceRecord], count: int) -> Iterable[SourceRecord]:
    """The records themselves, with a bar of how far they are."""
    with click.progressbar(records, length=count, label="Services", file=sys.stderr) as bar:
        yield from bar


def _tell(done: ImportReport, asked: Asked) -> None:
    if asked.report:
        write_report(done, asked.report)
    if asked.gone:
        write_gone(done, asked.gone)
    for line in summary_of(done):
        click.echo(line)

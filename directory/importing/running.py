"""The steps of an import, in order: from records to a report."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sqlite_utils import Database

from directory.domain.places import NamedArea
from directory.domain.source_record import SourceRecord
from directory.domain.taxonomy import Taxonomy
from directory.importing.applying import Import
from directory.importing.completing import Completer, tidied
from directory.importing.mapped_row import read_row
from directory.importing.mapping import SheetMapping, read_mapping
from directory.importing.report import ImportReport
from directory.importing.sheet import Sheet, open_sheet
from directory.openreferral.fetching import read_feed_at
from directory.openreferral.files import read_feed_file
from directory.openreferral.reading import ServiceReader
from directory.openreferral.terms import TermReader

Watch = Callable[[Iterable[SourceRecord], int], Iterable[SourceRecord]]


class Areas(Protocol):
    """What we need of a gazetteer: the council, board or nation of an exact name."""

    def area_named(self, text: str) -> NamedArea | None: ...


def unwatched(records: Iterable[SourceRecord], count: int) -> Iterable[SourceRecord]:
    return records


@dataclass(frozen=True, kw_only=True)
class Task:
    """What every import needs, whatever it brings in, and how it is to go about it. `rehearse` stores nothing."""

    db: Database
    taxonomy: Taxonomy
    completer: Completer
    by: str
    now: datetime
    hold: bool = False
    rehearse: bool = False
    watch: Watch = unwatched

    def bring_in(self, source: str, records: Iterable[SourceRecord], count: int, remarks: Iterable[str]) -> ImportReport:
        watched = self.watch(self.completer.complete(records), count)
        run = Import(self.db, source, by=self.by, now=self.now, held_back=self.hold, rehearsal=self.rehearse)
        return run.run(watched, remarks=remarks)


def import_sheet(task: Task, path: Path, mapping_path: Path) -> ImportReport:
    """Bring one spreadsheet in, all of it or nothing; raises `ImportRefused` for a file or mapping that cannot be used."""
    mapping = read_mapping(mapping_path, task.taxonomy, task.now.date())
    sheet = open_sheet(path)
    mapping.check_columns(sheet.columns)
    records = _records(sheet, mapping, task.taxonomy)
    return task.bring_in(
        mapping.source, records, sheet.row_count, (*sheet.remarks, *mapping.notes, *_unread(sheet, mapping))
    )


def _records(sheet: Sheet, mapping: SheetMapping, taxonomy: Taxonomy) -> Iterator[SourceRecord]:
    for number, row in sheet.rows():
        yield read_row(number, row, mapping, taxonomy)


def _unread(sheet: Sheet, mapping: SheetMapping) -> tuple[str, ...]:
    names = [name for name in sheet.columns if name and name not in mapping.named_columns]
    return (f"Columns nobody has mapped, so nothing of them was read: {', '.join(names)}.",) if names else ()


def import_feed(task: Task, where: str, *, source: str | None, areas: Areas) -> ImportReport:
    """Bring in Open Referral data from a file, folder, zip or web address, all of it or nothing."""
    on_the_web = where.lower().startswith(("http://", "https://"))
    feed = read_feed_at(where) if on_the_web else read_feed_file(Path(where))
    reader = ServiceReader(TermReader(task.taxonomy), areas.area_named, task.now.date())
    records = (tidied(record) for record in reader.read_all(feed.services))
    name = source or _name_of(where, on_the_web=on_the_web)
    return task.bring_in(name, records, len(feed.services), feed.remarks)


def _name_of(where: str, *, on_the_web: bool) -> str:
    if on_the_web:
        return urlsplit(where).hostname or where
    path = Path(where).resolve()
    return path.name if path.is_dir() else path.stem

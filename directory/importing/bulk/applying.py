"""Making the changes of a sheet public, all of them or none."""

import csv
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from directory.domain.errors import ImportRefused
from directory.domain.events import Action, Event, Subject
from directory.domain.facts import with_changes
from directory.domain.odd_ages import warn_of_change
from directory.domain.taxonomy import Taxonomy
from directory.importing.bulk.cells import safe
from directory.importing.bulk.exporting import written_whole
from directory.importing.bulk.parts import FindPoint
from directory.importing.bulk.preview import CellChange, RowOutcome, RowPreview, SheetPreview, preview_sheet
from directory.importing.bulk.reading import UploadedSheet
from directory.publishing.editing import names, rebase, record
from directory.publishing.listings import keep
from directory.publishing.proposing import Proposed, take_in
from directory.store.database import content_version, writing
from directory.store.events import add_event
from directory.store.sheets import next_sheet

REPORT_COLUMNS = ("row", "listing", "name", "outcome", "risk", "column", "before", "after", "reason")
# A listing takes about five milliseconds to store; others who write are turned away after ten seconds.
MOST_CHANGED = 1_000
REASON = "Changed in sheet {}"
NARROWS = "This may shut somebody out."
JUMPS = "This wait is more than four times what it was, or less than a quarter."


class SheetRefused(ImportRefused):
    """A sheet with mistakes in it; `preview` has them row by row. Nothing was changed."""

    def __init__(self, preview: SheetPreview) -> None:
        count = preview.counts[RowOutcome.REFUSED]
        rows = "1 row has a mistake" if count == 1 else f"{count:,} rows have mistakes"
        super().__init__(f"{rows}, so nothing was changed. Put them right and send the sheet again.")
        self.preview = preview


class SheetMoved(ImportRefused):
    """Others have changed something since the sheet was looked at, so that it would do something else now."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody has changed a listing since you looked, so this sheet would do something else now. "
            "Nothing was changed. Look again, then press the button."
        )


@dataclass(frozen=True)
class SheetProposed:
    """What became of a keeper's sheet. `to_tell` are those of its edits that tell a new number or address."""

    preview: SheetPreview
    live: int = 0
    waiting: int = 0
    to_tell: tuple[Proposed, ...] = ()


def apply_sheet(
    db: Database,
    sheet: UploadedSheet,
    taxonomy: Taxonomy,
    find_point: FindPoint,
    *,
    by: str,
    now: datetime,
    seen: str | None = None,
) -> SheetPreview:
    """Make an editor's sheet public and say what it changed, or raise `SheetRefused`.

    It is looked at before the lock is taken, so that others need not wait, and once more under it when somebody has
    changed anything meanwhile. `seen` is the digest of what was looked at: `SheetMoved` where it is not so any more.
    """

    def look() -> SheetPreview:
        return preview_sheet(db, sheet, taxonomy, find_point, today=now.date())

    with _looked_at(db, look, seen) as preview:
        number = next_sheet(db)
        if changed := preview.counts[RowOutcome.CHANGED]:
            add_event(db, Event(Action.SHEET_APPLIED, by, now, Subject.SHEET, str(number), (how_many(changed),)))
        for row in preview.rows:
            _apply(db, row, reason=REASON.format(number), by=by, now=now)
    return replace(preview, number=number)


def how_many(listings: int) -> str:
    return "1 listing" if listings == 1 else f"{listings} listings"


def propose_sheet(
    db: Database,
    sheet: UploadedSheet,
    taxonomy: Taxonomy,
    find_point: FindPoint,
    *,
    organisation_id: str,
    by: str,
    now: datetime,
    keepers: Collection[str],
    seen: str,
) -> SheetProposed:
    """Take in the sheet of those who keep an organisation's listings: small news is public at once, the rest waits."""

    def look() -> SheetPreview:
        return preview_sheet(db, sheet, taxonomy, find_point, today=now.date(), organisation_id=organisation_id)

    with _looked_at(db, look, seen) as preview:
        done = [
            _take_in(db, row, by=by, now=now, keepers=keepers) for row in preview.rows if row.outcome is RowOutcome.CHANGED
        ]
    return SheetProposed(
        preview,
        live=sum(len(one.live) for one in done),
        waiting=sum(len(one.waiting) for one in done),
        to_tell=tuple(one for one in done if one.to_tell),
    )


@contextmanager
def _looked_at(db: Database, look: Callable[[], SheetPreview], seen: str | None) -> Iterator[SheetPreview]:
    preview = look()
    with writing(db):
        if preview.content_version != content_version(db):
            preview = look()
        refuse(preview)
        if seen is not None and seen != preview.digest:
            raise SheetMoved
        yield preview


def refuse(preview: SheetPreview) -> None:
    """Raise `SheetRefused` for mistakes, and `ImportRefused` for more changes than others should have to wait for."""
    if preview.counts[RowOutcome.REFUSED]:
        raise SheetRefused(preview)
    changed = preview.counts[RowOutcome.CHANGED]
    if changed > MOST_CHANGED:
        raise ImportRefused(
            f"This sheet changes {changed:,} listings. Send at most {MOST_CHANGED:,} at a time, because nobody else "
            "can change anything meanwhile. Nothing was changed."
        )


def write_sheet_report(preview: SheetPreview, path: Path) -> None:
    """Every change and every mistake on a line of its own, safe to open in a spreadsheet."""
    with written_whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(REPORT_COLUMNS)
        writer.writerows([safe(cell) for cell in line] for row in preview.rows for line in _lines(row))


def remarks_on(change: CellChange) -> str:
    remarks = [words for words, holds in ((NARROWS, change.narrows), (JUMPS, change.jumps)) if holds]
    return " ".join([*remarks, *(words for fact in change.facts for words in warn_of_change(fact))])


def _apply(db: Database, row: RowPreview, *, reason: str, by: str, now: datetime) -> None:
    if row.edited is None or not row.changes:
        return
    current, changes = rebase(db, row.edited, made_from=row.made_from, by=by, now=now)
    keep(db, with_changes(current, changes), by=by, reason=reason, now=now)
    record(db, Action.EDITED, current.id, by=by, now=now, facts=names(changes))


def _take_in(db: Database, row: RowPreview, *, by: str, now: datetime, keepers: Collection[str]) -> Proposed:
    """A wait that jumps was shown as one before, so it is told twice."""
    if row.edited is None:
        return Proposed(None)
    return take_in(
        db, row.edited, made_from=row.made_from, by=by, now=now, keepers=keepers, signed_in=True, told_twice=True, note=None
    )


def _lines(row: RowPreview) -> Iterator[tuple[str, ...]]:
    start = (str(row.row), row.listing, row.name, row.outcome.value)
    for mistake in row.mistakes:
        yield (*start, "", "", "", "", mistake)
    for change in row.changes:
        yield (*start, change.risk.value, change.column, change.before, change.after, remarks_on(change))
    if row.outcome is RowOutcome.UNCHANGED:
        yield (*start, "", "", "", "", f"Older than what is here: {', '.join(row.older)}." if row.older else "")

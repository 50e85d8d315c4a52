"""What a sheet would change, fact by fact and by risk, before anything happens."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.changes import EditConflict, merge
from directory.domain.eligibility import Basis
from directory.domain.facts import Change, difference
from directory.domain.narrowing import narrows
from directory.domain.risk import Risk, risk_of, wait_jumps
from directory.domain.services import Service, Status
from directory.domain.taxonomy import Taxonomy
from directory.importing.bulk.cells import as_read
from directory.importing.bulk.columns import CODE, ID, ORGANISATION, VERSION, Column, columns_of
from directory.importing.bulk.limits import Limits
from directory.importing.bulk.parts import FindPoint, Step, change_parts, write_parts
from directory.importing.bulk.reading import SheetRow, UploadedSheet
from directory.importing.shorthand import NotUnderstood
from directory.store.database import content_version
from directory.store.organisations import get_organisations
from directory.store.services import get_services
from directory.store.sheets import area_names, latest_versions, public_ids_by_code, read_versions

# What a spreadsheet makes of a code that looks like a number or a day: 2.3E+46, 03/05/2026, 3-May. Or it is left out.
MANGLED = re.compile(r"[\d.,:/+-]*(?:E\+?\d+)?|\d+-[A-Z][a-z]{2}(?:-\d+)?")
MOST_RISKY_FIRST = (Risk.CONFIRMED, Risk.REVIEWED, Risk.LIVE)


class RowOutcome(StrEnum):
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class CellChange:
    """One cell and the facts that it changes. `narrows`: it may shut somebody out; `jumps`: a wait changes very much."""

    column: str
    before: str
    after: str
    facts: tuple[Change, ...]
    risk: Risk
    narrows: bool
    jumps: bool


@dataclass(frozen=True)
class RowPreview:
    """What one row would do. `mistakes` are sentences; with any of them the whole sheet is refused.

    `older` are the columns that nobody changed in the sheet, and that say something newer here.
    """

    row: int
    listing: str
    name: str
    changes: tuple[CellChange, ...] = ()
    mistakes: tuple[str, ...] = ()
    edited: Service | None = None
    made_from: int = 0
    older: tuple[str, ...] = ()

    @property
    def outcome(self) -> RowOutcome:
        if self.mistakes:
            return RowOutcome.REFUSED
        return RowOutcome.CHANGED if self.changes else RowOutcome.UNCHANGED


@dataclass(frozen=True)
class SheetPreview:
    """`content_version` is that of the directory it was made of: while it stays, so does the preview.

    `number` is that of the sheet once its changes are made.
    """

    rows: tuple[RowPreview, ...]
    content_version: int
    number: int = 0
    counts: Counter[RowOutcome] = field(init=False)
    risks: Counter[Risk] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(row.outcome for row in self.rows))
        object.__setattr__(self, "risks", Counter(change.risk for row in self.rows for change in row.changes))

    @property
    def digest(self) -> str:
        """The same as long as the same would be changed: whoever has looked has seen this."""
        told = [[row.listing, one.column, one.before, one.after] for row in self.rows for one in row.changes]
        return sha256(json.dumps(told).encode()).hexdigest()

    def by_risk(self) -> Iterator[tuple[Risk, list[tuple[RowPreview, CellChange]]]]:
        for risk in MOST_RISKY_FIRST:
            some = [(row, change) for row in self.rows for change in row.changes if change.risk is risk]
            if some:
                yield risk, some


@dataclass(frozen=True)
class _Listing:
    """A listing as the sheet was made from it, as it is now, and whose it is."""

    base: Service
    current: Service
    made_from: int
    organisation: str


@dataclass(frozen=True)
class _Look:
    """How the rows of one sheet are read."""

    columns: Sequence[Column]
    find_point: FindPoint
    limits: Limits
    codes: Mapping[str, str]


def preview_sheet(
    db: Database,
    sheet: UploadedSheet,
    taxonomy: Taxonomy,
    find_point: FindPoint,
    *,
    today: date,
    organisation_id: str | None = None,
) -> SheetPreview:
    """Every change that the sheet would make now, and every mistake in it. Nothing is stored.

    Whoever keeps one organisation's listings can change those and no others.
    """
    version = content_version(db)
    is_theirs = organisation_id is not None
    codes = public_ids_by_code(db, organisation_id)
    look = _Look(columns_of(taxonomy, area_names(db)), find_point, Limits(today, is_theirs), codes)
    found = {row.number: _id_of(row, codes) for row in sheet.rows}
    listings = dict(_listings(db, sheet.rows, found))
    rows = tuple(_preview(row, listings.get(row.number), look) for row in sheet.rows)
    return SheetPreview(rows, version)


def _id_of(row: SheetRow, codes: Mapping[str, str]) -> str | None:
    """By its code, else by its id: a spreadsheet takes a code such as 23e45 for a number or a day.

    Two that disagree are none, and so is a code that nobody has: the columns may have changed places.
    """
    code = row.cells.get(CODE, "")
    by_code, by_id = codes.get(code), row.cells.get(ID)
    if (by_code and by_id and by_code != by_id) or not (by_code or MANGLED.fullmatch(code)):
        return None
    return by_code or (by_id if by_id in codes.values() else None)


def _listings(db: Database, rows: Iterable[SheetRow], found: Mapping[int, str | None]) -> Iterator[tuple[int, _Listing]]:
    ids = [one for one in found.values() if one]
    current = {one.id: one for one in get_services(db, ids)}
    latest = latest_versions(db)
    wanted = {row.number: (found[row.number] or "", _version(row, latest.get(found[row.number] or "", 0))) for row in rows}
    bases = dict(read_versions(db, [one for one in wanted.values() if one[0]]))
    organisations = get_organisations(db, (one.organisation_id for one in current.values()))
    for number, (service_id, version) in wanted.items():
        if service_id in current:
            service = current[service_id]
            has_none = service_id not in latest
            base = bases.get((service_id, version)) or (service if has_none else None)
            if base is not None:
                yield number, _Listing(base, service, version, organisations[service.organisation_id].name)


def _version(row: SheetRow, latest: int) -> int:
    """The version that a row was made from: the newest where the sheet does not say, the first where there was none."""
    told = row.cells.get(VERSION, "")
    if not told:
        return latest
    return max(int(told), 1) if told.isdigit() else -1


def _preview(row: SheetRow, listing: _Listing | None, look: _Look) -> RowPreview:
    if listing is None:
        return RowPreview(row.number, row.listing, row.cells.get("name", ""), mistakes=(_who(row, look),))
    steps, mistakes = _steps(row, listing.base, look)
    edited = steps[-1].after if steps else listing.base
    mistakes += _about_whole(row, listing, edited)
    left, conflicts = _still_to_make(listing, edited)
    mistakes += conflicts
    return RowPreview(
        row.number,
        row.listing,
        listing.current.name,
        changes=() if mistakes else tuple(_cell_changes(steps, listing, left)),
        mistakes=tuple(mistakes),
        edited=edited,
        made_from=listing.made_from,
        older=tuple(_older(row, listing, look.columns)),
    )


def _who(row: SheetRow, look: _Look) -> str:
    code, by_id = row.cells.get(CODE, ""), row.cells.get(ID)
    if not row.listing:
        return "This row has no code or id. A sheet changes listings that are here; it adds none."
    if by_id and by_id != look.codes.get(code, by_id):
        return f"The code “{code}” and the id are not of the same listing. Put both as they were, or make a fresh sheet."
    whose = "public listing of yours" if look.limits.is_theirs else "public listing"
    version = row.cells.get(VERSION, "")
    return (
        f"No {whose} has the code or id “{row.listing}”"
        + (f" and the version “{version}”" if version else "")
        + ". Put code and id as they were, take the row out, or make a fresh sheet."
    )


def _steps(row: SheetRow, base: Service, look: _Look) -> tuple[list[Step], list[str]]:
    steps: list[Step] = []
    mistakes: list[str] = []
    service = base
    for column in look.columns:
        cell = row.cells.get(column.name)
        if cell is None or cell == (before := as_read(column.write(base))):
            continue
        try:
            service = look.limits.keep(service, column.change(service, cell))
        except NotUnderstood as mistake:
            mistakes.append(_sentence(column.name, mistake))
        else:
            steps.append(Step(column.name, before, cell, service))
    for one in change_parts(service, row.cells, find_point=look.find_point):
        if isinstance(one, Step):
            steps.append(one)
        else:
            mistakes.append(_sentence(*one))
    return steps, mistakes


def _sentence(column: str, mistake: NotUnderstood) -> str:
    return f"{column}: {str(mistake).rstrip('.')}."


def _older(row: SheetRow, listing: _Listing, columns: Sequence[Column]) -> Iterator[str]:
    base, current = listing.base, listing.current
    if base == current:
        return
    then = {column.name: column.write(base) for column in columns} | write_parts(base)
    now = {column.name: column.write(current) for column in columns} | write_parts(current)
    for name, cell in row.cells.items():
        was = as_read(then.get(name, ""))
        if cell == was != as_read(now.get(name, "")):
            yield name


def _about_whole(row: SheetRow, listing: _Listing, edited: Service) -> list[str]:
    """What no single cell can tell."""
    said = []
    if row.cells.get(ORGANISATION, listing.organisation) not in (as_read(listing.organisation), ""):
        said.append("organisation: this cannot be changed in a sheet. Put the old name back.")
    ends = edited.status is Status.DEFUNCT and listing.base.status is not Status.DEFUNCT
    if ends and not edited.threshold.try_instead:
        said.append("try_instead: say what to try instead, so that nobody who comes here is left with nothing.")
    places = {location.id for location in edited.locations}
    groups = edited.catchment.groups if edited.catchment else ()
    areas = [one.area for group in groups for one in group if one.area is not None and one.basis is not Basis.ANYONE]
    if any(area.location_id and area.location_id not in places for area in areas):
        said.append("area: the miles are counted from a location that this listing does not have.")
    return said


def _still_to_make(listing: _Listing, edited: Service) -> tuple[frozenset[str], list[str]]:
    """The names of the facts that are still to be changed, after what others have changed since the sheet was made."""
    theirs = difference(listing.base, listing.current)
    try:
        left = merge(difference(listing.base, edited), theirs)
    except EditConflict as error:
        names = sorted({conflict.theirs.place[0] for conflict in error.conflicts})
        say = f"Somebody has changed {', '.join(names)} since this sheet was made. Make a fresh sheet and change it there."
        return frozenset(), [say]
    return frozenset(change.field for change in left), []


def _cell_changes(steps: Iterable[Step], listing: _Listing, left: frozenset[str]) -> Iterator[CellChange]:
    before = listing.base
    for step in steps:
        facts = tuple(change for change in difference(before, step.after) if change.field in left)
        before = step.after
        if facts:
            risks = {risk_of(change) for change in facts}
            yield CellChange(
                step.column,
                step.before,
                step.text,
                facts,
                next(risk for risk in MOST_RISKY_FIRST if risk in risks),
                narrows=any(narrows(change, listing.current) for change in facts),
                jumps=any(wait_jumps(change) for change in facts),
            )

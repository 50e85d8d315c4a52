"""Every public listing as one row of a sheet: what the public may read and nothing else."""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from directory.domain.checks import Check, last_checked
from directory.domain.errors import DirectoryError
from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.domain.taxonomy import Taxonomy
from directory.importing.bulk.cells import safe
from directory.importing.bulk.columns import CODE, ID, READ_ONLY, VERSION, columns_of
from directory.importing.bulk.parts import part_columns, write_parts
from directory.store.checks import get_checks
from directory.store.organisations import get_organisations
from directory.store.services import AT_ONCE, get_services
from directory.store.sheets import latest_versions, public_ids

LONGEST_EXCEL_CELL = 32_767
Row = dict[str, str]


class ExportRefused(DirectoryError):
    """A sheet that cannot be written; the text says what to do instead."""


def export_csv(
    db: Database, taxonomy: Taxonomy, areas: Mapping[str, str], path: Path, *, only: Collection[str] | None = None
) -> int:
    """Write the sheet as CSV in UTF-8, whole or not at all, and return how many listings are in it.

    `only` are the ids of those that are wanted.
    """
    columns, rows = _sheet(db, taxonomy, areas, only)
    with written_whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([safe(row.get(name, "")) for name in columns] for row in rows)
    return len(rows)


def export_xlsx(
    db: Database, taxonomy: Taxonomy, areas: Mapping[str, str], path: Path, *, only: Collection[str] | None = None
) -> int:
    """The same for a spreadsheet: every cell is text, so that no number loses its first 0."""
    columns, rows = _sheet(db, taxonomy, areas, only)
    table = [columns, *([safe(row.get(name, "")) for name in columns] for row in rows)]
    if any(len(text) > LONGEST_EXCEL_CELL for line in table for text in line):
        raise ExportRefused("A text is too long for a spreadsheet cell. Take it as CSV instead.")
    with written_whole(path) as part:
        from openpyxl import Workbook  # noqa: PLC0415  # 10 MB that no page needs

        book = Workbook(write_only=True)
        page = book.create_sheet("Listings")
        page.freeze_panes = "B2"
        for line in table:
            page.append([_text_cell(page, text) for text in line])
        book.save(part)
    return len(rows)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Where to write first, so that a file that is cut short is never taken for a whole one; may raise `ExportRefused`."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
        yield part
        part.replace(path)
    except OSError as error:
        raise ExportRefused(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)


def _sheet(
    db: Database, taxonomy: Taxonomy, areas: Mapping[str, str], only: Collection[str] | None
) -> tuple[list[str], list[Row]]:
    services = get_services(db, [one for one in public_ids(db) if only is None or one in only])
    names = [column.name for column in columns_of(taxonomy, areas)]
    columns = [CODE, *names, *part_columns(services), *READ_ONLY, ID, VERSION]
    return columns, list(_rows(db, services, taxonomy, areas))


def _rows(db: Database, services: Sequence[Service], taxonomy: Taxonomy, areas: Mapping[str, str]) -> Iterator[Row]:
    columns, versions = columns_of(taxonomy, areas), latest_versions(db)
    for start in range(0, len(services), AT_ONCE):
        some = services[start : start + AT_ONCE]
        organisations = get_organisations(db, (one.organisation_id for one in some))
        checks = get_checks(db, [one.id for one in some])
        for service in some:
            yield {
                CODE: service.code,
                ID: service.id,
                VERSION: str(versions.get(service.id, 0)),
                **{column.name: column.write(service) for column in columns},
                **write_parts(service),
                **_read_only(service, organisations[service.organisation_id], checks[service.id]),
            }


def _read_only(service: Service, organisation: Organisation, checks: Sequence[Check]) -> Row:
    checked = last_checked(checks)
    told = (
        organisation.name,
        organisation.kind.value if organisation.kind else "",
        organisation.url or "",
        organisation.email or "",
        "; ".join(f"{one.scheme.value} {one.value}" for one in organisation.identifiers),
        organisation.description or "",
        f"/services/{service.slug}",
        checked.checked_on.isoformat() if checked else "",
        service.last_modified.isoformat() if service.last_modified else "",
        "; ".join(sorted(service.unconfirmed)),
    )
    return dict(zip(READ_ONLY, told, strict=True))


def _text_cell(page: object, text: str) -> object:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # 10 MB that no page needs

    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell

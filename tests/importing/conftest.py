"""An import into a real database, from rows a test writes itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.places import NamedArea, Place, PlaceSource
from directory.domain.services import Service
from directory.domain.taxonomy import Taxonomy
from directory.importing.completing import Completer
from directory.importing.needs_in_prose import ProseReader, read_provider_words
from directory.importing.report import ImportReport
from directory.importing.running import Task, import_feed, import_sheet
from directory.store.provenance import records_of_source
from directory.store.services import get_service, get_services
from tests.builders import a_place
from tests.conftest import A_FEW_AREAS, SEED

NOW = datetime(2026, 3, 27, 10, 30, tzinfo=ZoneInfo("Europe/London"))
FIXTURES = Path(__file__).parent.parent / "fixtures" / "importing"
HEADER = "Ref,Name,By,About,Postcode,Tel,Web"
MAPPING = """
source = "A list"
[columns]
id = "Ref"
name = "Name"
organisation = "By"
description = "About"
postcode = "Postcode"
phone = "Tel"
url = "Web"
[read_from_prose]
ages = ["About"]
needs = ["About"]
"""


class ASmallGazetteer:
    """Knows one postcode, its district, and the few areas of the tests."""

    def find(self, text: str) -> Place:
        if text == "PO1 2AL":
            return a_place(postcode="PO1 2AL")
        if text.startswith("PO1"):
            return a_place(postcode="PO1 2AL", exact=False, source=PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE)
        raise PlaceNotUnderstood("Enter a postcode")

    def area_named(self, text: str) -> NamedArea | None:
        return next((area for area in A_FEW_AREAS if text.lower() in (area.name.lower(), area.short_name.lower())), None)


@dataclass(repr=False)
class Importer:
    """Brings rows or a feed in, and gives back what became of them."""

    db: Database
    folder: Path
    taxonomy: Taxonomy
    completer: Completer

    def sheet(self, *rows: str, mapping: str = MAPPING, header: str = HEADER, **options: Any) -> ImportReport:
        path, mapping_path = self.folder / "list.csv", self.folder / "list.toml"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        mapping_path.write_text(mapping, encoding="utf-8")
        return self.files(path, mapping_path, **options)

    def files(self, path: Path, mapping: Path, **options: Any) -> ImportReport:
        return import_sheet(self._task(**options), path, mapping)

    def feed(self, where: Path | str, source: str | None = None, **options: Any) -> ImportReport:
        return import_feed(self._task(**options), str(where), source=source, areas=ASmallGazetteer())

    def _task(self, **options: Any) -> Task:
        given = {"db": self.db, "taxonomy": self.taxonomy, "completer": self.completer, "by": "import", "now": NOW}
        return Task(**{**given, **options})

    def listing(self, record: str, source: str = "A list") -> Service:
        return get_service(self.db, records_of_source(self.db, source)[record])


@pytest.fixture(scope="session")
def prose(taxonomy: Taxonomy) -> ProseReader:
    return ProseReader(read_provider_words(SEED / "provider_words.toml", taxonomy), taxonomy)


@pytest.fixture
def importer(db: Database, tmp_path: Path, taxonomy: Taxonomy, prose: ProseReader) -> Importer:
    return Importer(db, tmp_path, taxonomy, Completer(ASmallGazetteer(), prose))


@pytest.fixture
def counted(db: Database) -> Callable[[], tuple[int, ...]]:
    """How much is stored: whatever an import writes changes one of these."""

    def count() -> tuple[int, ...]:
        tables = ("services", "organisations", "versions", "provenance", "source_records", "differences")
        numbers = [db.table(table).count for table in tables]
        return (*numbers, int(db.execute("SELECT value FROM meta WHERE key = 'content_version'").fetchone()[0]))

    return count


def every_service(db: Database) -> list[Service]:
    """Whatever is stored, public or held back, by id."""
    return get_services(db, [row["id"] for row in db.query("SELECT id FROM services ORDER BY id")])

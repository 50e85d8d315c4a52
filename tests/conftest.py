"""A real database in a temporary folder, for every test that wants one."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlite_utils import Database

from directory import shelves
from directory.domain.organisations import Organisation
from directory.domain.places import ENGLAND, AreaLevel, NamedArea
from directory.domain.services import Service
from directory.domain.taxonomy import Taxonomy
from directory.store.areas import save_areas
from directory.store.database import create_database, writing
from directory.store.organisations import save_organisation
from directory.store.services import save_service
from directory.store.taxonomy import save_taxonomy
from directory.understanding.taxonomy_file import read_taxonomy
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, an_organisation

SEED = Path(__file__).parent.parent / "seed"


@pytest.fixture(scope="session", autouse=True)
def words_are_read_once() -> Iterator[None]:
    """Every application of the tests shares one reading of the vocabulary: it takes most of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelves, "load_vocabulary", cache(shelves.load_vocabulary))
        yield


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return read_taxonomy(SEED / "taxonomy.toml")


@pytest.fixture
def db(tmp_path: Path, taxonomy: Taxonomy) -> Iterator[Database]:
    """An empty directory that knows the taxonomy and a few areas."""
    database = create_database(tmp_path / "data" / "directory.sqlite3")
    with writing(database):
        save_taxonomy(database, taxonomy)
        save_areas(database, A_FEW_AREAS)
    yield database
    database.close()


@pytest.fixture
def listed(db: Database) -> Callable[..., Service]:
    """Store services, and the organisation they belong to, and give the (last) one back."""

    def save(*services: Service, organisation: Organisation | None = None) -> Service:
        with writing(db):
            save_organisation(db, organisation or an_organisation())
            for service in services:
                save_service(db, service)
        return services[-1]

    return save


A_FEW_AREAS = (
    NamedArea(ENGLAND, AreaLevel.NATION, "England", "England", ENGLAND),
    NamedArea(PORTSMOUTH, AreaLevel.LOCAL_AUTHORITY, "Portsmouth City Council", "Portsmouth", ENGLAND),
    NamedArea(HAVANT, AreaLevel.LOCAL_AUTHORITY, "Havant Borough Council", "Havant", ENGLAND),
    NamedArea(HAMPSHIRE_BOARD, AreaLevel.BOARD, "NHS Hampshire and Isle of Wight", "Hampshire and Isle of Wight", ENGLAND),
)

"""The areas of the seed, a small table of districts, and a gazetteer over both."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from directory.domain.places import NamedArea
from directory.places.areas import AreaBook, read_areas
from directory.places.gazetteer import Gazetteer
from directory.places.loading import load_postcodes
from directory.places.postcode_file import AboutPostcodes
from tests.conftest import SEED
from tests.places.files import DISTRICTS, a_districts_file

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def areas() -> tuple[NamedArea, ...]:
    return read_areas(SEED / "areas")


@pytest.fixture(scope="session")
def book(areas: tuple[NamedArea, ...]) -> AreaBook:
    return AreaBook(areas)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "postcodes.sqlite3"


@pytest.fixture
def load(target: Path, book: AreaBook) -> Callable[..., AboutPostcodes]:
    def loaded(path: Path, **options: Any) -> AboutPostcodes:
        return load_postcodes(path, target, book, on=TODAY, **options)

    return loaded


@pytest.fixture
def gazetteer(tmp_path: Path, target: Path, areas: tuple[NamedArea, ...]) -> Gazetteer:
    return Gazetteer(areas, a_districts_file(tmp_path / "districts.csv", *DISTRICTS), target)

"""A real database in a temporary folder, for every test that wants one."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copy
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlite_utils import Database
from werkzeug.routing import Rule

from directory import shelves
from directory.domain.organisations import Organisation
from directory.domain.places import ENGLAND, AreaLevel, NamedArea
from directory.domain.services import Service
from directory.domain.taxonomy import Taxonomy
from directory.store.areas import save_areas
from directory.store.database import create_database, open_database, writing
from directory.store.organisations import save_organisation
from directory.store.services import save_service
from directory.store.taxonomy import save_taxonomy
from directory.understanding.taxonomy_file import read_taxonomy
from directory.web import stylesheet
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, an_organisation

SEED = Path(__file__).parent.parent / "seed"
# No test says how fast a machine must be.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


class RuleCompiledOnce(Rule):
    """An address, compiled for the first application of the tests and taken over by all the others."""

    compiled: ClassVar[dict[Any, Rule]] = {}

    def compile(self) -> None:
        first = self.compiled.setdefault(
            (self.rule, self.endpoint, frozenset(self.methods or ()), repr(self.defaults)), self
        )
        if first is self:
            super().compile()
        else:
            vars(self).update(vars(first) | {"map": self.map})


@pytest.fixture(scope="session", autouse=True)
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is the same in every application of the tests and takes most of the time of making and showing one.

    Vocabulary, addresses, stylesheet and compiled templates. Nothing that a test can change is shared.
    """
    templates = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelves, "load_vocabulary", cache(shelves.load_vocabulary))
        patch.setattr(stylesheet, "Stylesheet", cache(stylesheet.Stylesheet))
        patch.setattr(Flask, "url_rule_class", RuleCompiledOnce)
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": templates})
        yield


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return read_taxonomy(SEED / "taxonomy.toml")


@pytest.fixture(scope="session")
def empty_directory(tmp_path_factory: pytest.TempPathFactory, taxonomy: Taxonomy) -> Path:
    """The file of a directory that knows the taxonomy and a few areas, for each test to copy."""
    file = tmp_path_factory.mktemp("empty") / "directory.sqlite3"
    database = create_database(file)
    with writing(database):
        save_taxonomy(database, taxonomy)
        save_areas(database, A_FEW_AREAS)
    database.close()
    return file


@pytest.fixture
def db(tmp_path: Path, empty_directory: Path) -> Iterator[Database]:
    """An empty directory that knows the taxonomy and a few areas."""
    file = tmp_path / "data" / "directory.sqlite3"
    file.parent.mkdir()
    database = open_database(Path(copy(empty_directory, file)))
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

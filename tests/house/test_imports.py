"""Doors call acts, acts use shelves, shelves speak in facts. Nothing points back."""

import ast
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "directory"
SHELVES = {"store", "search", "understanding", "places", "openreferral", "mail"}
MAY_IMPORT = {
    "domain": set(),
    "store": {"domain"},
    "search": {"domain"},
    "understanding": {"domain"},
    "places": {"domain"},
    "openreferral": {"domain"},
    "mail": {"domain"},
    "finding": {"domain", *SHELVES},
    "publishing": {"domain", *SHELVES},
    "upkeep": {"domain", *SHELVES, "publishing"},
    "importing": {"domain", *SHELVES, "publishing"},
    "web": {"domain", "store", "search"},
    "public": {"domain", "store", "places", "understanding", "finding", "upkeep", "web"},
    "professionals": {"domain", "store", "places", "understanding", "finding", "web"},
    "accounts": {"domain", "store", "mail", "web"},
    "keeping": {"domain", "store", "finding", "publishing", "accounts", "web"},
    "providers": {"domain", "store", "finding", "publishing", "upkeep", "importing", "accounts", "keeping", "web"},
    "editors": {"domain", "store", "finding", "publishing", "upkeep", "importing", "accounts", "keeping", "web"},
    "cli": {"domain", *SHELVES, "finding", "publishing", "importing", "upkeep", "accounts", "web", "config", "shelves"},
}
ON_TOP = {"application", "shelves", "config", "__init__"}
ROOMS = sorted(path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists())


def imports_of(file: Path) -> set[str]:
    """Every module a file imports, with its dots."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            found.add(node.module)
    return found


def rooms_used(room: str) -> dict[Path, set[str]]:
    return {
        file: {name.split(".")[1] for name in imports_of(file) if name.startswith("directory.")}
        for file in (HOUSE / room).rglob("*.py")
    }


def test_every_room_has_its_row_in_the_table():
    assert set(ROOMS) == set(MAY_IMPORT)
    assert {file.stem for file in HOUSE.glob("*.py")} == ON_TOP


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_the_table_allows(room):
    wrong = {
        str(file.relative_to(HOUSE)): used - MAY_IMPORT[room] - {room}
        for file, used in rooms_used(room).items()
        if used - MAY_IMPORT[room] - {room}
    }

    assert wrong == {}


def test_facts_need_only_the_standard_library():
    outside = {
        name
        for file in (HOUSE / "domain").glob("*.py")
        for name in imports_of(file)
        if not name.startswith("directory.domain") and name.split(".")[0] not in sys.stdlib_module_names
    }

    assert outside == set()


@pytest.mark.parametrize(("library", "room"), [("whoosh", "search"), ("sqlite_utils", "store")])
def test_a_library_is_opened_in_its_own_room_only(library, room):
    """Other rooms may name `sqlite_utils.Database` as a type; nobody else makes one."""
    users = {
        file.relative_to(HOUSE).parts[0]
        for file in HOUSE.rglob("*.py")
        if any(name.split(".")[0] == library for name in imports_of(file))
    }
    makers = {file.relative_to(HOUSE).parts[0] for file in HOUSE.rglob("*.py") if "Database(" in file.read_text()}

    assert room in users
    assert library == "sqlite_utils" or users == {room}
    assert makers <= {"store"}


def test_no_room_is_called_after_nothing():
    vague = {"utils", "helpers", "common", "manager", "misc"}

    assert not {file.stem for file in HOUSE.rglob("*.py")} & vague

"""Feeds kept as files: one JSON file, a folder or a zip of them, or a zip or folder of HSDS tables."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from directory.domain.errors import ImportRefused
from directory.openreferral.documents import services_in
from directory.openreferral.tables import Package, Row, Rows

MOST_BYTES = 500 * 1024 * 1024
MOST_UNPACKED = 2 * 1024 * 1024 * 1024
MOST_MEMBERS = 50_000
LONGEST_CELL = 1_000_000


@dataclass
class Feed:
    """The services of one source, read into memory whole: nothing is stored before all of it has been understood."""

    services: list[dict[str, Any]]
    remarks: list[str] = field(default_factory=list)


class Cupboard(Protocol):
    """Somewhere with files in it."""

    @property
    def name(self) -> str: ...
    def names(self) -> list[str]: ...
    def read(self, name: str) -> bytes: ...


def read_feed_file(path: Path) -> Feed:
    """Return every service, or raise `ImportRefused` saying what the file is instead, or where it breaks off."""
    if path.is_dir():
        return _from_cupboard(Folder(path))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportRefused(f"{path.name} is larger than 500 MB, which no list of services is.")
        if zipfile.is_zipfile(path):
            with _opened_zip(path) as cupboard:
                return _from_cupboard(cupboard)
        return _feed_of([parse_json(path.read_bytes(), path.name)], path.name)
    except OSError as error:
        raise ImportRefused(f"{path.name} cannot be read ({error.strerror}).") from error


def parse_json(content: bytes, name: str) -> Any:
    """The document, or `ImportRefused` naming the line where it stops making sense."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{name} is not JSON in UTF-8, nor a zip of tables.") from error
    except json.JSONDecodeError as error:
        raise ImportRefused(
            f"{name}, line {error.lineno}: this is not whole JSON ({error.msg}). Nothing was stored."
        ) from error
    except RecursionError as error:
        raise ImportRefused(f"{name} is nested too deeply to be a list of services.") from error


@dataclass
class Folder:
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def names(self) -> list[str]:
        found = (one for one in self.path.rglob("*") if one.is_file())
        return sorted(one.relative_to(self.path).as_posix() for one in found)

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()


@dataclass
class Zipped:
    name: str
    archive: zipfile.ZipFile

    def names(self) -> list[str]:
        return sorted(one.filename for one in self.archive.infolist() if not one.is_dir())

    def read(self, name: str) -> bytes:
        return self.archive.read(name)


@contextmanager
def _opened_zip(path: Path) -> Iterator[Zipped]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise ImportRefused(f"{path.name} unpacks to more than any list of services would. It was not opened.")
            yield Zipped(path.name, archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(f"{path.name} is damaged or locked ({error}). Nothing was stored.") from error


def _from_cupboard(cupboard: Cupboard) -> Feed:
    tables = {PurePosixPath(name).stem.lower(): name for name in cupboard.names() if name.lower().endswith(".csv")}
    if "services" in tables:
        package = Package(lambda called: _rows(cupboard, tables[called]) if called in tables else None)
        services = list(package.services())
        return Feed(services, package.remarks)
    names = [name for name in cupboard.names() if name.lower().endswith(".json")]
    if not names:
        raise ImportRefused(f"{cupboard.name} holds neither a services.csv nor any JSON file.")
    return _feed_of([parse_json(cupboard.read(name), name) for name in names], cupboard.name)


def _feed_of(documents: list[Any], name: str) -> Feed:
    found = [list(services_in(document)) for document in documents]
    services = [service for some in found for service in some]
    without = sum(not some for some in found)
    if not services and not any(_is_empty_page(document) for document in documents):
        raise ImportRefused(f"There are no services in {name}. Is it a list of organisations, places or categories?")
    remarks = (
        [f"{without} of {len(documents)} files held no services and were passed over."] if without and len(found) > 1 else []
    )
    return Feed(_each_once(services), remarks)


def _is_empty_page(document: Any) -> bool:
    return document == [] or (
        isinstance(document, dict) and any(document.get(key) == [] for key in ("contents", "content", "items"))
    )


def _each_once(services: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same service word for word in two files of a folder is one."""
    seen: set[str] = set()
    kept = []
    for service in services:
        written = json.dumps(service, sort_keys=True)
        if written not in seen:
            seen.add(written)
            kept.append(service)
    return kept


def _rows(cupboard: Cupboard, name: str) -> Rows:
    """The rows of a table; one that breaks off in the middle refuses the whole package."""
    content = cupboard.read(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restval="")
    rows: list[Row] = []
    try:
        for row in reader:
            row.pop(None, None)  # cells beyond the last column
            rows.append(dict(row))
    except csv.Error as error:
        raise ImportRefused(
            f"{name}, line {reader.reader.line_num}: this is not whole ({error}). Nothing was stored."
        ) from error
    return rows

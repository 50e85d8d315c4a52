"""A backup: the whole database as it is at one moment, in one file that says what it is and whether it is whole."""

import errno
import hashlib
import json
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from sqlite_utils import Database

from directory.domain.errors import DirectoryError
from directory.store.backups import copy_out, count_of, migrations_in

FORMAT = "directory backup"
FORMAT_VERSION = 1
MANIFEST, DATABASE = "manifest.json", "directory.sqlite3"
LONGEST_MANIFEST = 1 << 20
CHUNK = 1 << 20
# How the first part of a zip begins and the end of its list, how long that end is, and the checksum of all before it.
FIRST_PART, END, LONG_END, LONG_SEAL = b"PK\x03\x04", b"PK\x05\x06", 22, 64
# What reading a zip with a wrong byte in it may raise.
OF_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)


class BackupRefused(DirectoryError):
    """A file that cannot be written or restored; the text says why, and that nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `sha256` and `size` (bytes) are of the database in it."""

    format: str
    format_version: int
    made_at: str
    sha256: str
    size: int
    listings: int
    migrations: list[str]


def back_up(db: Database, path: Path, *, now: datetime) -> Manifest:
    """Write a backup that only its owner may read, whole or not at all."""
    try:
        with TemporaryDirectory(dir=path.resolve().parent, prefix=".backup-") as folder:
            copy, packed = Path(folder) / DATABASE, Path(folder) / "packed"
            copy_out(db, copy)
            manifest = Manifest(
                FORMAT,
                FORMAT_VERSION,
                now.isoformat(timespec="seconds"),
                _sha256_of(copy),
                copy.stat().st_size,
                count_of(db, "services"),
                migrations_in(db),
            )
            _pack(copy, manifest, packed)
            packed.chmod(0o600)
            packed.replace(path)
    except OSError as error:
        raise BackupRefused(f"The backup could not be written to {path} ({error.strerror}).") from error
    return manifest


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[tuple[Manifest, Path]]:
    """What a backup says of itself, and its database in a place of its own in `folder`, or raise `BackupRefused`."""
    for left_behind in folder.glob(".restoring-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    try:
        with TemporaryDirectory(dir=folder, prefix=".restoring-") as place:
            copy = Path(place) / DATABASE
            yield _unpack_whole(path, copy), copy
    except OSError as error:
        raise BackupRefused(f"{path.name} cannot be restored ({error.strerror}). Nothing was changed.") from error


def _pack(copy: Path, manifest: Manifest, packed: Path) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
        archive.write(copy, DATABASE)
        archive.comment = b"0" * LONG_SEAL
    seal = _sha256_of(packed, but_last=LONG_SEAL)
    with packed.open("rb+") as file:
        file.seek(-LONG_SEAL, os.SEEK_END)
        file.write(seal.encode())
        os.fsync(file.fileno())


def _unpack_whole(path: Path, copy: Path) -> Manifest:
    """A place in the file that lies outside of it is an `OSError` too, but one of the file and not of the disk."""
    try:
        return _unpack(path, copy)
    except (*OF_DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise BackupRefused(f"{path.name} is damaged or is no backup of a directory. Nothing was changed.") from error


def _refuse_other_bytes(path: Path) -> None:
    """Nothing but what was written, from its first byte to its last. A backup of before there were seals has none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        begins = file.read(len(FIRST_PART))
        file.seek(max(size - LONG_END - LONG_SEAL, 0))
        ends = file.read()
    is_sealed, seal = ends.startswith(END), ends[LONG_END:]
    is_bare = len(ends) >= LONG_END and ends[-LONG_END:].startswith(END)
    is_whole = _sha256_of(path, but_last=LONG_SEAL).encode() == seal if is_sealed else is_bare
    if begins != FIRST_PART or not is_whole:
        raise zipfile.BadZipFile("a byte is not what it was, or something was added")


def _unpack(path: Path, copy: Path) -> Manifest:
    _refuse_other_bytes(path)
    with zipfile.ZipFile(path) as archive:
        names = {one.filename: one for one in archive.infolist()}
        if not {MANIFEST, DATABASE} <= set(names) or names[MANIFEST].file_size > LONGEST_MANIFEST:
            raise BackupRefused(f"{path.name} is not a backup of a directory. Nothing was changed.")
        manifest = _read_manifest(archive.read(MANIFEST), path.name)
        with archive.open(DATABASE) as source, copy.open("xb") as target:
            _copy_at_most(source, target, manifest.size)
    if copy.stat().st_size != manifest.size or _sha256_of(copy) != manifest.sha256:
        raise BackupRefused(
            f"{path.name} is damaged: its checksum is not what it was. Use another backup. Nothing was changed."
        )
    return manifest


def _read_manifest(content: bytes, name: str) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(content)
        is_newer = told["format"] == FORMAT and told["format_version"] > FORMAT_VERSION
        manifest = Manifest(**{field: told[field] for field in Manifest.__dataclass_fields__})
    except (ValueError, TypeError, KeyError) as error:
        raise BackupRefused(f"{name} is not a backup of a directory. Nothing was changed.") from error
    if is_newer:
        raise BackupRefused(f"{name} was made by a newer directory. Bring this one up to date first. Nothing was changed.")
    if manifest.format != FORMAT:
        raise BackupRefused(f"{name} is not a backup of a directory. Nothing was changed.")
    return manifest


def _copy_at_most(source: Any, target: BinaryIO, size: int) -> None:
    """One byte more than it should be is enough to see that it is wrong."""
    left = size + 1
    while left > 0 and (chunk := source.read(min(CHUNK, left))):
        target.write(chunk)
        left -= len(chunk)


def _sha256_of(path: Path, *, but_last: int = 0) -> str:
    """Of all its bytes but so many at the end."""
    digest, left = hashlib.sha256(), path.stat().st_size - but_last
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()

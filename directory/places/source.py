"""A postcode file opened whatever it is wrapped in: plain, gzip, xz or zip, told by its content and not by its name."""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from directory.domain.errors import PostcodeFileRefused

GZIP, XZ, ZIP = b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
WHOLE = ("UK", "GB")
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile)


class Lines:
    """The lines of one table, remembering the last one read."""

    def __init__(
        self, name: str, stream: Any
    ) -> None:  # files, gzip, xz and zip members all have `peek`, but no common type
        self.name = name
        self.last = ""
        encoding = "utf-16" if stream.peek(2)[:2] in UTF_16 else "utf-8-sig"
        # Names in columns nobody asked for may be in an older encoding; what is asked for is plain letters and digits.
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.last = line
            yield line

    @property
    def broke_off(self) -> bool:
        """The last line had no line end."""
        return bool(self.last) and not self.last.endswith(("\n", "\r"))


class Source:
    """One file somebody downloaded."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._stream = stream

    def position(self) -> int:
        """How many bytes of the file have been read."""
        return self._stream.tell()

    def tables(self) -> Iterator[Lines]:
        """The tables in it that may hold postcodes: one, or each of the many files of a zip."""
        start = self._stream.read(len(XZ))
        self._stream.seek(0)
        if start.startswith((ZIP, EMPTY_ZIP)):
            yield from self._zipped()
        elif start.startswith(GZIP):
            with gzip.open(self._stream) as stream:
                yield Lines(self.path.name, stream)
        elif start == XZ:
            with lzma.open(self._stream) as stream:
                yield Lines(self.path.name, stream)
        else:
            yield Lines(self.path.name, self._stream)

    def _zipped(self) -> Iterator[Lines]:
        with zipfile.ZipFile(self._stream) as archive:
            for member in _data_members(archive):
                with archive.open(member) as stream:
                    yield Lines(Path(member.filename).name, stream)


def _data_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The one big table of ONS, beside which the same rows lie again in parts, or every part when there is only that.

    Ordnance Survey's parts are called after the letters postcodes begin with: Data/CSV/po.csv.
    """
    members = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".csv") and "__MACOSX" not in member.filename and member.file_size
    ]
    if not members:
        raise PostcodeFileRefused(
            "There is no .csv file in this zip. Choose the zip from ONS or Ordnance Survey as it came."
        )
    folders: dict[str, list[zipfile.ZipInfo]] = {}
    for member in members:
        folders.setdefault(str(Path(member.filename).parent), []).append(member)
    parts = [group for group in folders.values() if _are_parts(group)]
    whole = [member for group in folders.values() if not _are_parts(group) for member in group]
    largest = max(whole, key=lambda member: member.file_size, default=None)
    size_of_parts = max((sum(member.file_size for member in group) for group in parts), default=0)
    if largest and largest.file_size * 2 >= size_of_parts:
        return [largest]
    return max(parts, key=lambda group: sum(member.file_size for member in group))


def _are_parts(group: list[zipfile.ZipInfo]) -> bool:
    """Files of one folder called after postcode areas: ab.csv, or ONSPD_FEB_2025_UK_AB.csv."""
    endings = [Path(member.filename).stem.rsplit("_", 1)[-1] for member in group]
    return all(len(ending) <= 2 and ending.isalpha() and ending.upper() not in WHOLE for ending in endings)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a downloaded file. Damage found while it is read is told as `PostcodeFileRefused`."""
    try:
        with path.open("rb") as stream:
            yield Source(path, stream)
    except DAMAGE as error:
        raise PostcodeFileRefused(
            f"{path.name} is damaged, or was cut short while it was downloaded ({error}). Download it again."
        ) from error
    except (RuntimeError, NotImplementedError) as error:  # what zipfile raises for a password or an unknown packing
        raise PostcodeFileRefused(
            f"{path.name} could not be unpacked ({error}). Unpack it first, then load the .csv."
        ) from error
    except OSError as error:
        raise PostcodeFileRefused(f"{path} could not be read: {error.strerror or error}") from error

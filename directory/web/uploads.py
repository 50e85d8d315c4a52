"""Files that keepers send: which pages take them, how large, and where one waits, sealed, until it is used."""

import json
import os
import re
import secrets
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hmac import digest
from pathlib import Path
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from directory.domain.errors import DirectoryError
from directory.web.errors import TROUBLES, show_trouble
from directory.web.private import stretched

View = TypeVar("View", bound=Callable[..., Any])
# A sheet may have 20 MB; the rest is what a form puts around it.
LARGEST_BODY = 21 * 1024 * 1024
# A browser shows our answer only when it could send all it had; what is larger than this is cut off.
MOST_DRAINED = 100 * 1024 * 1024
CHUNK = 1 << 20
KEPT_SECONDS = 2 * 60 * 60
KEPT_AT_ONCE = 5
TOO_LARGE = "too-large"
MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MARK = re.compile(r"[A-Za-z0-9_-]{22}")


class FileEnded(DirectoryError):
    """A file that was used, is too old, or was never sent by this keeper."""


class FileNotSent(DirectoryError):
    """Nothing came, or more than one file; the text says what to do."""


@dataclass(frozen=True)
class KeptFile:
    name: str
    content: bytes


class KeptFiles:
    """One sealed file each in a folder that all processes share; gone once used, or after two hours."""

    def __init__(self, folder: Path, given: Iterable[str], now: Callable[[], float] = time.time) -> None:
        listed = list(given)
        self._folder = folder
        self._seals = MultiFernet([Fernet(stretched(one, b"directory: files that wait")) for one in listed])
        self._key = stretched(listed[0], b"directory: whose file it is")
        self._now = now

    def keep(self, file: KeptFile, *, owner: str) -> str:
        """Store it and return the mark it is found by. Of one owner the newest few stay."""
        mark = secrets.token_urlsafe(16)
        packed = json.dumps(file.name).encode() + b"\n" + zlib.compress(file.content, 1)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep(owner)
        path = self._path(mark, owner)
        part = path.with_suffix(".part")
        part.touch(mode=0o600)
        now = int(self._now())
        part.write_bytes(self._seals.encrypt_at_time(packed, now))
        os.utime(part, (now, now))
        part.replace(path)
        return mark

    def open(self, mark: str, *, owner: str) -> KeptFile:
        """Return it, or raise `FileEnded`."""
        try:
            sealed = self._path(mark, owner).read_bytes()
            packed = self._seals.decrypt_at_time(sealed, KEPT_SECONDS, int(self._now()))
        except (OSError, InvalidToken) as error:
            raise FileEnded(
                "This sheet is not here any more: it was used, or you sent it more than two hours ago. Send it again."
            ) from error
        name, _, content = packed.partition(b"\n")
        return KeptFile(json.loads(name), zlib.decompress(content))

    def forget(self, mark: str, *, owner: str) -> None:
        self._path(mark, owner).unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Whoever sent them: something in them must be nowhere any more."""
        for path in self._folder.glob("*.*"):
            path.unlink(missing_ok=True)

    def _path(self, mark: str, owner: str) -> Path:
        if not MARK.fullmatch(mark):
            raise FileEnded("This address is not whole. Send the sheet again.")
        return self._folder / f"{self._of(owner)}-{mark}.sealed"

    def _of(self, owner: str) -> str:
        return digest(self._key, owner.encode(), "sha256").hex()[:16]

    def _sweep(self, owner: str) -> None:
        """Whatever is too old, and the oldest of one who has sent many."""
        kept = sorted(self._folder.glob("*.*"), key=_changed_at)
        old = [path for path in kept if self._now() - _changed_at(path) > KEPT_SECONDS]
        theirs = [path for path in kept if path.name.startswith(self._of(owner))]
        for path in {*old, *theirs[: max(0, len(theirs) - KEPT_AT_ONCE + 1)]}:
            path.unlink(missing_ok=True)


def install_uploads(app: Flask, given: Iterable[str], data: Path) -> None:
    app.extensions["kept_files"] = KeptFiles(data / "uploads", given)
    app.before_request(_let_files_in)
    app.register_error_handler(RequestEntityTooLarge, _say_too_large)


def takes_files(view: View) -> View:
    """Say of a view that what is sent to it may be as large as a sheet; nearer to the function than its route.

    Whoever sends more comes back to the same address with `?said=too-large`.
    """
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def sent_file() -> KeptFile:
    """The one file of the form that was sent, or raise `FileNotSent`."""
    sent = [file for _, file in request.files.items(multi=True) if file.filename]
    if not sent:
        raise FileNotSent("Choose the sheet on your computer first. Then press the button again.")
    if len(sent) > 1:
        raise FileNotSent("Send one sheet at a time. Choose the first one, look at it, then send the next.")
    return KeptFile(sent[0].filename or "", sent[0].read())


def as_file(content: bytes, name: str) -> Response:
    """A reply that the browser saves under this name."""
    response = Response(content, content_type=MIMETYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def kept_files() -> KeptFiles:
    found: KeptFiles = current_app.extensions["kept_files"]
    return found


def _takes_files() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "takes_files", False)


def _let_files_in() -> None:
    if request.method == "POST" and _takes_files():
        request.max_content_length = LARGEST_BODY


def _say_too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    if not _takes_files():
        return show_trouble(TROUBLES[413])
    _drain()
    return redirect(f"{request.path}?said={TOO_LARGE}", 303)


def _drain() -> None:
    stream, left = request.environ["wsgi.input"], MOST_DRAINED
    try:
        while left > 0 and (chunk := stream.read(CHUNK)):
            left -= len(chunk)
    except OSError:
        pass  # whoever sent it has gone


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

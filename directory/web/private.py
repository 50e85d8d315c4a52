"""Searches that leave no trace: the sealed search in an address, and the key it is sealed with."""

import hmac
import json
import os
import re
import secrets
import time
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app, request

from directory.domain.errors import DirectoryError
from directory.domain.search_request import SearchRequest
from directory.store.stop_list import add_stops, is_stopped

GOOD_FOR_SECONDS = 60 * 60
LONGEST_TOKEN = 1_600
SHORTEST_SECRET = 16
KEY_FILE = "secret_key"
STOP_LIST = "left.sqlite3"
CLOCK_SLACK_SECONDS = 60
VISIT_BYTES = 6
TOKEN = re.compile(r"[A-Za-z0-9_-]+")
TOKEN_IN_ADDRESS = re.compile(r"/(?:find|tonight|waiting|told-no)/([\w-]{40,})")


class SearchExpired(DirectoryError):
    """A search that was sealed more than an hour ago, or that somebody has left."""


class SearchDamaged(DirectoryError):
    """A token that we did not make, or that was cut or changed on its way."""


class SecretRefused(DirectoryError):
    """A key that is missing, empty or too short to keep anything private."""


@dataclass(frozen=True)
class Sealed:
    """What a token holds. Searches made one from another share a visit, so that leaving one leaves all."""

    search: SearchRequest
    visit: bytes


class SearchSealer:
    """Seals searches with the first secret and opens them with any; `now` is seconds since 1970."""

    def __init__(self, secrets_: Iterable[str], now: Callable[[], float] = time.time) -> None:
        self._fernet = MultiFernet([Fernet(stretched(secret, b"directory: sealed searches")) for secret in secrets_])
        self._now = now

    def seal(self, request: SearchRequest, visit: bytes | None = None) -> str:
        """The search as a token of at most `LONGEST_TOKEN` characters; only choices nobody could make are dropped."""
        visit = visit or secrets.token_bytes(VISIT_BYTES)
        token = self._encrypt(request, visit)
        while len(token) > LONGEST_TOKEN:
            request = _without_longest(request)
            token = self._encrypt(request, visit)
        return token

    def open(self, token: str) -> Sealed:
        """Return the search and its visit, or raise `SearchExpired` or `SearchDamaged`."""
        if not TOKEN.fullmatch(token):  # what reads base64 passes over other letters
            raise SearchDamaged("This search could not be read.")
        try:
            padded = token + "=" * (-len(token) % 4)
            packed = self._fernet.decrypt(padded)
            made_at = self._fernet.extract_timestamp(padded)
            given = json.loads(zlib.decompress(packed[VISIT_BYTES:]))
        except (InvalidToken, ValueError, zlib.error) as error:
            raise SearchDamaged("This search could not be read.") from error
        age = self._now() - made_at
        if age > GOOD_FOR_SECONDS or age < -CLOCK_SLACK_SECONDS:
            raise SearchExpired("This search has ended.")
        return Sealed(SearchRequest.from_fields(given), packed[:VISIT_BYTES])

    def _encrypt(self, request: SearchRequest, visit: bytes) -> str:
        plain = json.dumps(request.to_fields(), ensure_ascii=False, separators=(",", ":")).encode()
        return self._fernet.encrypt_at_time(visit + zlib.compress(plain, 9), int(self._now())).decode().rstrip("=")


class StopList:
    """Visits that were left. Kept as marks made with the first secret and found with any; shared by all workers."""

    def __init__(self, folder: Path, secrets_: Iterable[str], now: Callable[[], float] = time.time) -> None:
        self._path = folder / STOP_LIST
        self._keys = [stretched(secret, b"directory: searches that were left") for secret in secrets_]
        self._now = now

    def add(self, visits: Iterable[bytes]) -> None:
        """Their tokens all end within the hour, and the marks with them."""
        now = int(self._now())
        marks = [_mark(self._keys[0], visit) for visit in visits]
        add_stops(self._path, marks, until=now + GOOD_FOR_SECONDS + CLOCK_SLACK_SECONDS, now=now)

    def holds(self, visit: bytes) -> bool:
        return is_stopped(self._path, [_mark(key, visit) for key in self._keys], int(self._now()))


def seal(search: SearchRequest) -> str:
    """The token of a search; made from a page of results, it belongs to the same visit as those."""
    return _sealer().seal(search, _visit_before())


def unseal(token: str) -> SearchRequest:
    """Return the search in a token, or raise `SearchExpired` or `SearchDamaged`."""
    return _open(token).search


def search_before() -> str:
    """The token of the search that somebody comes from, while it still opens; else nothing."""
    found = TOKEN_IN_ADDRESS.search(request.referrer or "")
    return found[1] if found and _visit_before() else ""


def leave_searches(addresses: Iterable[str]) -> None:
    """Put on the stop list every search these addresses hold; what holds none, or one that is over, is passed by."""
    visits = {sealed.visit for address in addresses if (sealed := _search_in(address))}
    if visits:
        _stop_list().add(visits)


def _open(token: str) -> Sealed:
    sealed = _sealer().open(token)
    if _stop_list().holds(sealed.visit):
        raise SearchExpired("This search has ended.")
    return sealed


def _visit_before() -> bytes | None:
    before = _search_in(request.referrer or "")
    return before.visit if before else None


def _search_in(address: str) -> Sealed | None:
    """The search in an address of ours, unless there is none that still opens."""
    found = TOKEN_IN_ADDRESS.search(address)
    try:
        return _open(found[1]) if found else None
    except (SearchExpired, SearchDamaged):
        return None


def _sealer() -> SearchSealer:
    sealer: SearchSealer = current_app.extensions["search_sealer"]
    return sealer


def _stop_list() -> StopList:
    stop_list: StopList = current_app.extensions["stop_list"]
    return stop_list


def read_secrets(given: str, folder: Path) -> tuple[str, ...]:
    """The secrets of a comma list (the first writes, all read); without one, the folder's own key, made if missing."""
    listed = tuple(part.strip() for part in given.split(",") if part.strip())
    if any(len(secret) < SHORTEST_SECRET for secret in listed):
        raise SecretRefused(f"Each key in DIRECTORY_SECRET_KEY must have at least {SHORTEST_SECRET} characters.")
    return listed or (_secret_in(folder / KEY_FILE),)


def _secret_in(key_file: Path) -> str:
    if not key_file.exists():
        _make_key_file(key_file)
    secret = key_file.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise SecretRefused(f"The key file {key_file} is empty or cut short. Delete it, and a new one is made.")
    return secret


def _make_key_file(key_file: Path) -> None:
    """Written whole beside, then linked: of several workers one wins, and none ever reads half a key."""
    key_file.parent.mkdir(parents=True, exist_ok=True)
    draft = key_file.with_name(f".{key_file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        key_file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _mark(key: bytes, visit: bytes) -> bytes:
    return hmac.digest(key, visit, "sha256")


def stretched(secret: str, purpose: bytes) -> bytes:
    """A key of its own for each purpose, whatever the length of the secret."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return urlsafe_b64encode(derive.derive(secret.encode()))


def _without_longest(request: SearchRequest) -> SearchRequest:
    """Without its bulkiest field, never the words: real choices are short, so this only meets made-up ones."""
    others = [field.name for field in fields(request) if field.name != "text"]
    bulkiest = max(others, key=lambda name: len("".join(getattr(request, name)).encode()))
    empty: Any = type(getattr(request, bulkiest))()
    return replace(request, **{bulkiest: empty})

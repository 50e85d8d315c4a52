"""Searches that leave no trace: the sealed search in an address, and the key it is sealed with."""

import json
import os
import secrets
import time
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from directory.domain.errors import DirectoryError
from directory.domain.search_request import SearchRequest

GOOD_FOR_SECONDS = 60 * 60
LONGEST_TOKEN = 1_600
SHORTEST_SECRET = 16
KEY_FILE = "secret_key"
CLOCK_SLACK_SECONDS = 60


class SearchExpired(DirectoryError):
    """A search that was sealed more than an hour ago."""


class SearchDamaged(DirectoryError):
    """A token that we did not make, or that was cut or changed on its way."""


class SecretRefused(DirectoryError):
    """A key that is missing, empty or too short to keep anything private."""


class SearchSealer:
    """Seals searches with the first secret and opens them with any; `now` is seconds since 1970."""

    def __init__(self, secrets_: Iterable[str], now: Callable[[], float] = time.time) -> None:
        self._fernet = MultiFernet([Fernet(_stretched(secret)) for secret in secrets_])
        self._now = now

    def seal(self, request: SearchRequest) -> str:
        """The search as a token of at most `LONGEST_TOKEN` characters; only choices nobody could make are dropped."""
        token = self._encrypt(request)
        while len(token) > LONGEST_TOKEN:
            request = _without_longest(request)
            token = self._encrypt(request)
        return token

    def unseal(self, token: str) -> SearchRequest:
        """Return the search, or raise `SearchExpired` or `SearchDamaged`."""
        try:
            padded = token + "=" * (-len(token) % 4)
            packed = self._fernet.decrypt(padded)
            made_at = self._fernet.extract_timestamp(padded)
            given = json.loads(zlib.decompress(packed))
        except (InvalidToken, ValueError, zlib.error) as error:
            raise SearchDamaged("This search could not be read.") from error
        age = self._now() - made_at
        if age > GOOD_FOR_SECONDS or age < -CLOCK_SLACK_SECONDS:
            raise SearchExpired("This search has ended.")
        return SearchRequest.from_fields(given)

    def _encrypt(self, request: SearchRequest) -> str:
        plain = json.dumps(request.to_fields(), ensure_ascii=False, separators=(",", ":")).encode()
        return self._fernet.encrypt_at_time(zlib.compress(plain, 9), int(self._now())).decode().rstrip("=")


def seal(request: SearchRequest) -> str:
    return _sealer().seal(request)


def unseal(token: str) -> SearchRequest:
    """Return the search in a token, or raise `SearchExpired` or `SearchDamaged`."""
    return _sealer().unseal(token)


def _sealer() -> SearchSealer:
    sealer: SearchSealer = current_app.extensions["search_sealer"]
    return sealer


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


def _stretched(secret: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"directory: sealed searches")
    return urlsafe_b64encode(derive.derive(secret.encode()))


def _without_longest(request: SearchRequest) -> SearchRequest:
    """Without its bulkiest field, never the words: real choices are short, so this only meets made-up ones."""
    others = [field.name for field in fields(request) if field.name != "text"]
    bulkiest = max(others, key=lambda name: len("".join(getattr(request, name)).encode()))
    empty: Any = type(getattr(request, bulkiest))()
    return replace(request, **{bulkiest: empty})

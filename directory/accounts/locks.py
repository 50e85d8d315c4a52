"""What keeps keepers' secrets: hashes that need our key, sealed secrets, and the token of a signed-in form."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app

from directory.domain.listing_reports import RECEIPT_ALPHABET
from directory.web.private import stretched

CODE_LENGTH = 8
RECOVERY_CODES = 10
RECOVERY_LENGTH = 12


class Locks:
    """Locks with the first secret and opens with any."""

    def __init__(self, given: Iterable[str]) -> None:
        listed = list(given)
        self._marks = [stretched(secret, b"directory: marks of keepers") for secret in listed]
        self._seals = MultiFernet([Fernet(stretched(secret, b"directory: secrets of keepers")) for secret in listed])

    def mark(self, what: str, text: str) -> str:
        """Always the same for the same text, and of no use to anyone without the key."""
        return hmac.new(self._marks[0], f"{what}:{text}".encode(), "sha256").hexdigest()

    def seal(self, text: str) -> str:
        return self._seals.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        return self._seals.decrypt(sealed).decode()

    def form_token(self, keeper_id: int, day: date) -> str:
        """What every form of a keeper carries: another site cannot know it. Of the keeper and not of the session, so that
        a form that was open when a session ended can be sent after signing in once more."""
        return self.mark("form", f"{keeper_id}:{day}")

    def is_form_token(self, sent: str, keeper_id: int, today: date) -> bool:
        """Made for this keeper, today or the day before."""
        days = (today, today - timedelta(days=1))
        return any(hmac.compare_digest(sent.encode(), self.form_token(keeper_id, day).encode()) for day in days)


def locks() -> Locks:
    found: Locks = current_app.extensions["locks"]
    return found


def new_code() -> str:
    """Eight digits, to be typed on another device."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))


def new_recovery_codes() -> list[str]:
    """Sixty random bits each, in letters that are not mistaken for others."""
    return ["".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]


def hash_recovery_code(code: str, salt: str) -> str:
    """Slowly, and without our key: the codes on somebody's paper must work after that was changed."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def in_groups(code: str) -> str:
    """In groups of four, to be read and typed by people."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))

"""The receipt that a form carries: made by us with the form, and told from one that somebody made up."""

import hmac
from collections.abc import Iterable

from flask import current_app

from directory.domain.listing_reports import new_receipt
from directory.web.private import stretched

MARK_LENGTH = 20


class Receipts:
    """Marks new receipts with the first secret and knows those of any."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._keys = [stretched(secret, b"directory: receipts in forms") for secret in secrets]

    def make(self) -> str:
        """A new one with its mark, for a hidden field."""
        code = new_receipt()
        return f"{code}.{_mark(self._keys[0], code)}"

    def read(self, typed: str) -> str | None:
        """The receipt without its mark; None when no form of ours has ever carried it."""
        code, _, mark = typed.partition(".")
        ours = [hmac.compare_digest(_mark(key, code).encode(), mark.encode()) for key in self._keys]
        return code if any(ours) else None


def receipts() -> Receipts:
    found: Receipts = current_app.extensions["receipts"]
    return found


def _mark(key: bytes, code: str) -> str:
    return hmac.new(key, code.encode(), "sha256").hexdigest()[:MARK_LENGTH]

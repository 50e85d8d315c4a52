"""What somebody told us is wrong with a listing, and the receipt with which they can see what came of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

RECEIPT_LENGTH = 10
# Without the letters that are read as digits, and without U, so that no receipt spells a rude word.
RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OILU", "011V")


class ReportReason(StrEnum):
    NUMBER = "number"
    CLOSED = "closed"
    AGE_OR_AREA = "age-or-area"
    SAID_NO = "said-no"
    WAIT = "wait"
    NOT_SAFE = "not-safe"
    OTHER = "other"

    @property
    def tells_of_listing(self) -> bool:
        """It says that the listing is wrong, whatever else its words say: an editor always hears of it."""
        return self not in (ReportReason.NOT_SAFE, ReportReason.OTHER)


class ReportState(StrEnum):
    RECEIVED = "received"
    LOOKING = "being looked at"
    ANSWERED = "answered"


class ReportOutcome(StrEnum):
    """What came of it; `LEFT` is that the listing was right."""

    FIXED = "fixed"
    LEFT = "left"
    PASSED_ON = "passed-on"
    CANNOT_TELL = "cannot-tell"


class Wordless(StrEnum):
    """Why a report has no words: the safeguarding lead has them, or too many had come to keep more."""

    WITH_THE_LEAD = "with the lead"
    TOO_MANY = "too many"


@dataclass(frozen=True, kw_only=True)
class ListingReport:
    """One report. It holds nothing about who sent it: `received_at` is cut to the hour.

    A safeguarding one is for the safeguarding lead alone and never for the provider. `note` is what we answered,
    `what_was_done` is for admins alone.
    """

    id: int
    service_id: str
    reason: ReportReason
    text: str
    is_safeguarding: bool
    received_at: datetime
    state: ReportState = ReportState.RECEIVED
    outcome: ReportOutcome | None = None
    note: str | None = None
    answered_at: datetime | None = None
    what_was_done: str | None = None
    wordless: Wordless | None = None


def new_receipt() -> str:
    """A code nobody can guess: fifty random bits."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))


def read_receipt(typed: str) -> str | None:
    """The code as it was made, however it was typed; None when it cannot be one of ours."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(MISREAD)
    return code if len(code) == RECEIPT_LENGTH and set(code) <= set(RECEIPT_ALPHABET) else None


def show_receipt(code: str) -> str:
    """In two groups, to be copied by hand."""
    return f"{code[:5]}-{code[5:]}"


def hash_receipt(code: str) -> str:
    return sha256(f"receipt:{code}".encode()).hexdigest()

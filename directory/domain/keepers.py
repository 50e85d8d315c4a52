"""Keepers: the people who keep listings true. Nobody else has an account."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from directory.domain.errors import EmailNotUnderstood

LINK_LASTS = timedelta(minutes=60)
SESSION_LASTS = timedelta(hours=12)
SECOND_STEP_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)
REMINDER_LASTS = timedelta(days=30)
# How long an address stays beside what its keeper changed, after the keeper has left.
ADDRESS_KEPT = timedelta(days=365)
LONGEST_EMAIL = 254
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
EMAIL_HINT = "Enter an email address, like name@example.org"


class Role(StrEnum):
    PROVIDER = "provider"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def is_editor(self) -> bool:
        """May review what others wrote. An admin may do all that an editor may."""
        return self is not Role.PROVIDER

    @property
    def needs_second_step(self) -> bool:
        return self.is_editor


RANKS = (Role.PROVIDER, Role.EDITOR, Role.ADMIN)


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """An account. `organisations` are the ids of those whose listings a provider keeps."""

    id: int
    email: str
    role: Role
    joined_at: datetime
    left_at: datetime | None = None
    organisations: frozenset[str] = frozenset()

    @property
    def known_as(self) -> str:
        """How the audit and versions name a keeper: by number, so that an address can be wiped in one place."""
        return f"keeper {self.id}"

    def keeps(self, organisation_id: str) -> bool:
        """May see to the listings of this organisation."""
        return self.role.is_editor or organisation_id in self.organisations

    def may_invite(self, role: Role, organisation_id: str | None) -> bool:
        """Providers invite colleagues to what they keep; editors invite providers; admins invite anybody."""
        if role is Role.PROVIDER:
            return organisation_id is not None and self.keeps(organisation_id)
        return self.role is Role.ADMIN


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """One asking to sign in, by whoever; `keeper_id` is None where nobody has the address, or it was asked too often."""

    id: int
    keeper_id: int | None
    made_at: datetime
    ends_at: datetime
    misses: int = 0


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody signed in. Not whole until the second step is done; `new_secret` is a sealed one that is being set up."""

    keeper_id: int
    made_at: datetime
    ends_at: datetime
    is_whole: bool
    new_secret: str | None = None


@dataclass(frozen=True, kw_only=True)
class SecondStep:
    """What a keeper's app shares with us. `last_used` is the half-minute of the newest code taken: none works twice."""

    keeper_id: int
    secret: str
    salt: str
    set_up_at: datetime
    last_used: int = 0


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """`invited_by` is a keeper's number, or None when it was a command. Ended when accepted, or replaced by the next."""

    id: int
    email: str
    role: Role
    organisation_id: str | None
    invited_by: int | None
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None


class ClaimState(StrEnum):
    WAITING = "waiting"
    PROVED = "proved"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Somebody says that a listing is theirs. `rang` is the number that proved it, `found_at` where we found that number."""

    id: int
    service_id: str
    email: str
    work: str
    made_at: datetime
    state: ClaimState = ClaimState.WAITING
    decided_by: str | None = None
    decided_at: datetime | None = None
    rang: str | None = None
    found_at: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderLink:
    """A personal way to one listing without signing in: to confirm, and for what goes live at once. Nothing more."""

    keeper_id: int
    service_id: str
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at


def read_email(typed: str) -> str:
    """The address in small letters, or raise `EmailNotUnderstood` with what to type instead."""
    email = typed.strip().lower()
    if not email:
        raise EmailNotUnderstood("Enter your email address")
    name = email.partition("@")[0]
    if len(email) > LONGEST_EMAIL or ".." in email or name.startswith(".") or not EMAIL.fullmatch(email):
        raise EmailNotUnderstood(EMAIL_HINT)
    return email


def higher(one: Role, other: Role) -> Role:
    """Of two roles, the one that may do more."""
    return max(one, other, key=RANKS.index)


def moment(now: datetime) -> datetime:
    """A time as it is stored: in UTC and to the second, so that two can be compared as text."""
    return now.astimezone(UTC).replace(microsecond=0)


def new_secret() -> str:
    """What nobody can guess, fit for an address or a cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is stored of a secret with that much chance in it."""
    return sha256(f"keepers:{secret}".encode()).hexdigest()

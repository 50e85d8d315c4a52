"""A service that is not listed yet: sent in by those who run it, or named by somebody who knows of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from directory.domain.errors import DirectoryError, NotFound
from directory.domain.organisations import Inclusion, OrganisationKind

CONFIRM_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=60)


class ProposalState(StrEnum):
    UNCONFIRMED = "address not confirmed"
    WAITING = "waiting"
    ASKED = "a question was asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


OPEN = frozenset({ProposalState.WAITING, ProposalState.ASKED})


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What those who run a service told of it. `area` and `other_way` are in their own words. None was left out."""

    organisation: str
    name: str
    summary: str
    area: str
    kind: OrganisationKind | None = None
    number: str | None = None
    for_whom: str | None = None
    youngest: int | None = None
    oldest: int | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    other_way: str | None = None


@dataclass(frozen=True)
class Question:
    """What an editor asked, and what was answered."""

    text: str
    answer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One "add our service". `who` and `sender` are the person's own name and address: for editors, never for a page.

    `letters` counts those that asked to confirm the address. `reason` is why it was declined.
    """

    id: int
    offered: Offered
    inclusion: Inclusion
    who: str
    sender: str
    made_at: datetime
    state: ProposalState = ProposalState.UNCONFIRMED
    confirmed_at: datetime | None = None
    letters: int = 1
    questions: tuple[Question, ...] = ()
    reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    organisation_id: str | None = None
    service_id: str | None = None


class MissingOutcome(StrEnum):
    """What became of a service that somebody told us about."""

    ASKED = "asked"
    LISTED = "listed"
    HERE_ALREADY = "here already"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class MissingService:
    """Somebody knows a service that is not here. It holds nothing about who: `received_at` is cut to the hour.

    A worry is one whose words tell of danger or of how somebody behaved: for the safeguarding lead.
    """

    id: int
    name: str
    place: str
    text: str
    is_worry: bool
    received_at: datetime
    outcome: MissingOutcome | None = None
    note: str | None = None
    decided_by: str | None = None
    answered_at: datetime | None = None


class ProposalNotFound(NotFound):
    """Nothing that was sent in has this number, receipt or link."""


class TooManyProposals(DirectoryError):
    """So much has been sent in that no more is taken for now; the text says when to try again."""


class ProposalAnswered(DirectoryError):
    """Somebody has answered it already; the text says how."""

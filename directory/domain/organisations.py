"""Who runs a service, and what they have declared about themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from directory.domain.events import Action


class OrganisationKind(StrEnum):
    NHS = "NHS"
    COUNCIL = "council"
    SCHOOL = "school or college"
    CHARITY = "charity"
    COMMUNITY_GROUP = "community group"
    COMPANY = "company"


class IdentifierScheme(StrEnum):
    CHARITY = "charity"
    COMPANY = "company"
    ODS = "ODS"


@dataclass(frozen=True)
class Identifier:
    scheme: IdentifierScheme
    value: str


@dataclass(frozen=True)
class Inclusion:
    """What an organisation declares, once a year, to be listed. None is not declared and not checked.

    "Not yet" is an answer: False, or of the legal body an empty text. An empty `regulator` says that none is due.
    `declared_by` is the keeper, as the audit names them; None where it came with a seed, or from the first form.
    """

    legal_body: str | None = None
    safeguarding_lead: bool | None = None
    lead_role: str | None = None
    safeguarding_policy: bool | None = None
    safeguarding_policy_on: date | None = None
    dbs_checks: bool | None = None
    insured: bool | None = None
    regulator: str | None = None
    declared_on: date | None = None
    declared_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Organisation:
    id: str
    slug: str
    name: str
    kind: OrganisationKind | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    inclusion: Inclusion = Inclusion()
    suspended_on: date | None = None


@dataclass(frozen=True)
class OrganisationVersion:
    """What an organisation told at one time, and who made it so, by which act.

    `action` is None where nobody here did: it was found like this, as when an import had brought it.
    """

    organisation_id: str
    number: int
    told: Organisation
    made_by: str
    action: Action | None
    made_at: datetime

"""Who may be listed: what an organisation declares of itself each year, what is missing, and what an editor looked up."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.domain.organisations import Inclusion, Organisation

DECLARED_EVERY = timedelta(days=365)


class InclusionFact(StrEnum):
    """One thing that is asked of whoever is listed."""

    LEGAL_BODY = "legal body"
    LEAD = "safeguarding lead"
    POLICY = "safeguarding policy"
    DBS = "DBS checks"
    INSURANCE = "insurance"
    REGULATOR = "regulator"


class Standing(StrEnum):
    """What was told of one thing."""

    TOLD = "told"
    NOT_YET = "not yet"
    NOT_TOLD = "not told"


@dataclass(frozen=True, kw_only=True)
class InclusionCheck:
    """An editor looked one thing up. `where` is what they looked in; `is_right` whether it says what was declared."""

    organisation_id: str
    fact: InclusionFact
    where: str
    is_right: bool
    checked_by: str
    checked_on: date


@dataclass(frozen=True)
class Due:
    """An organisation with a public listing that is to declare again, or for the first time (`declared_on` is None)."""

    organisation: Organisation
    declared_on: date | None


def standings(said: Inclusion) -> dict[InclusionFact, Standing]:
    """What was told of each thing, in the order it is asked."""
    policy = True if said.safeguarding_policy_on else said.safeguarding_policy
    return {
        InclusionFact.LEGAL_BODY: _of_text(said.legal_body),
        InclusionFact.LEAD: _of_answer(said.safeguarding_lead),
        InclusionFact.POLICY: _of_answer(policy),
        InclusionFact.DBS: _of_answer(said.dbs_checks),
        InclusionFact.INSURANCE: _of_answer(said.insured),
        InclusionFact.REGULATOR: Standing.NOT_TOLD if said.regulator is None else Standing.TOLD,
    }


def missing_from(said: Inclusion) -> tuple[InclusionFact, ...]:
    """What has not been told, or is not there yet."""
    return tuple(fact for fact, standing in standings(said).items() if standing is not Standing.TOLD)


def is_overdue(said: Inclusion, today: date) -> bool:
    """Never declared, or more than a year ago."""
    return said.declared_on is None or today - said.declared_on > DECLARED_EVERY


def _of_text(told: str | None) -> Standing:
    return Standing.NOT_TOLD if told is None else Standing.TOLD if told else Standing.NOT_YET


def _of_answer(told: bool | None) -> Standing:
    return Standing.NOT_TOLD if told is None else Standing.TOLD if told else Standing.NOT_YET

"""What an organisation declares to be listed, and what was looked up of it, in words for every page."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.inclusion import InclusionCheck, InclusionFact, Standing, standings
from directory.domain.organisations import Inclusion
from directory.web.filters import day

INCLUSION_LABELS = {
    InclusionFact.LEGAL_BODY: "What it is by law",
    InclusionFact.LEAD: "Someone in charge of keeping children safe",
    InclusionFact.POLICY: "A written plan for it",
    InclusionFact.DBS: "Police checks (DBS)",
    InclusionFact.INSURANCE: "Insured",
    InclusionFact.REGULATOR: "Watched over by",
}


@dataclass(frozen=True)
class Said:
    """One thing that is asked of whoever is listed: what it is called, and its words or None."""

    label: str
    words: str | None
    unsure: bool = False


def declared(said: Inclusion) -> list[Said]:
    """What was declared; "not yet" is an answer, and not the same as silence."""
    policy_on = said.safeguarding_policy_on
    told = {
        InclusionFact.LEGAL_BODY: said.legal_body,
        InclusionFact.LEAD: f"Yes: {said.lead_role}" if said.lead_role else "Yes",
        InclusionFact.POLICY: f"Yes, from {day(policy_on)}" if policy_on else "Yes",
        InclusionFact.DBS: "Yes",
        InclusionFact.INSURANCE: "Yes",
        InclusionFact.REGULATOR: said.regulator or "Nobody needs to, for what they do",
    }
    standing = standings(said)
    return [Said(label, _words(told[fact], standing[fact])) for fact, label in INCLUSION_LABELS.items()]


def looked_up(checks: Iterable[InclusionCheck]) -> list[Said]:
    """The newest look at each thing, from checks that are newest first. What nobody looked up has no words."""
    newest: dict[InclusionFact, InclusionCheck] = {}
    for check in checks:
        newest.setdefault(check.fact, check)
    return [Said(label, _found(newest[fact]) if fact in newest else None) for fact, label in INCLUSION_LABELS.items()]


def _found(check: InclusionCheck) -> str:
    return f"{'It is as they say' if check.is_right else 'We could not find it'}. Looked up on {day(check.checked_on)}"


def _words(words: str | None, standing: Standing) -> str | None:
    return words if standing is Standing.TOLD else "Not yet" if standing is Standing.NOT_YET else None

"""One service of a feed into what it tells: HSDS 1 to 3, Open Referral UK 1 and 3, and Outpost."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.domain.eligibility import AgeRule
from directory.domain.organisations import Identifier, IdentifierScheme, OrganisationKind
from directory.domain.services import Cost, CostKind, Status, Threshold
from directory.domain.source_record import SourceRecord
from directory.openreferral.contacts import read_contacts
from directory.openreferral.hours import read_schedules, words_of
from directory.openreferral.places import AreaNamed, is_virtual, read_catchment, read_locations
from directory.openreferral.terms import TermReader
from directory.openreferral.text import first_text, line_of, list_of, object_of, text_of

LONGEST_NAME = 200
OPEN_TOP = 99  # "0 to 100" and "0 to 120" are a form's way of saying that there is no upper age
LINES_OF_NEXT = 4
SCHEMES = {
    "gb-chc": IdentifierScheme.CHARITY,
    "charity number": IdentifierScheme.CHARITY,
    "gb-coh": IdentifierScheme.COMPANY,
    "company number": IdentifierScheme.COMPANY,
    "ods": IdentifierScheme.ODS,
    "gb-nhs": IdentifierScheme.ODS,
}
_FREE = re.compile(r"\b(?:free|no (?:charge|cost|fees?))\b", re.IGNORECASE)
_NOT_FREE = re.compile(r"[£$€]\s?\d|\bnot free\b|\bfrom \d", re.IGNORECASE)


@dataclass(frozen=True)
class ServiceReader:
    """Reads the services of one feed. `area_named` finds a council, board or nation by its exact name."""

    terms: TermReader
    area_named: AreaNamed
    today: date

    def read_all(self, services: Iterable[dict[str, Any]]) -> Iterator[SourceRecord]:
        for row, service in enumerate(services, start=1):
            yield self.read(service, row)

    def read(self, service: dict[str, Any], row: int) -> SourceRecord:
        """Everything one service tells. Never raises: what makes no sense is left out and spoken of in the warnings."""
        warnings: list[str] = []
        name = (line_of(service.get("name")) or "")[:LONGEST_NAME]
        facts, others = self.terms.read(service)
        facts |= self._facts(service, warnings)
        assumed = {"status"} if _is_status_blank(service) else set()
        if facts["cost"] and facts["cost"].kind is CostKind.DEPENDS:
            assumed.add("cost")
        return SourceRecord(
            row=row,
            id=line_of(service.get("id")),
            name=name,
            organisation=_organisation(service, name),
            facts={field: value for field, value in facts.items() if value not in (None, (), frozenset())},
            assumed=frozenset(assumed),
            ages_prose="\n".join(_prose(service)),
            needs_prose="\n".join([text_of(service.get("description")) or "", ", ".join(others)]).strip(),
            warnings=tuple(dict.fromkeys(warnings)),
            refused=None if any(char.isalnum() for char in name) else "there is no name in this service",
        )

    def _facts(self, service: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
        given_hours = [*list_of(service.get("schedules")), *list_of(service.get("regular_schedules"))]
        given_hours += list_of(service.get("regular_schedule"))
        contacts = read_contacts(service, read_schedules(given_hours, self.today), self.today)
        said_for = text_of(service.get("eligibility_description")) or _eligibility_words(service)
        return {
            "description": _description(service, hours=None if contacts else words_of(given_hours)),
            "summary": line_of(service.get("summary")),
            "url": line_of(service.get("url")),
            "status": _status(service, warnings),
            "age_rules": _age_rules(service, warnings),
            "catchment": read_catchment(service, self.area_named, warnings),
            "threshold": Threshold(for_plain=said_for) if said_for else None,
            "cost": _cost(service),
            "languages": _languages(service),
            "interpreters": True if text_of(service.get("interpretation_services")) else None,
            "what_happens_next": _next_lines(service),
            "contact_points": contacts,
            "locations": read_locations(service),
            **({"how": frozenset({"online"})} if is_virtual(service) else {}),
            **({"routes": frozenset({"self"})} if service.get("needs_referral") is False else {}),
        }


def _description(service: dict[str, Any], hours: str | None) -> str | None:
    """With the hours in words at its end when there is no telephone they could belong to."""
    parts = [text_of(service.get("description")), f"Open: {hours}." if hours else None]
    return "\n\n".join(part for part in parts if part) or None


def _organisation(service: dict[str, Any], name: str) -> dict[str, Any]:
    given = object_of(service.get("organization")) or object_of(service.get("organisation"))
    numbers = tuple(dict.fromkeys(_identifiers(given)))
    told = {
        "name": (line_of(given.get("name")) or name)[:LONGEST_NAME],
        "description": text_of(given.get("description")),
        "url": line_of(given.get("website")) or line_of(given.get("url")),
        "email": line_of(given.get("email")),
        "identifiers": numbers or None,
        "kind": OrganisationKind.CHARITY if any(one.scheme is IdentifierScheme.CHARITY for one in numbers) else None,
    }
    return {field: value for field, value in told.items() if value is not None}


def _identifiers(organisation: dict[str, Any]) -> Iterator[Identifier]:
    for one in list_of(organisation.get("organization_identifiers")):
        named = (line_of(one.get(name)) or "" for name in ("identifier_scheme", "identifier_type"))
        scheme = next((SCHEMES[name.lower()] for name in named if name.lower() in SCHEMES), None)
        value = line_of(one.get("identifier"))
        if scheme and value:
            yield Identifier(scheme, value)


def _is_status_blank(service: dict[str, Any]) -> bool:
    return line_of(service.get("status")) is None


def _status(service: dict[str, Any], warnings: list[str]) -> Status | None:
    """A feed that leaves it blank lists what it has as running; that is assumed, not told."""
    said = line_of(service.get("status"))
    if said is None:
        return Status.ACTIVE
    for status in Status:
        if said.lower() == status.value:
            return status
    warnings.append(f"its status “{said[:40]}” is none we know, and was left out")
    return None


def _age_rules(service: dict[str, Any], warnings: list[str]) -> tuple[AgeRule, ...] | None:
    given = [service, *list_of(service.get("eligibilitys")), *list_of(service.get("eligibility"))]
    rules = [_age_rule(one, warnings) for one in given]
    return tuple(dict.fromkeys(rule for rule in rules if rule)) or None


def _age_rule(given: dict[str, Any], warnings: list[str]) -> AgeRule | None:
    """Both ends of an age; nought to nought, and ends that cross, tell nothing."""
    low, high = (_age(given.get(f"{name}imum_age"), given.get(f"{name}_age")) for name in ("min", "max"))
    if high is not None and high > OPEN_TOP:
        high = None
    if (low is None and high is None) or (low == 0 and high == 0):
        return None
    if low is not None and (low > OPEN_TOP or (high is not None and low > high)):
        warnings.append(f"its ages {low} to {high} make no sense, and were left out")
        return None
    return AgeRule(low, high)


def _age(*given: Any) -> int | None:
    for value in given:
        try:
            age = float(value)
        except (TypeError, ValueError):
            continue
        if not isinstance(value, bool) and 0 <= age < 1000:
            return int(age)
    return None


def _eligibility_words(service: dict[str, Any]) -> str | None:
    """`eligibility` is a sentence in some feeds, a code in others and a list in others again."""
    given = service.get("eligibility")
    said = [text_of(given)] if isinstance(given, str) else [text_of(one.get("eligibility")) for one in list_of(given)]
    words = [text for text in said if text and " " in text]
    return "\n".join(dict.fromkeys(words)) or None


def _prose(service: dict[str, Any]) -> Iterator[str]:
    for text in (
        text_of(service.get("eligibility_description")),
        _eligibility_words(service),
        text_of(service.get("description")),
        text_of(service.get("application_process")),
    ):
        if text:
            yield text


def _cost(service: dict[str, Any]) -> Cost | None:
    """Free only when that is what it says; prices are kept in its own words."""
    options = [_option(one) for one in list_of(service.get("cost_options"))]
    words = "; ".join(dict.fromkeys(text for _, text in options if text))
    note = first_text(service, ("fees_description", "fees")) or words or None
    amounts = [amount for amount, _ in options if amount is not None]
    if service.get("free") is True or (amounts and not any(amounts)):
        return Cost(CostKind.FREE)
    if amounts:
        return Cost(CostKind.PAY if all(amounts) else CostKind.DEPENDS, note)
    if note is None:
        return Cost(CostKind.PAY) if service.get("free") is False else None
    plainly_free = _FREE.search(note) and not _NOT_FREE.search(note) and len(note) <= 60
    return Cost(CostKind.FREE) if plainly_free else Cost(CostKind.DEPENDS, note)


def _option(given: dict[str, Any]) -> tuple[float | None, str]:
    try:
        amount = float(str(given.get("amount")))
    except ValueError:
        amount = None
    words = [line_of(given.get("option")), line_of(given.get("amount_description")) or line_of(given.get("cost_type"))]
    price = f"£{amount:.2f}".removesuffix(".00") if amount else None
    return amount, " ".join(part for part in (words[0], price, words[1]) if part)


def _next_lines(service: dict[str, Any]) -> tuple[str, ...] | None:
    """How to apply, in at most four lines; the last holds what is left."""
    lines = [
        line.lstrip("* ") for line in (text_of(service.get("application_process")) or "").split("\n") if line.strip("* ")
    ]
    rest = [" ".join(lines[LINES_OF_NEXT - 1 :])] if len(lines) >= LINES_OF_NEXT else []
    return tuple(lines[: LINES_OF_NEXT - 1] + rest) or None


def _languages(service: dict[str, Any]) -> tuple[str, ...] | None:
    names = (line_of(one.get("name")) or line_of(one.get("language")) for one in list_of(service.get("languages")))
    return tuple(dict.fromkeys(name for name in names if name)) or None

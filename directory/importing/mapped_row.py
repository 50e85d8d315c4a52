"""One row of a spreadsheet, read by its mapping into what it tells of a service."""

from collections.abc import Mapping
from typing import Any

from directory.domain.eligibility import AgeRule, Audience, AudienceMode
from directory.domain.organisations import Identifier, IdentifierScheme
from directory.domain.places import Point
from directory.domain.services import Confidentiality, ContactPoint, Cost, CostKind, Location, Threshold
from directory.domain.source_record import SourceRecord
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.casing import tidy_capitals
from directory.importing.cells import clean, clean_line
from directory.importing.mapping import CHANNEL_FACTS, JOINED_BY, LIST_OF_SLUGS, READERS, SheetMapping
from directory.importing.shorthand import NotUnderstood

LONGEST_NAME = 200
OPEN_TOP = 100  # a form's way of saying that there is no upper age
PLAIN_FIELDS = (
    "summary",
    "description",
    "url",
    "sector",
    "languages",
    "interpreters",
    "status",
    "opens_again_on",
    "ends_on",
    "taking_new_people",
    "taking_new_people_on",
    "advice_line",
    "usable_while_waiting",
    "takes_refused",
    "while_you_wait",
)
ORGANISATION_FIELDS = {
    "organisation": "name",
    "organisation_kind": "kind",
    "organisation_description": "description",
    "organisation_url": "url",
    "organisation_email": "email",
}
IDENTIFIERS = {
    "charity_number": IdentifierScheme.CHARITY,
    "company_number": IdentifierScheme.COMPANY,
    "ods_code": IdentifierScheme.ODS,
}
THRESHOLD = {
    "for": "for_plain",
    "for_professionals": "for_professional",
    "not_for": "not_for_plain",
    "not_for_professionals": "not_for_professional",
    "try_instead": "try_instead",
}
CONFIDENTIALITY = {
    "tells_parents": "parents",
    "tells_school": "school",
    "tells_gp": "gp",
    "agrees_alone_from": "agrees_alone_from",
    "anonymous": "anonymous",
}
LOCATION = ("address", "city", "postcode", "step_free", "accessible_toilet", "hearing_loop", "quiet_space", "access_note")


def read_row(number: int, row: Mapping[str, str], mapping: SheetMapping, taxonomy: Taxonomy) -> SourceRecord:
    """Every fact of a row. A cell that cannot be read is left out and spoken of in the warnings."""
    warnings: list[str] = []
    told = _told(row, mapping, taxonomy, warnings)
    name = (told.get("name") or "")[:LONGEST_NAME]
    facts = _facts(told, mapping, warnings)
    return SourceRecord(
        row=number,
        id=told.get("id"),
        name=name,
        organisation=_organisation(told),
        facts=facts,
        assumed=frozenset({"cost"} if "cost_note" in told and "cost" not in told else ()),
        ages_prose=_prose(row, mapping.prose.get("ages", ())),
        needs_prose=_prose(row, mapping.prose.get("needs", ())),
        warnings=tuple(dict.fromkeys(warnings)),
        closed_on=told.get("closed_on"),
        refused=_why_not(row, name, mapping),
    )


def _told(row: Mapping[str, str], mapping: SheetMapping, taxonomy: Taxonomy, warnings: list[str]) -> dict[str, Any]:
    told = dict(mapping.constants)
    for fact, names in mapping.columns.items():
        written = _written(fact, row, names, mapping)
        if written is None:
            continue
        try:
            value = READERS[fact](written)
        except NotUnderstood as error:
            warnings.append(f"{_spoken(fact)} was left out: {error}")
            continue
        if fact in LIST_OF_SLUGS:
            value = _known_slugs(value, LIST_OF_SLUGS[fact], fact, taxonomy, warnings)
        elif fact == "nhs_role":
            value = next(iter(_known_slugs((value,), Facet.NHS_ROLE, fact, taxonomy, warnings)), None)
        if value not in (None, (), ""):
            told[fact] = tidy_capitals(value, mapping.keep_capitals) if fact in mapping.tidy else value
    return told


def _written(fact: str, row: Mapping[str, str], names: tuple[str, ...], mapping: SheetMapping) -> str | None:
    """The cells of a fact as one text, each value said in our words where the mapping says how; None when all are blank."""
    meanings = mapping.values.get(fact, {})
    parts = []
    for name in names:
        text = clean(row.get(name, ""))
        if text is not None:
            meant = meanings.get(text.lower(), text)
            parts.append(meant.strip(" ,") if fact in JOINED_BY else meant)
    kept = [part for number, part in enumerate(parts) if part and part not in parts[:number]]
    return JOINED_BY.get(fact, " ").join(kept) or None


def _known_slugs(
    given: tuple[str, ...], facet: Facet, fact: str, taxonomy: Taxonomy, warnings: list[str]
) -> tuple[str, ...]:
    """Slugs of the taxonomy, also when they are written as their label."""
    by_label = {term.label.lower(): term.slug for term in taxonomy.of(facet)} | {t.slug: t.slug for t in taxonomy.of(facet)}
    for one in given:
        if one.lower() not in by_label:
            warnings.append(f"“{one[:40]}” is not one of the words used here for {_spoken(fact)}, and was left out")
    return tuple(dict.fromkeys(by_label[one.lower()] for one in given if one.lower() in by_label))


def _facts(told: Mapping[str, Any], mapping: SheetMapping, warnings: list[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {field: told[field] for field in PLAIN_FIELDS if field in told}
    facts |= {field: frozenset(told[field]) for field in ("needs", "kinds", "how", "routes", "level") if field in told}
    built = {
        "nhs_role": told.get("nhs_role"),
        "audiences": _audiences(told),
        "age_rules": _age_rules(told, warnings),
        "threshold": _built(Threshold, THRESHOLD, told),
        "confidentiality": _built(Confidentiality, CONFIDENTIALITY, told),
        "cost": _cost(told),
        "contact_points": _contact_points(told),
        "locations": _locations(told),
        "catchment": mapping.catchment,
    }
    return facts | {field: value for field, value in built.items() if value}


def _organisation(told: Mapping[str, Any]) -> dict[str, Any]:
    given = {field: told[fact] for fact, field in ORGANISATION_FIELDS.items() if fact in told}
    numbers = tuple(Identifier(scheme, told[fact]) for fact, scheme in IDENTIFIERS.items() if fact in told)
    given.setdefault("name", told.get("name", ""))
    return given | ({"identifiers": numbers} if numbers else {})


def _audiences(told: Mapping[str, Any]) -> frozenset[Audience] | None:
    welcoming = {Audience(slug, AudienceMode.WELCOMING) for slug in told.get("welcoming", ())}
    only = {Audience(slug, AudienceMode.ONLY) for slug in told.get("only_for", ())}
    slugs_only = {audience.slug for audience in only}
    return frozenset(only | {one for one in welcoming if one.slug not in slugs_only}) or None


def _age_rules(told: Mapping[str, Any], warnings: list[str]) -> tuple[AgeRule, ...] | None:
    if "ages" in told:
        ages: tuple[AgeRule, ...] = told["ages"]
        return ages
    return age_rules_between(told.get("minimum_age"), told.get("maximum_age"), warnings)


def age_rules_between(low: int | None, high: int | None, warnings: list[str]) -> tuple[AgeRule, ...] | None:
    """Two cells as an age range. Nought to nought, or a range that ends before it begins, tells nothing."""
    if high is not None and high >= OPEN_TOP:
        high = None
    if (low is None and high is None) or (low == 0 and high == 0):
        return None
    if low is not None and (low > OPEN_TOP or (high is not None and low > high)):
        warnings.append(f"the ages {low} to {high} make no sense, and were left out")
        return None
    return (AgeRule(low, high),)


def _built(kind: type[Any], fields: Mapping[str, str], told: Mapping[str, Any]) -> Any:
    given = {field: told[fact] for fact, field in fields.items() if fact in told}
    return kind(**given) if given else None


def _cost(told: Mapping[str, Any]) -> Cost | None:
    kind, note = told.get("cost"), told.get("cost_note")
    if kind is None and note is None:
        return None
    return Cost(kind or CostKind.DEPENDS, note)


def _contact_points(told: Mapping[str, Any]) -> tuple[ContactPoint, ...]:
    """Ways in; each gets its id once it is known which listing this is."""
    found = []
    for fact, channel in CHANNEL_FACTS.items():
        value = told.get(fact)
        for one in value if isinstance(value, tuple) else (value,):
            if one:
                found.append(ContactPoint("", channel, one))
    return tuple(found)


def _locations(told: Mapping[str, Any]) -> tuple[Location, ...]:
    given = {field: told[field] for field in LOCATION if field in told}
    if "location_name" in told:
        given["name"] = told["location_name"]
    masked = bool(told.get("masked"))
    if "latitude" in told and "longitude" in told and not masked and -90 <= told["latitude"] <= 90:
        given["point"] = Point(told["latitude"], told["longitude"])
    return (Location("", masked=masked, **given),) if given else ()


def _prose(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return "\n".join(text for name in names if (text := clean(row.get(name, ""))))


def _why_not(row: Mapping[str, str], name: str, mapping: SheetMapping) -> str | None:
    for rule in mapping.skips:
        if (clean_line(row.get(rule.column, "")) or "").lower() in rule.values:
            return rule.reason
    if not any(char.isalnum() for char in name):
        return "there is no name in this row"
    return None


def _spoken(fact: str) -> str:
    return fact.replace("_", " ")

"""What a source says now against what it said before and what stands here: which of the two is kept, field by field.

A field changes only when it still is what the source last gave. One that somebody edited or checked here stays, and
what the source says instead becomes a `Difference` for an editor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from directory.domain.checks import CHECKED_FIELDS, Check, CheckOutcome, CheckScope
from directory.domain.provenance import Provenance
from directory.domain.services import Service
from directory.domain.source_record import SourceRecord
from directory.store.codec import to_json

OF_ORGANISATION = "organisation."
TEXTS = ("summary", "description", "threshold")
ASSUMED_WITHOUT_TEXT = frozenset({"cost", "status"})
DEFAULTS = {field.name: None if field.default is MISSING else field.default for field in fields(Service)}


@dataclass(frozen=True)
class Told:
    """One field as a source gives it, with the JSON it is compared by."""

    value: Any
    json: str
    from_prose: bool


@dataclass(frozen=True)
class FieldChange:
    """A field that is not as the source last gave it. `kept` means that what stands here stays."""

    field: str
    told: Told
    ours: str
    kept: bool

    @property
    def differs(self) -> bool:
        return self.kept and self.told.json != self.ours


def tell(facts: Mapping[str, Any], assumed: frozenset[str]) -> dict[str, Told]:
    return {field: Told(value, to_json(value), field in assumed) for field, value in facts.items()}


def with_withdrawn(told: Mapping[str, Told], before: Mapping[str, Provenance]) -> dict[str, Told]:
    """Also every field the source gave once and now leaves blank: it is not told any more."""
    withdrawn = {field: DEFAULTS.get(field) for field in before if field not in told}
    return {**told, **tell(withdrawn, frozenset())}


def is_as_before(told: Mapping[str, Told], before: Mapping[str, Provenance]) -> bool:
    """The source says of every field exactly what it said the last time."""
    return all(
        field in before and before[field].imported == one.json and before[field].read_from_prose == one.from_prose
        for field, one in told.items()
    )


def changes(
    told: Mapping[str, Told],
    before: Mapping[str, Provenance],
    current: Mapping[str, Any],
    unconfirmed: frozenset[str],
    checked: frozenset[str],
) -> list[FieldChange]:
    """The fields the source says something new about, and for each whether what stands here stays."""
    found = []
    for field, one in told.items():
        known = before.get(field)
        if known and known.imported == one.json and known.read_from_prose == one.from_prose:
            continue
        ours = to_json(current.get(field))
        kept = field in checked or _is_kept(known, ours, field in unconfirmed, to_json(DEFAULTS.get(field)))
        found.append(FieldChange(field, one, ours, kept))
    return found


def without_unread(
    found: list[FieldChange], record: SourceRecord, before: Mapping[str, Provenance], current: Mapping[str, Any]
) -> list[FieldChange]:
    """Without what was read, or is read no more, from a text that is left out because another one stands here."""
    taken = {one.field for one in found if not one.kept}
    left_out = [
        record.facts[text]
        for text in TEXTS
        if text in record.facts and text not in taken and to_json(record.facts[text]) != to_json(current.get(text))
    ]
    read = {field for field, known in before.items() if known.read_from_prose and field not in record.facts}
    read |= record.assumed
    return [one for one in found if not (one.field in read and _is_read_from(one.field, left_out, record))]


def _is_read_from(field: str, texts: Iterable[Any], record: SourceRecord) -> bool:
    """Every sentence it may have been read from counts, however its spaces are set in the text."""
    if field in ASSUMED_WITHOUT_TEXT:
        return False
    prose = record.ages_prose if field == "age_rules" else record.needs_prose
    lines = [plain for line in prose.splitlines() if (plain := _spaced(line))]
    return any(line in _spaced(text) for text in map(_words_of, texts) for line in lines)


def _words_of(text: Any) -> str:
    return text if isinstance(text, str) else " ".join(one for one in vars(text).values() if isinstance(one, str))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_kept(known: Provenance | None, ours: str, is_unconfirmed: bool, blank: str) -> bool:
    if known is None:
        return ours != blank
    confirmed = known.read_from_prose and not is_unconfirmed
    return known.kept_here or confirmed or known.imported != ours


def fields_checked(checks: Iterable[Check], service: Service) -> frozenset[str]:
    """Every known field that a person has confirmed since the listing was first published; blanks are not confirmed."""
    since = service.published_on
    scopes = {
        check.scope
        for check in checks
        if check.outcome is CheckOutcome.CONFIRMED and (since is None or check.checked_on >= since)
    }
    if CheckScope.ALL in scopes:
        covered: frozenset[str] = frozenset(DEFAULTS)
    else:
        covered = frozenset(field for scope in scopes for field in CHECKED_FIELDS[scope])
    return frozenset(field for field in covered if getattr(service, field) != DEFAULTS.get(field))

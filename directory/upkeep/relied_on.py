"""One number, address or link that several listings rely on: who they are, and carrying a change to all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.changes import EditConflict
from directory.domain.errors import NotFound
from directory.domain.facts import Change, fact_of, with_changes
from directory.domain.services import Service
from directory.publishing.editing import publish_edit
from directory.store.contacts import ContactUse, all_council_numbers, contacts_in_use, contacts_of_organisations
from directory.store.crisis_lines import get_crisis_lines
from directory.store.services import get_service
from directory.store.versions import latest_version

KINDS = {"phone": "number", "text": "number", "email": "email"}
REASON = "The same contact was changed in every listing that has it. Confirmed through: {}"


class ContactNotFound(NotFound):
    """Nothing public names it any more."""


@dataclass(frozen=True)
class Relied:
    """One contact, whatever its spelling, with the listings that name it and what else stands on it."""

    key: str
    kind: str
    value: str
    uses: tuple[ContactUse, ...]
    others: tuple[str, ...] = field(default_factory=tuple)

    @property
    def listings(self) -> int:
        return len({use.service_id for use in self.uses})


@dataclass(frozen=True)
class Carried:
    """What became of each listing: the changed ones as they were before, of those that were left the ids."""

    changed: tuple[Service, ...]
    left: tuple[str, ...]


def relied_on(db: Database) -> tuple[Relied, ...]:
    """Every contact that more than one listing names, the one that most rely on first."""
    several = [one for one in _all(db) if one.listings > 1]
    return tuple(sorted(several, key=lambda one: (-one.listings, one.value)))


def get_relied(db: Database, key: str) -> Relied:
    """One contact, or raise `ContactNotFound`."""
    for one in _all(db):
        if one.key == key:
            return one
    raise ContactNotFound("No public listing names it any more.")


def carry(
    db: Database, one: Relied, new: str, wanted: Sequence[tuple[str, str]], *, through: str, by: str, now: datetime
) -> Carried:
    """Put `new` in place of it in these facts (listing and field), public at once. `through` is how it was confirmed.

    A listing where it is not what it was any more is left as it is.
    """
    changed: dict[str, Service] = {}
    left: list[str] = []
    for use in one.uses:
        if (use.service_id, use.field) in wanted:
            before = get_service(db, use.service_id)
            if _carry_to(db, before, use, new, reason=REASON.format(through), by=by, now=now):
                changed.setdefault(before.id, before)
            else:
                left.append(use.service_id)
    return Carried(tuple(changed.values()), tuple(dict.fromkeys(left)))


def plain(kind: str, value: str) -> str:
    """The same for every spelling of one contact."""
    if kind == "number":
        digits = re.sub(r"\D", "", value)
        return "0" + re.sub(r"^(0044|44)0?", "", digits) if re.match(r"\s*(\+|00)", value) else digits
    told = value.strip().lower()
    return told if kind == "email" else re.sub(r"^https?://(www\.)?", "", told).rstrip("/")


def key_of(kind: str, value: str) -> str:
    return sha256(f"contact:{kind}:{plain(kind, value)}".encode()).hexdigest()[:16]


def _all(db: Database) -> Iterator[Relied]:
    uses: dict[str, list[ContactUse]] = defaultdict(list)
    for use in contacts_in_use(db):
        uses[key_of(_kind(use), use.value)].append(use)
    others = _others(db)
    for key, several in uses.items():
        kind = _kind(several[0])
        yield Relied(key, kind, several[0].value, tuple(several), tuple(others.get(key, ())))


def _kind(use: ContactUse) -> str:
    return KINDS.get(use.channel, "link")


def _others(db: Database) -> dict[str, list[str]]:
    """What is no listing and names a contact too."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in get_crisis_lines(db):
        found[key_of("number", line.number)].append(f"the crisis line {line.name}, on every page")
    for council, number in all_council_numbers(db):
        found[key_of("number", number)].append(f"the number of {council} for a worry about a child")
    for name, email, url in contacts_of_organisations(db):
        for kind, value in _told((("email", email), ("link", url))):
            found[key_of(kind, value)].append(f"{name}, as an organisation")
    return found


def _told(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((kind, value) for kind, value in pairs if value)


def _carry_to(db: Database, service: Service, use: ContactUse, new: str, *, reason: str, by: str, now: datetime) -> bool:
    if fact_of(service, use.field) != use.value:
        return False
    edited = with_changes(service, [Change(use.field, use.value, new)])
    try:
        publish_edit(db, edited, made_from=latest_version(db, service.id), by=by, now=now, reason=reason)
    except EditConflict:
        return False
    return True

"""What a later import says otherwise than we do: an editor takes it over, or leaves what is here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from directory.domain.changes import ContactNotConfirmed
from directory.domain.events import Action, Event, Subject
from directory.domain.facts import difference
from directory.domain.organisations import Organisation
from directory.domain.provenance import Difference
from directory.domain.risk import Risk, risk_of
from directory.domain.services import Service
from directory.publishing.editing import BEFORE_FIRST_EDIT, record
from directory.publishing.listings import keep
from directory.publishing.organising import keep_organisation
from directory.store.changes import read_fact
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.organisations import get_organisation
from directory.store.provenance import differences_of, drop_difference, get_provenances, save_provenance
from directory.store.services import get_service
from directory.store.versions import latest_version, save_version

OF_ORGANISATION = "organisation."
WAYS_TO_REACH_THEM = ("email", "url")


@dataclass(frozen=True)
class Otherwise:
    """What a source says otherwise, beside what stands here now. `mark` changes when either of the two does."""

    difference: Difference
    ours: Any
    theirs: Any

    @property
    def field(self) -> str:
        return self.difference.field

    @property
    def mark(self) -> str:
        told = (self.field, self.difference.source, to_json(self.ours), self.difference.theirs)
        return sha256("\n".join(told).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Settled:
    """The facts that were taken over and left, and how many an editor had not seen as they are now."""

    taken: tuple[str, ...]
    left: tuple[str, ...]
    missed: int
    has_new_contacts: bool = False


def told_otherwise(db: Database, service_id: str) -> tuple[Otherwise, ...]:
    """Every difference of one listing, with what stands here now."""
    service = get_service(db, service_id)
    organisation = get_organisation(db, service.organisation_id)
    return tuple(
        Otherwise(one, _here(service, organisation, one.field), read_fact(one.field, one.theirs))
        for one in differences_of(db, service_id)
    )


def settle(
    db: Database,
    service_id: str,
    *,
    take: Collection[str],
    leave: Collection[str],
    by: str,
    now: datetime,
    through: Mapping[str, str] | None = None,
) -> Settled:
    """Take over and leave many at once, by their marks: one edit. What has changed since it was seen is left open.

    A new way to reach somebody needs what it was confirmed `through`, by its mark, or `ContactNotConfirmed` is raised.
    """
    with writing(db):
        known = {one.mark: one for one in told_otherwise(db, service_id)}
        taken = list({one.field: one for mark, one in known.items() if mark in take}.values())
        left = [one for mark, one in known.items() if mark in leave and mark not in take]
        service = get_service(db, service_id)
        contacts = [one for one in taken if is_new_contact(service, one)]
        _make_theirs(db, service, taken, confirmed=_confirmed(contacts, through or {}), by=by, now=now)
        for one in (*taken, *left):
            drop_difference(db, one.difference)
        for one in taken:
            _follow(db, service_id, one.field, one.difference.source)
        missed = len({*take, *leave}) - len(taken) - len(left)
        return Settled(tuple(one.field for one in taken), tuple(one.field for one in left), missed, bool(contacts))


def _confirmed(contacts: Iterable[Otherwise], through: Mapping[str, str]) -> str:
    """Through what each of them was, or raise `ContactNotConfirmed`."""
    told = dict.fromkeys(through.get(one.mark, "") for one in contacts)
    if not all(told):
        raise ContactNotConfirmed("Say through what each new number or address was confirmed.")
    return "; ".join(told)


def is_new_contact(service: Service, one: Otherwise) -> bool:
    """Whether a source tells a number or address, of the listing or of who runs it, that was not here."""
    name = one.field.removeprefix(OF_ORGANISATION)
    if name != one.field:
        return name in WAYS_TO_REACH_THEM and one.theirs not in (None, one.ours)
    changes = difference(service, replace(service, **{name: one.theirs}))
    return any(risk_of(change) is Risk.CONFIRMED for change in changes)


def _make_theirs(
    db: Database, service: Service, taken: Sequence[Otherwise], *, confirmed: str, by: str, now: datetime
) -> None:
    service_id = service.id
    organisation = get_organisation(db, service.organisation_id)
    of_service = {one.field: one.theirs for one in taken if not one.field.startswith(OF_ORGANISATION)}
    of_organisation = {one.field.removeprefix(OF_ORGANISATION): one.theirs for one in taken if one.field not in of_service}
    sources = ", ".join(dict.fromkeys(one.difference.source for one in taken))
    because = f"Taken over from {sources}" + (f". Confirmed through: {confirmed}" if confirmed else "")
    if of_service or confirmed:
        if not latest_version(db, service_id):
            save_version(db, service, by=by, reason=BEFORE_FIRST_EDIT, at=now)
        edited = replace(service, **of_service, unconfirmed=service.unconfirmed - set(of_service))
        keep(db, edited, by=by, reason=because, now=now, is_edit=bool(of_service))
    if of_service:
        record(db, Action.EDITED, service_id, by=by, now=now, facts=tuple(of_service))
    if of_organisation:
        keep_organisation(db, replace(organisation, **of_organisation), action=Action.EDITED, by=by, now=now)
        add_event(db, Event(Action.EDITED, by, now, Subject.ORGANISATION, organisation.id, tuple(of_organisation)))


def _here(service: Service, organisation: Organisation, field: str) -> Any:
    name = field.removeprefix(OF_ORGANISATION)
    return getattr(service if name == field else organisation, name)


def _follow(db: Database, service_id: str, field: str, source: str) -> None:
    """From now on the field is as the source gives it, so the source may change it again."""
    known = get_provenances(db, [service_id], source)[service_id].get(field)
    if known:
        save_provenance(db, service_id, replace(known, kept_here=False))

"""Records of a source into listings: new ones published, changed ones brought up to date, all together or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.domain.organisations import Organisation
from directory.domain.provenance import Difference, Provenance
from directory.domain.services import ContactPoint, Location, Service, Status
from directory.domain.source_record import SourceRecord
from directory.importing.completing import AGES_WERE_READ
from directory.importing.merging import (
    OF_ORGANISATION,
    FieldChange,
    Told,
    changes,
    fields_checked,
    is_as_before,
    tell,
    with_withdrawn,
    without_unread,
)
from directory.importing.organisations import FILLED_FIELDS, REPLACED_FIELDS, OrganisationFinder
from directory.importing.report import Gone, ImportReport, Outcome, RowReport
from directory.publishing.listings import hold, publish
from directory.store.checks import get_checks
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.organisations import get_organisation, save_organisation
from directory.store.provenance import (
    follow_record,
    get_provenances,
    records_of_source,
    save_difference,
    save_provenances,
    save_record,
    second_records_of,
)
from directory.store.putting_away import get_put_away
from directory.store.redactions import fields_taken_out
from directory.store.services import get_service, get_services, new_code, new_slug

AT_ONCE = 200
OF_WHICH_ORGANISATION = (f"{OF_ORGANISATION}name", f"{OF_ORGANISATION}identifiers")


class Rehearsed(Exception):  # not a mistake: how a rehearsal ends, so that nothing of it stays
    pass


@dataclass
class Import:
    """One run over one source. Use `run` once; it is one transaction."""

    db: Database
    source: str
    by: str
    now: datetime
    held_back: bool = False
    rehearsal: bool = False
    _seen: set[str] = field(default_factory=set)
    _first_row: dict[str, int] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _second: frozenset[str] = frozenset()
    _put_away: frozenset[str] = frozenset()
    _taken_out: dict[str, frozenset[str]] = field(default_factory=dict)
    _ages_unread: set[int] = field(default_factory=set)

    def run(self, records: Iterable[SourceRecord], remarks: Iterable[str] = ()) -> ImportReport:
        """Apply every record, or rehearse it. An error anywhere leaves nothing behind."""
        rows: list[RowReport] = []
        gone: tuple[Gone, ...] = ()
        try:
            with writing(self.db):
                self._known = records_of_source(self.db, self.source)
                self._second = second_records_of(self.db, self.source)
                self._put_away = frozenset(get_put_away(self.db))
                self._taken_out = fields_taken_out(self.db)
                self._organisations = OrganisationFinder(self.db, self.source)
                for batch in _in_batches(records):
                    rows.extend(self._apply_batch(batch))
                gone = self._gone()
                if self.rehearsal:
                    raise Rehearsed
                add_event(self.db, Event(Action.IMPORTED, self.by, self.now, Subject.SOURCE, self.source))
        except Rehearsed:
            pass
        return ImportReport(self.source, tuple(rows), gone, tuple(remarks), self.rehearsal)

    def _apply_batch(self, batch: list[SourceRecord]) -> Iterator[RowReport]:
        keys = {id(record): record_key(record) for record in batch}
        ids = [self._known[key] for key in keys.values() if key in self._known]
        before = get_provenances(self.db, ids, self.source) if ids else {}
        for record in batch:
            key = keys[id(record)]
            outcome, reason = self._apply(record, key, before.get(self._known.get(key, ""), {}))
            yield RowReport(record.row, record.name or "(no name)", outcome, reason, self._warnings(record))

    def _warnings(self, record: SourceRecord) -> tuple[str, ...]:
        unread = {AGES_WERE_READ} if record.row in self._ages_unread else set()
        return tuple(one for one in record.warnings if one not in unread)

    def _apply(self, record: SourceRecord, key: str, before: Mapping[str, Provenance]) -> tuple[Outcome, str]:
        self._seen.add(key)
        if record.refused:
            return Outcome.REFUSED, record.refused
        first = self._first_row.setdefault(key, record.row)
        if first != record.row:
            return Outcome.REFUSED, f"this is the same service as row {first}"
        service_id = self._known.get(key)
        if key in self._second:
            return (
                Outcome.UNCHANGED,
                "the same as another row: an editor found that the two are one, and the other is followed",
            )
        if service_id in self._put_away:
            return Outcome.UNCHANGED, "an editor said that it is not for this directory"
        told = self._told(record, service_id or self._id(key))
        if service_id is None:
            return self._add(record, key, told)
        return self._update(record, key, service_id, with_withdrawn(told, before), before)

    def _told(self, record: SourceRecord, service_id: str) -> dict[str, Told]:
        facts = {"name": record.name, **record.facts, **_with_ids(record.facts, service_id)}
        if _is_over(record, self.now):
            facts["status"] = Status.DEFUNCT
        elif record.closed_on:
            facts.setdefault("ends_on", record.closed_on)
        organisation = {f"{OF_ORGANISATION}{name}": value for name, value in record.organisation.items()}
        taken_out = self._taken_out.get(service_id, frozenset())
        return tell({name: told for name, told in (facts | organisation).items() if name not in taken_out}, record.assumed)

    def _add(self, record: SourceRecord, key: str, told: Mapping[str, Told]) -> tuple[Outcome, str]:
        organisation = self._organisations.find_or_add(record.organisation)
        service_id = self._id(key)
        service = Service(
            id=service_id,
            slug=new_slug(self.db, record.name, organisation.name),
            code=new_code(self.db, service_id),
            organisation_id=organisation.id,
            unconfirmed=frozenset(name for name, one in told.items() if one.from_prose),
            **{name: one.value for name, one in told.items() if not name.startswith(OF_ORGANISATION)},
        )
        self._store(service, was_public=not self.held_back, reason=f"Imported from {self.source}")
        save_provenances(self.db, service_id, (self._provenance(name, one) for name, one in told.items()))
        save_record(self.db, self.source, key, service_id, self.now)
        self._known[key] = service_id
        return Outcome.IMPORTED, self._said_of_new(record)

    def _said_of_new(self, record: SourceRecord) -> str:
        if _is_over(record, self.now):
            return f"new, as a service that closed on {record.closed_on}: it is not found in searches"
        return "new, held back" if self.held_back else "new"

    def _update(
        self, record: SourceRecord, key: str, service_id: str, told: Mapping[str, Told], before: Mapping[str, Provenance]
    ) -> tuple[Outcome, str]:
        if is_as_before(told, before) and (self.held_back or not self._is_held(service_id)):
            return Outcome.UNCHANGED, "the same as last time"
        service = get_service(self.db, service_id)
        organisation = get_organisation(self.db, service.organisation_id)
        checked = fields_checked(get_checks(self.db, [service_id])[service_id], service)
        here = _current(service, organisation)
        everything = changes(told, before, here, service.unconfirmed, checked)
        found = self._read_from_what_stands(everything, record, before, here)
        if not found and (self.held_back or service.published_on):
            return Outcome.UNCHANGED, "the same as last time"
        taken = [change for change in found if not change.kept]
        if self.held_back and service.published_on:
            return Outcome.UNCHANGED, f"held back: the file now says something else about {_spoken(found)}"
        self._remember(service_id, found)
        if not taken and service.published_on:
            return Outcome.UNCHANGED, f"what was edited or checked here stays: {_spoken(found)}"
        updated = self._with_taken(service, organisation, record, taken)
        self._store(updated, was_public=not self.held_back, reason=f"Updated from {self.source}")
        save_record(self.db, self.source, key, service_id, self.now)
        return Outcome.UPDATED, _reason_of(found, newly_public=service.published_on is None and not self.held_back)

    def _read_from_what_stands(
        self,
        everything: list[FieldChange],
        record: SourceRecord,
        before: Mapping[str, Provenance],
        here: Mapping[str, Any],
    ) -> list[FieldChange]:
        found = without_unread(everything, record, before, here)
        if "age_rules" in {one.field for one in everything} - {one.field for one in found}:
            self._ages_unread.add(record.row)
        return found

    def _with_taken(
        self, service: Service, organisation: Organisation, record: SourceRecord, taken: list[FieldChange]
    ) -> Service:
        values = {change.field: change.told.value for change in taken if not change.field.startswith(OF_ORGANISATION)}
        if any(change.field in OF_WHICH_ORGANISATION for change in taken):
            organisation = self._organisations.find_or_add(record.organisation)
            values["organisation_id"] = organisation.id
        self._update_organisation(organisation, taken, renamed=organisation.id == service.organisation_id)
        marks = service.unconfirmed - set(values) | {change.field for change in taken if change.told.from_prose}
        return replace(service, **values, unconfirmed=marks)

    def _update_organisation(self, organisation: Organisation, taken: list[FieldChange], *, renamed: bool) -> None:
        """Its facts, and its name when one of its numbers says that it still is the same organisation."""
        replaced = [*REPLACED_FIELDS, *(["name"] if renamed else [])]
        names = {f"{OF_ORGANISATION}{name}": name for name in replaced}
        values = {names[change.field]: change.told.value for change in taken if change.field in names}
        if values:
            save_organisation(self.db, replace(organisation, **values))

    def _remember(self, service_id: str, found: list[FieldChange]) -> None:
        """What the source says now, and for an editor what it says otherwise than we do."""
        save_provenances(self.db, service_id, (self._provenance(one.field, one.told, kept=one.kept) for one in found))
        for one in found:
            if one.differs:
                save_difference(self.db, Difference(service_id, one.field, self.source, one.ours, one.told.json, self.now))

    def _provenance(self, name: str, told: Told, *, kept: bool = False) -> Provenance:
        return Provenance(name, self.source, told.json, read_from_prose=told.from_prose, kept_here=kept)

    def _store(self, service: Service, *, was_public: bool, reason: str) -> None:
        if was_public:
            publish(self.db, service, by=self.by, reason=reason, now=self.now)
        else:
            hold(self.db, service, now=self.now)

    def _is_held(self, service_id: str) -> bool:
        sql = "SELECT published_on IS NULL FROM services WHERE id = ?"
        return bool(self.db.execute(sql, [service_id]).fetchone()[0])

    def _gone(self) -> tuple[Gone, ...]:
        still_told = self._follow_seconds()
        missing = {key: one for key, one in self._known.items() if key not in self._seen and one not in still_told}
        names = {service.id: service.name for service in get_services(self.db, list(missing.values()))}
        gone = [Gone(names.get(service_id, "?"), key, service_id) for key, service_id in missing.items()]
        return tuple(sorted(gone, key=lambda one: (one.name.casefold(), one.record)))

    def _follow_seconds(self) -> frozenset[str]:
        """The listings of second records that are still told; where the first is told no more, the second is followed."""
        told = {key: self._known[key] for key in self._second & self._seen}
        first_told = {self._known[key] for key in self._seen - self._second if key in self._known}
        for key, service_id in told.items():
            if service_id not in first_told:
                follow_record(self.db, self.source, key)
                first_told.add(service_id)
        return frozenset(told.values())

    def _id(self, key: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"https://listings.example.org/imported/{self.source}/{key}"))


def record_key(record: SourceRecord) -> str:
    """What a record is known by: the source's own id, else organisation, name and postcode."""
    if record.id:
        return record.id
    places = [location.postcode or location.address or "" for location in record.facts.get("locations", ())]
    parts = [record.organisation.get("name", ""), record.name, *places]
    plain = "\n".join("".join(part.casefold().split()) for part in parts)
    return f"row-{sha256(plain.encode()).hexdigest()[:32]}"


def _is_over(record: SourceRecord, now: datetime) -> bool:
    return record.closed_on is not None and record.closed_on <= now.date()


def _with_ids(facts: Mapping[str, Any], service_id: str) -> dict[str, Any]:
    """Locations and contact points, numbered within their listing."""
    contacts: tuple[ContactPoint, ...] = facts.get("contact_points", ())
    locations: tuple[Location, ...] = facts.get("locations", ())
    numbered: dict[str, Any] = {}
    if contacts:
        numbered["contact_points"] = tuple(replace(one, id=f"{service_id}-c{n}") for n, one in enumerate(contacts, start=1))
    if locations:
        numbered["locations"] = tuple(replace(one, id=f"{service_id}-l{n}") for n, one in enumerate(locations, start=1))
    return numbered


def _current(service: Service, organisation: Organisation) -> dict[str, Any]:
    here = {name: getattr(service, name) for name in service.__dataclass_fields__}
    theirs = {f"{OF_ORGANISATION}{name}": getattr(organisation, name) for name in ("name", *FILLED_FIELDS)}
    return here | theirs


def _reason_of(found: list[FieldChange], *, newly_public: bool) -> str:
    taken = [change for change in found if not change.kept]
    kept = [change for change in found if change.kept]
    parts = ["it was held back and is public now"] if newly_public else []
    parts += [f"changed: {_spoken(taken)}"] if taken else []
    parts += [f"what was edited or checked here stays: {_spoken(kept)}"] if kept else []
    return "; ".join(parts)


def _spoken(found: Iterable[FieldChange]) -> str:
    return ", ".join(SPOKEN.get(one.field, one.field.replace(".", " ").replace("_", " ")) for one in found) or "nothing"


SPOKEN = {
    "age_rules": "ages",
    "kinds": "kind of help",
    "url": "web address",
    "catchment": "area",
    "locations": "where it is",
}


def _in_batches(records: Iterable[SourceRecord]) -> Iterator[list[SourceRecord]]:
    remaining = iter(records)
    while batch := list(islice(remaining, AT_ONCE)):
        yield batch

"""The audit for those who may read it: a line for each act, as a page shows it and as a sheet that is safe to open."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlite_utils import Database

from directory.domain.events import Action, Event, Subject
from directory.domain.formulas import safe_cell
from directory.store.database import writing
from directory.store.events import add_event, every_event, names_of_keepers, names_of_records

COLUMNS = ("number", "when", "who", "known_as", "did", "kind_of_record", "record", "name", "facts")


@dataclass(frozen=True)
class AuditLine:
    """One act. `who` is an address where `known_as` is a keeper who is known; `name` what the record is called now."""

    number: int
    event: Event
    who: str
    name: str

    @property
    def facts(self) -> str:
        return ", ".join(field.replace("_", " ").replace("/", ": ") for field in self.event.facts)


def audit_lines(db: Database, events: Sequence[tuple[int, Event]]) -> list[AuditLine]:
    """These events with the names of people and records."""
    return list(_lines(events, names_of_keepers(db), names_of_records(db, [event for _, event in events])))


def audit_csv(db: Database, zone: tzinfo | None, **wanted: Any) -> Iterator[str]:
    """Every event as CSV, newest first, a part at a time; `wanted` as `list_events` has it."""
    yield "\N{BYTE ORDER MARK}" + _as_csv([COLUMNS])
    for some in every_event(db, **wanted):
        yield _as_csv([_cells(line, zone) for line in audit_lines(db, some)])


def note_copy(db: Database, action: Action, what: str, *, by: str, now: datetime) -> None:
    """Write down that listings left in a file, or came back from one."""
    with writing(db):
        add_event(db, Event(action, by, now, Subject.DIRECTORY, what))


def _lines(
    events: Sequence[tuple[int, Event]], people: Mapping[str, str], names: Mapping[tuple[Subject, str], str]
) -> Iterator[AuditLine]:
    for number, event in events:
        who = people.get(event.by) or event.by
        yield AuditLine(number, event, who, names.get((event.subject, event.subject_id), ""))


def _cells(line: AuditLine, zone: tzinfo | None) -> list[str]:
    event = line.event
    at = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    facts = "; ".join(event.facts)
    told = (str(line.number), at, line.who, event.by, event.action.value, event.subject.value, event.subject_id)
    return [safe_cell(cell) for cell in (*told, line.name, facts)]


def _as_csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()

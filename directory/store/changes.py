"""Edits and what has become of each of their facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from sqlite_utils import Database

from directory.domain.changes import OPEN, ChangeNotFound, ChangeState, Owner, PendingChange, PendingFact
from directory.domain.facts import ORDER, Change
from directory.domain.organisations import Organisation
from directory.domain.redaction import REMOVED
from directory.domain.services import Service
from directory.store.codec import from_json, from_row, to_json, to_row

OF_FACT = frozenset({"change"})
OF_CHANGE = frozenset({"id", "facts"})


def add_change(db: Database, change: PendingChange) -> PendingChange:
    """Store a new edit and return it with its number; call inside `writing`."""
    number = db.table("changes").insert(to_row(change, without=OF_CHANGE)).last_pk
    stored = replace(change, id=int(str(number)))
    db.table("changed_facts").insert_all([_row_of(stored.id, fact) for fact in stored.facts])
    return stored


def save_facts(db: Database, change: PendingChange) -> None:
    """Replace what is known of the facts of an edit; call inside `writing`."""
    db.table("changed_facts").upsert_all([_row_of(change.id, fact) for fact in change.facts], pk=("change_id", "field"))


def get_change(db: Database, number: int) -> PendingChange:
    """Return one edit, or raise `ChangeNotFound`."""
    found = _load(db, "id = ?", [number])
    if not found:
        raise ChangeNotFound("There is no edit with that number.")
    return found[0]


def get_changes(db: Database, service_id: str) -> tuple[PendingChange, ...]:
    """Every edit of one listing, oldest first."""
    return _load(db, "service_id = ?", [service_id])


def get_open_changes(db: Database, service_id: str) -> tuple[PendingChange, ...]:
    """The edits of one listing with facts that are not decided, oldest first."""
    return tuple(change for change in get_changes(db, service_id) if change.is_open)


def list_changes_in(db: Database, *states: ChangeState, since: date = date.min) -> tuple[PendingChange, ...]:
    """Every edit with a fact in one of these states, oldest first: the queue, or what went live since a day."""
    marks = ", ".join("?" * len(states))
    where = f"made_at >= ? AND id IN (SELECT change_id FROM changed_facts WHERE state IN ({marks}))"  # noqa: S608  # only marks
    return _load(db, where, [since.isoformat(), *(state.value for state in states)])


def count_changes_in(db: Database, state: ChangeState, *, since: date = date.min) -> int:
    """How many edits have a fact in this state."""
    sql = """SELECT count(DISTINCT change_id) FROM changed_facts JOIN changes ON changes.id = change_id
             WHERE state = ? AND made_at >= ?"""
    return int(db.execute(sql, [state.value, since.isoformat()]).fetchone()[0])


def save_owner(db: Database, owner: Owner) -> None:
    """Name who answers an edit, in place of whoever did; call inside `writing`."""
    db.table("change_owners").upsert(to_row(owner), pk="change_id")


def get_owners(db: Database, numbers: Sequence[int]) -> Mapping[int, Owner]:
    """Who answers each of these edits; those that nobody has taken are left out."""
    sql = f"SELECT * FROM change_owners WHERE change_id IN ({', '.join('?' * len(numbers))})"  # noqa: S608  # only marks
    return {row["change_id"]: from_row(Owner, row) for row in db.query(sql, list(numbers))}


def awaits_narrowing(db: Database, service_id: str) -> bool:
    """Does an open fact of this listing shut somebody out?"""
    marks = ", ".join("?" * len(OPEN))
    sql = f"""SELECT EXISTS (SELECT 1 FROM changed_facts JOIN changes ON changes.id = change_id
              WHERE service_id = ? AND narrows = 1 AND state IN ({marks}))"""  # noqa: S608  # only question marks
    return bool(db.execute(sql, [service_id, *(state.value for state in OPEN)]).fetchone()[0])


def read_fact(field: str, text: str) -> Any:
    """What a fact of a listing, or of its `organisation.`, says, from its JSON."""
    return from_json(_hint_of(field), text)


def may_be_untold(field: str) -> bool:
    return NoneType in get_args(_hint_of(field))


def nothing_told(field: str) -> Any:
    """The least that a fact of this name can say."""
    hint = _hint_of(field)
    kind = get_origin(hint) or hint
    if may_be_untold(field):
        return None
    if kind is str:
        return REMOVED
    return next(iter(kind)) if issubclass(kind, Enum) else kind()


def _load(db: Database, where: str, values: Sequence[Any]) -> tuple[PendingChange, ...]:
    rows = list(db.query(f"SELECT * FROM changes WHERE {where} ORDER BY id", values))  # noqa: S608  # one of the above
    facts = _facts_by_change(db, [row["id"] for row in rows])
    return tuple(from_row(PendingChange, row, facts=facts[row["id"]]) for row in rows)


def _facts_by_change(db: Database, numbers: Sequence[int]) -> Mapping[int, tuple[PendingFact, ...]]:
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT * FROM changed_facts WHERE change_id IN ({marks}) ORDER BY change_id, field"  # noqa: S608
    grouped: dict[int, tuple[PendingFact, ...]] = defaultdict(tuple)
    for row in db.query(sql, list(numbers)):
        grouped[row["change_id"]] += (from_row(PendingFact, row, change=_change_from(row)),)
    return grouped


def _change_from(row: Mapping[str, Any]) -> Change:
    field = row["field"]
    return Change(field, read_fact(field, row["before"]), read_fact(field, row["after"]))


def _row_of(number: int, fact: PendingFact) -> dict[str, Any]:
    change = fact.change
    told = {"field": change.field, "before": to_json(change.before), "after": to_json(change.after)}
    return {"change_id": number, **told, **to_row(fact, without=OF_FACT)}


def _hint_of(field: str) -> Any:
    """The type a fact is declared with; that of a whole contact point or location may be None."""
    if field.startswith("organisation."):
        return _hints_of(Organisation)[field.removeprefix("organisation.")]
    name, *rest = field.split("/")
    hint = _hints_of(Service)[name]
    if not rest:
        return hint
    if rest == [ORDER]:
        return tuple[str, ...]
    part, within = _within(hint, rest)
    return _hints_of(part)[within[0]] if within else part | None


@cache
def _hints_of(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _within(hint: Any, rest: Iterable[str]) -> tuple[Any, list[str]]:
    """The kind of fact that holds the rest of a name: of several of a kind, the first part of it says which."""
    steps = list(rest)
    several = getattr(hint, "__args__", ())
    return (several[0], steps[1:]) if several else (hint, steps)

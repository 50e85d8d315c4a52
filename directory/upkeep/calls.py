"""A call to those who run a service: what they said of each kind of facts, or that nobody answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.changes import Conflict, EditConflict
from directory.domain.checks import CHECKED_FIELDS, Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.errors import DirectoryError
from directory.domain.events import Action
from directory.domain.facts import Change, difference
from directory.domain.said_by import THEY_WHO_RUN_IT
from directory.domain.services import Service
from directory.publishing.editing import confirm_facts, record
from directory.publishing.listings import keep
from directory.store.checks import get_checks, save_check
from directory.store.database import writing
from directory.store.listings import ids_out_of_search, leave_search
from directory.store.services import get_service
from directory.store.versions import latest_version, read_version
from directory.upkeep.checks import NotInThisCheck

THEY_SAID = {CheckMethod.WEBSITE: "their website"}


@dataclass(frozen=True)
class Answers:
    """What was learnt in one go: the outcome of each scope that was asked about, and the facts from prose that are right.

    `made_from` is the version that was read out, 0 where there was none yet; `checks` how many there were by then.
    """

    method: CheckMethod
    outcomes: Mapping[CheckScope, CheckOutcome]
    confirms: frozenset[str] = field(default_factory=frozenset)
    made_from: int = 0
    checks: int | None = None


class CheckedSince(DirectoryError):
    """Somebody has checked the listing since the sheet was opened: the same person in a second press, or another."""


def record_answers(db: Database, service_id: str, answers: Answers, *, by: str, role: str, now: datetime) -> None:
    """Write down all of it, or raise `EditConflict` where somebody has changed meanwhile what was confirmed.

    Raises `CheckedSince` where it was checked meanwhile.

    A wait that was confirmed is told anew. Facts from prose that belong to no scope can be confirmed with any answer.
    """
    right = {scope for scope, outcome in answers.outcomes.items() if outcome is CheckOutcome.CONFIRMED}
    if not answers.outcomes and not answers.confirms:
        raise NotInThisCheck("Say for at least one part what they told you.")
    with writing(db):
        service = get_service(db, service_id)
        if answers.checks not in (None, len(get_checks(db, [service_id])[service_id])):
            raise CheckedSince("It was checked since you opened this.")
        _refuse_if_it_was_another(db, service, answers, right)
        for scope, outcome in answers.outcomes.items():
            _save(db, service_id, Check(scope, now.date(), role, answers.method, outcome), by=by, now=now)
        if CheckScope.WAIT in right:
            service = _tell_waits_anew(db, service, answers.method, by=by, now=now)
        confirm_facts(db, service, answers.confirms, by=by, now=now)
        if right and service_id in ids_out_of_search(db):
            leave_search(db, service_id, None)
            record(db, Action.BACK_IN_SEARCH, service_id, by=by, now=now)


def record_no_answer(db: Database, service_id: str, *, by: str, role: str, now: datetime) -> None:
    """Somebody rang, and nobody answered. It confirms nothing, and is kept."""
    with writing(db):
        get_service(db, service_id)
        check = Check(CheckScope.ALL, now.date(), role, CheckMethod.RANG, CheckOutcome.NO_ANSWER)
        _save(db, service_id, check, by=by, now=now)


def rang_in_vain(checks: Iterable[Check]) -> tuple[date, ...]:
    """The days of the calls that nobody has answered, since somebody last did."""
    days: list[date] = []
    for check in checks:
        if check.outcome is not CheckOutcome.NO_ANSWER:
            days.clear()
        elif check.method is CheckMethod.RANG:
            days.append(check.checked_on)
    return tuple(days)


def _save(db: Database, service_id: str, check: Check, *, by: str, now: datetime) -> None:
    save_check(db, service_id, check)
    record(db, Action.CHECKED, service_id, by=by, now=now, facts=(check.scope.value,))


def _refuse_if_it_was_another(db: Database, service: Service, answers: Answers, right: Collection[CheckScope]) -> None:
    """Nobody confirms what they did not read out."""
    if latest_version(db, service.id) == answers.made_from:
        return
    fields = answers.confirms.union(*(CHECKED_FIELDS[scope] for scope in right))
    seen = read_version(db, service.id, max(answers.made_from, 1))
    since = [change for change in difference(seen, service) if change.place[0] in fields]
    if since:
        raise EditConflict((), [Conflict(one.field, Change(one.field, one.before, one.before), one) for one in since])


def _tell_waits_anew(db: Database, service: Service, method: CheckMethod, *, by: str, now: datetime) -> Service:
    said_by = THEY_SAID.get(method, THEY_WHO_RUN_IT)
    waits = tuple(replace(one, said_by=said_by, said_on=now.date()) for one in service.waits)
    room_told_on = now.date() if service.taking_new_people is not None else service.taking_new_people_on
    told = replace(service, waits=waits, taking_new_people_on=room_told_on)
    if told != service:
        keep(db, told, by=by, reason="Still right", now=now, is_edit=False)
    return told

"""One press for those who run a service: what their page shows of contact, hours and wait is still right."""

from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.changes import Conflict, EditConflict
from directory.domain.checks import CHECKED_FIELDS, Check, CheckMethod, CheckScope
from directory.domain.errors import DirectoryError
from directory.domain.events import Action
from directory.domain.facts import Change, difference
from directory.domain.services import Service
from directory.publishing.editing import keep_first_version, record
from directory.publishing.listings import keep
from directory.store.checks import save_check
from directory.store.database import writing
from directory.store.listings import ids_out_of_search, leave_search
from directory.store.services import get_service
from directory.store.versions import read_version

SCOPES = (CheckScope.CONTACT, CheckScope.WAIT)
# Whether they take new people is news of its own, with its own day: the press does not ask about it.
LOOKED_AT = frozenset().union(*(CHECKED_FIELDS[scope] for scope in SCOPES)) - {"taking_new_people", "taking_new_people_on"}


class NothingToConfirm(DirectoryError):
    """A listing tells nothing of what was to be confirmed."""


def scopes_told(service: Service) -> tuple[CheckScope, ...]:
    """Of contact and wait, what a listing says anything about."""
    told = {CheckScope.CONTACT: bool(service.contact_points), CheckScope.WAIT: bool(service.waits)}
    return tuple(scope for scope in SCOPES if told[scope])


def say_still_right(
    db: Database, service_id: str, *, made_from: int, by: str, role: str, now: datetime
) -> tuple[Check, ...]:
    """Check contact and wait, those of them that are told, as those who run it saw them in version `made_from`, 0 where
    nobody had edited it, or raise `EditConflict` or `NothingToConfirm`.

    Every wait is told anew, however old: their page shows them its weeks. `role` is what pages say.
    """
    with writing(db):
        service = get_service(db, service_id)
        keep_first_version(db, service, by=by, now=now)
        _refuse_if_it_was_another(read_version(db, service_id, max(made_from, 1)), service)
        checks = tuple(Check(scope, now.date(), role, CheckMethod.TOLD_US) for scope in _must_tell(service))
        told = _told_anew(service, role, now.date())
        if told != service:
            keep(db, told, by=by, reason="Still right", now=now, is_edit=False)
        for check in checks:
            save_check(db, service_id, check)
            record(db, Action.CHECKED, service_id, by=by, now=now, facts=(check.scope.value,))
        if service_id in ids_out_of_search(db):
            leave_search(db, service_id, None)
            record(db, Action.BACK_IN_SEARCH, service_id, by=by, now=now)
    return checks


def _must_tell(service: Service) -> tuple[CheckScope, ...]:
    scopes = scopes_told(service)
    if not scopes:
        raise NothingToConfirm("This listing tells nothing that could be right.")
    return scopes


def _refuse_if_it_was_another(seen: Service, service: Service) -> None:
    """Nobody confirms what they did not see."""
    since = [change for change in difference(seen, service) if change.place[0] in LOOKED_AT]
    if since:
        raise EditConflict((), [Conflict(one.field, Change(one.field, one.before, one.before), one) for one in since])


def _told_anew(service: Service, role: str, today: date) -> Service:
    waits = tuple(replace(one, said_by=role, said_on=today) for one in service.waits)
    return replace(service, waits=waits, unconfirmed=service.unconfirmed - LOOKED_AT)

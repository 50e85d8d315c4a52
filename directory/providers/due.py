"""What of a listing was looked at on which day, and what its keepers are to look at again."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.checks import Check, CheckScope, LastChecks, is_due, last_checks
from directory.domain.services import Service
from directory.web.access import get_directory, get_now


@dataclass(frozen=True)
class Looks:
    """The last look at each part, and which of them are due: how it is reached with its wait, and the yearly one."""

    last: LastChecks
    reach_due: bool = False
    yearly_due: bool = False


def looks_of(service: Service, checks: Iterable[Check]) -> Looks:
    told, first = tuple(checks), service.published_on
    if first is None:
        return Looks(last_checks(told))
    today, cycles = get_now().date(), get_directory().settings.cycles
    parts = (CheckScope.CONTACT, CheckScope.ELIGIBILITY, *([CheckScope.WAIT] if service.waits else []))
    due = {one for one in parts if is_due(one, told, published_on=first, today=today, cycles=cycles)}
    return Looks(last_checks(told), bool(due - {CheckScope.ELIGIBILITY}), CheckScope.ELIGIBILITY in due)

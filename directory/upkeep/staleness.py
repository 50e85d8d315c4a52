"""Listings that nobody could confirm for a year leave default search, unless somebody would be left with nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import product

from sqlite_utils import Database

from directory.domain.checks import Check, CheckMethod, CheckOutcome, ToCheck, clock_starts
from directory.domain.eligibility import Basis, Catchment
from directory.domain.events import Action
from directory.domain.services import Service
from directory.domain.taxonomy import ANY_NEED
from directory.publishing.editing import record
from directory.store.checks import get_checks
from directory.store.crisis_lines import ids_of_crisis_lines
from directory.store.database import writing
from directory.store.listings import ids_out_of_search, leave_search, listings_to_check
from directory.store.services import get_services
from directory.upkeep.checks import is_never_left_out

LEAVES_AFTER = timedelta(days=365)
ANYWHERE = "anywhere"
Pair = tuple[str, str]


def leave_out_stale(db: Database, *, by: str, now: datetime) -> tuple[str, ...]:
    """Take out of default search what has gone stale, the longest unchecked first, and return the ids. Safe to run twice.

    One goes only if somebody has rung and nobody answered, and if for each of its needs in each of its areas another
    listing stays. Where its area cannot be named, it stays.
    """
    with writing(db):
        listings, out = listings_to_check(db), ids_out_of_search(db)
        checks = get_checks(db, [listing.id for listing in listings])
        here = [listing for listing in listings if listing.id not in out]
        stale = [listing for listing in here if is_stale(listing, checks[listing.id], now.date())]
        stale.sort(key=lambda listing: (clock_starts(checks[listing.id], listing.published_on), listing.id))
        going = _can_be_spared(db, [one.id for one in here], [one.id for one in stale]) if stale else ()
        for service_id in going:
            leave_search(db, service_id, now.date())
            record(db, Action.LEFT_SEARCH, service_id, by=by, now=now)
    return going


def is_stale(listing: ToCheck, checks: Iterable[Check], today: date) -> bool:
    """A year without a confirmed check, and somebody has rung in vain since the last one."""
    told = tuple(checks)
    since = clock_starts(told, listing.published_on)
    in_vain = any(
        one.method is CheckMethod.RANG and one.outcome is CheckOutcome.NO_ANSWER and one.checked_on >= since for one in told
    )
    return in_vain and today - since > LEAVES_AFTER


def pairs_of(service: Service) -> frozenset[Pair] | None:
    """The needs and areas somebody may look for it by; None where its area is a distance, a school, or not told."""
    areas = _areas(service.catchment)
    return frozenset(product(service.needs or {ANY_NEED}, areas)) if areas else None


def _can_be_spared(db: Database, here: Sequence[str], stale: Sequence[str]) -> tuple[str, ...]:
    services = {service.id: service for service in get_services(db, here)}
    left: Counter[Pair] = Counter(pair for service in services.values() for pair in pairs_of(service) or ())
    crisis_lines = ids_of_crisis_lines(db)
    going = []
    for service in (services[service_id] for service_id in stale):
        pairs = pairs_of(service)
        if pairs and not is_never_left_out(service, crisis_lines) and all(left[pair] > 1 for pair in pairs):
            left.subtract(pairs)
            going.append(service.id)
    return tuple(going)


def _areas(catchment: Catchment | None) -> frozenset[str] | None:
    """Codes and districts, of whatever ties people to them."""
    conditions = [one for group in catchment.groups for one in group] if catchment else []
    if any(one.basis is not Basis.ANYONE and not (one.area and one.area.codes) for one in conditions):
        return None
    named = (one.area.codes if one.area else {ANYWHERE} for one in conditions)
    return frozenset(code for codes in named for code in codes) or None

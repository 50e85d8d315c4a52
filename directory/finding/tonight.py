"""What is open at this hour, by the way of getting in touch, for one person or for anyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from directory.domain.hours import is_open, open_until
from directory.domain.judging import age_truth, judge_area, judge_audience, judge_others
from directory.domain.places import ENGLAND, Place, PlaceSource
from directory.domain.seeker import OLDEST_AGE, Asking, Seeker
from directory.domain.services import Channel, ContactPoint, Schedule
from directory.finding.find import USABLE, Listings, load_found, wanted_of
from directory.finding.matching import rank
from directory.finding.members import Members, union
from directory.finding.results import Found, Search
from directory.finding.snapshot import Listing, Snapshot
from directory.finding.verdicts import Kind
from directory.store.listings import hours_told

# Ways in which somebody answers at once, quietest first.
LIVE_CHANNELS = (Channel.TEXT, Channel.CHAT, Channel.PHONE, Channel.DROP_IN)
SHOWN_OF_EACH = 6
LOADED = 60
# Farther than this, nobody turns up tonight.
DROP_IN_MILES = 15
SOMEWHERE_IN_ENGLAND = Place("England", PlaceSource.COUNCIL, exact=False, possibilities=(frozenset({ENGLAND}),))
NOBODY_YET = Seeker(home=SOMEWHERE_IN_ENGLAND)


@dataclass(frozen=True)
class OpenWay:
    """One contact point that is surely open now, and until when."""

    found: Found
    point: ContactPoint
    until: datetime


@dataclass(frozen=True)
class OpenChannel:
    channel: Channel
    ways: tuple[OpenWay, ...]


def find_open_now(db: Database, listings: Listings, search: Search, now: datetime) -> tuple[OpenChannel, ...]:
    """Every live way of getting in touch that is open at `now`, in the order of a search; never what is not for them.

    Who has told nothing sees only what anyone of any age, anywhere in England, can use.
    """
    wanted = wanted_of(listings, search)
    members = listings.snapshot.members(ids_open_at(db, now))
    if not search.seeker.has_told_anything:
        members = for_anyone(listings.snapshot, members)
    ranking = rank(listings.snapshot, members, wanted, seeker=search.seeker, taxonomy=listings.taxonomy)
    found = load_found(db, listings, search, ranking.slice(0, LOADED, *USABLE), wanted)
    ways = [way for one in found for way in _open_ways(one, now)]
    by_channel = ((channel, [way for way in ways if way.point.channel is channel]) for channel in LIVE_CHANNELS)
    return tuple(OpenChannel(channel, tuple(some[:SHOWN_OF_EACH])) for channel, some in by_channel if some)


def ids_open_at(db: Database, now: datetime) -> set[str]:
    """The services with a live way in touch that is surely open."""
    known: dict[tuple[Schedule, ...], bool] = {}
    found = set()
    for service_id, schedules in hours_told(db, LIVE_CHANNELS):
        if schedules not in known:
            known[schedules] = is_open(schedules, now)
        if known[schedules]:
            found.add(service_id)
    return found


def for_anyone(snapshot: Snapshot, members: Members) -> Members:
    """Those surely open to every age, everywhere in England, with nothing that speaks against it."""
    for kind, is_open_to_all in OPEN_TO_ALL:
        alike = snapshot.alike[kind]
        members &= union(sharing for sharing, one in alike if sharing & members and is_open_to_all(one))
    return members


def _every_age(listing: Listing) -> bool:
    return all(age_truth(listing, Seeker(age=age, asking=Asking.ME)) for age in range(OLDEST_AGE + 1))


def _every_audience(listing: Listing) -> bool:
    return bool(judge_audience(listing, NOBODY_YET).truth)


def _nothing_against(listing: Listing) -> bool:
    return all(reason.truth is not False for reason in judge_others(listing, NOBODY_YET))


def _all_england(listing: Listing) -> bool:
    return bool(judge_area(listing, NOBODY_YET).truth)


# Areas last, of which there are the most.
OPEN_TO_ALL = (
    (Kind.AGE, _every_age),
    (Kind.AUDIENCE, _every_audience),
    (Kind.REST, _nothing_against),
    (Kind.AREA, _all_england),
)


def _open_ways(found: Found, now: datetime) -> Iterable[OpenWay]:
    for point in found.service.public_contact_points:
        until = open_until(point.schedules, now)
        if until and point.channel in LIVE_CHANNELS and not _too_far(found, point):
            yield OpenWay(found, point, until)


def _too_far(found: Found, point: ContactPoint) -> bool:
    away = found.distance_miles
    return point.channel is Channel.DROP_IN and away is not None and away > DROP_IN_MILES

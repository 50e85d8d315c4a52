from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from directory.domain.eligibility import AgeRule, Area, AreaKind, Basis, Catchment, Condition
from directory.domain.meaning import Meaning
from directory.domain.places import Point
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Filters, Seeker
from directory.domain.services import Channel, ContactPoint, Schedule, Status
from directory.finding.documents import public_documents
from directory.finding.find import Listings
from directory.finding.results import Search
from directory.finding.snapshot import load_snapshot
from directory.finding.tonight import find_open_now
from directory.search.index import ServiceIndex
from directory.store.database import content_version
from tests.builders import PORTSMOUTH, a_location, a_place, a_service, only_for

LONDON = ZoneInfo("Europe/London")
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
SUNDAY = frozenset({6})
TUESDAY_NOON = datetime(2026, 3, 24, 12, tzinfo=LONDON)
TUESDAY_3_AM = datetime(2026, 3, 24, 3, tzinfo=LONDON)
SUNDAY_NOON = datetime(2026, 3, 22, 12, tzinfo=LONDON)
CHRISTMAS_NOON = datetime(2026, 12, 25, 12, tzinfo=LONDON)
AT_13 = Seeker(age=13, home=a_place())
OFFICE = Schedule(WEEKDAYS, time(9), time(17))
ALWAYS = Schedule(EVERY_DAY, time(0), time(0))
LATE = Schedule(EVERY_DAY, time(18), time(4))


def a_phone(*schedules, channel=Channel.PHONE, **facts):
    return ContactPoint(f"point-{id(schedules)}-{channel}", channel, "01632960123", schedules=schedules or None, **facts)


def open_to(listed, *points, name="Boathouse", **facts):
    given = {"published_on": TUESDAY_NOON.date(), "contact_points": points, **facts}
    return listed(a_service(name, **given))


@pytest.fixture
def open_now(db, taxonomy, tmp_path):
    """What is open: `open_now(hour, seeker)` gives {channel: names}."""
    index = ServiceIndex(tmp_path / "index")

    def run(now, seeker=AT_13, **meaning):
        version = content_version(db)
        index.bring_up_to_date(version, lambda: public_documents(db, taxonomy))
        listings = Listings(index, load_snapshot(db, version), taxonomy)
        search = Search(SearchRequest(), Meaning("", **meaning), Filters(), seeker)
        found = find_open_now(db, listings, search, now)
        return {one.channel: [way.found.service.name for way in one.ways] for one in found}

    return run


@pytest.mark.parametrize(
    ("now", "schedule", "is_open"),
    [
        (TUESDAY_NOON, OFFICE, True),
        (TUESDAY_3_AM, OFFICE, False),
        (TUESDAY_3_AM, ALWAYS, True),
        (TUESDAY_3_AM, LATE, True),
        (SUNDAY_NOON, OFFICE, False),
        (SUNDAY_NOON, Schedule(SUNDAY, time(10), time(13)), True),
        (CHRISTMAS_NOON, OFFICE, False),
        (CHRISTMAS_NOON, Schedule(EVERY_DAY, time(9), time(17)), False),
        (CHRISTMAS_NOON, Schedule(EVERY_DAY, time(9), time(17), bank_holidays=True), True),
        (CHRISTMAS_NOON, ALWAYS, True),
        (TUESDAY_NOON, Schedule(EVERY_DAY, time(9), time(17), term_time=True), False),
    ],
)
def test_only_what_is_surely_open_at_this_hour_is_shown(open_now, listed, now, schedule, is_open):
    open_to(listed, a_phone(schedule))

    assert open_now(now) == ({Channel.PHONE: ["Boathouse"]} if is_open else {})


def test_nobody_said_when_is_not_open(open_now, listed):
    open_to(listed, a_phone())

    assert open_now(TUESDAY_NOON) == {}


def test_quieter_ways_come_first_and_letters_are_no_way_for_tonight(open_now, listed):
    ways = (Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.FORM, Channel.TEXT)
    open_to(listed, *(a_phone(ALWAYS, channel=channel) for channel in ways))

    assert list(open_now(TUESDAY_3_AM)) == [Channel.TEXT, Channel.CHAT, Channel.PHONE]


@pytest.mark.parametrize(
    "facts",
    [
        {"age_rules": [AgeRule(18, 25)]},
        {"status": Status.TEMPORARILY_CLOSED},
        {"taking_new_people": False},
        {"published_on": None},
        {"suspended": True},
    ],
)
def test_what_is_not_for_them_is_left_out(open_now, listed, facts):
    open_to(listed, a_phone(ALWAYS), **facts)

    assert open_now(TUESDAY_NOON) == {}


def test_a_line_for_professionals_is_left_out(open_now, listed):
    open_to(listed, a_phone(ALWAYS, professionals_only=True))

    assert open_now(TUESDAY_NOON) == {}


def test_what_answers_the_need_comes_first(open_now, listed):
    open_to(listed, a_phone(ALWAYS), name="About eating", needs=frozenset({"eating"}))
    open_to(listed, a_phone(ALWAYS), name="About sleep", needs=frozenset({"sleep"}))

    assert open_now(TUESDAY_3_AM, needs=("sleep",))[Channel.PHONE] == ["About sleep", "About eating"]


def test_nobody_turns_up_far_away(open_now, listed):
    drop_in = a_phone(ALWAYS, channel=Channel.DROP_IN)
    open_to(listed, drop_in, name="Far", locations=(a_location(Point(51.5, -0.1)),))
    near = a_phone(ALWAYS, channel=Channel.DROP_IN)
    open_to(listed, near, name="Near", locations=(a_location(),))

    assert open_now(TUESDAY_NOON) == {Channel.DROP_IN: ["Near"]}


@pytest.mark.parametrize(
    ("facts", "for_anyone"),
    [
        ({}, True),
        ({"age_rules": [AgeRule(None, 18), AgeRule(19, None)]}, True),
        ({"age_rules": [AgeRule(None, 18)]}, False),
        ({"age_rules": None}, False),
        ({"catchment": None}, False),
        ({"audiences": only_for("girls")}, False),
        ({"taking_new_people": False}, False),
        ({"taking_new_people": None}, True),
        (
            {
                "catchment": Catchment(
                    ((Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, codes=frozenset({PORTSMOUTH}))),),)
                )
            },
            False,
        ),
    ],
)
def test_who_has_told_nothing_sees_only_what_anyone_can_use(open_now, listed, facts, for_anyone):
    open_to(listed, a_phone(ALWAYS), **facts)

    assert bool(open_now(TUESDAY_3_AM, Seeker())) is for_anyone

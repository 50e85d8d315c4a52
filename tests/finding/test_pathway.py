"""Whom to contact in an area, problem by problem."""

from datetime import date

import pytest

from directory.domain.eligibility import Area, AreaKind, Basis, Catchment, Condition, lives_in
from directory.domain.places import ENGLAND, Place, PlaceSource, Point
from directory.finding.find import Listings
from directory.finding.pathway import draw_pathway
from directory.finding.snapshot import load_snapshot
from directory.search.index import ServiceIndex
from directory.store.database import content_version
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, a_location, a_service, only_for

LOCAL = lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)
EVERYWHERE = lives_in(AreaKind.NATION, ENGLAND)
BY_NAMED_SCHOOL = Catchment(((Condition(Basis.SCHOOL_IN, Area(AreaKind.NAMED, frozenset({"Lapwing School"}))),),))
PLACE = Place(
    "Portsmouth",
    PlaceSource.COUNCIL,
    False,
    (frozenset({ENGLAND, PORTSMOUTH, HAMPSHIRE_BOARD}),),
    point=Point(50.8, -1.09),
    outcodes=frozenset({"PO1", "PO2"}),
)


@pytest.fixture
def pathway(db, listed, taxonomy, tmp_path):
    def draw(*services):
        listed(*services)
        listings = Listings(ServiceIndex(tmp_path / "index"), load_snapshot(db, content_version(db)), taxonomy)
        return draw_pathway(db, listings, PORTSMOUTH, PLACE)

    return draw


def a_club(name="Club", **facts):
    return a_service(name, **{"needs": frozenset({"sleep"}), "catchment": LOCAL, "published_on": date(2026, 1, 2), **facts})


def named(options):
    return [one.service.name for one in options]


def issue_of(drawn, group):
    return next(issue for issue in drawn.issues if issue.group.slug == group)


def for_need(drawn, need):
    return next(problem for issue in drawn.issues for problem in issue.problems if problem.need.slug == need).options


def test_each_problem_has_those_who_name_it_the_areas_own_first(pathway):
    drawn = pathway(
        a_club("Anywhere", catchment=EVERYWHERE), a_club("Zebra"), a_club("By school", catchment=BY_NAMED_SCHOOL)
    )
    options = for_need(drawn, "sleep")

    assert named(options) == ["Zebra", "By school", "Anywhere"]
    assert [one.sure for one in options] == [True, False, True]
    assert [one.local for one in options] == [True, True, False]
    assert [one.doubtful for one in options] == [False, True, False]
    assert for_need(drawn, "tics") == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"catchment": lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT)},
        {"catchment": lives_in(AreaKind.DISTRICTS, "L20")},
        {"catchment": BY_NAMED_SCHOOL, "locations": (a_location(Point(53.4, -2.99)),)},
        {"catchment": None, "locations": (a_location(Point(53.4, -2.3)),), "how": frozenset({"phone", "face-to-face"})},
        {"taking_new_people": False},
        {"audiences": only_for("professionals")},
        {"published_on": None},
    ],
)
def test_what_nobody_here_can_use_is_left_out(pathway, facts):
    assert for_need(pathway(a_club(**facts)), "sleep") == ()


def test_who_takes_most_of_an_issue_is_said_once_for_all_of_it(pathway, taxonomy):
    most = frozenset(need.slug for need in taxonomy.needs_in("feelings")[:-1])
    drawn = pathway(a_club("Most", needs=most), a_club("All", needs=frozenset({"feelings"})))
    issue = issue_of(drawn, "feelings")

    assert named(issue.whole) == ["All", "Most"]
    assert all(problem.options == () for problem in issue.problems)
    assert len(issue.unnamed) == len(issue.problems)


def test_doors_and_help_with_anything_stand_at_the_top_only(pathway):
    drawn = pathway(
        a_club("Front door", nhs_role="single-point", needs=frozenset({"any", "sleep"})),
        a_club("Crisis", nhs_role="crisis-team"),
        a_club("Listeners", needs=frozenset({"any"})),
    )

    assert named(drawn.front_doors) == ["Front door"]
    assert named(drawn.crisis_teams) == ["Crisis"]
    assert named(drawn.anything) == ["Listeners"]
    assert named(for_need(drawn, "sleep")) == ["Crisis"]


def test_a_sheet_has_room_for_so_many(pathway):
    drawn = pathway(
        *(a_club(f"Club {n:02}") for n in range(20)), *(a_club(f"Line {n}", catchment=EVERYWHERE) for n in range(5))
    )

    assert len(for_need(drawn, "sleep")) == 8 + 2


def test_who_stands_near_and_has_not_told_an_area_is_no_far_doubt(pathway):
    drawn = pathway(
        a_club("Near", catchment=None, locations=(a_location(Point(50.8, -1.1)),)), a_club("Silent", catchment=None)
    )

    assert {one.service.name: one.doubtful for one in for_need(drawn, "sleep")} == {"Near": False, "Silent": True}


def test_the_teams_that_come_at_once_stand_first_for_what_may_not_wait(pathway):
    may_not_wait = frozenset({"suicidal-thoughts", "eating", "sleep"})
    drawn = pathway(
        a_club("A text line", needs=may_not_wait),
        a_club("Crisis", nhs_role="crisis-team", needs=frozenset({"self-harm"})),
        a_club("Eating team", nhs_role="eating-team", needs=frozenset({"eating"})),
    )

    assert named(for_need(drawn, "suicidal-thoughts")) == ["Crisis", "A text line"]
    assert named(for_need(drawn, "self-harm")) == ["Crisis"]
    assert named(for_need(drawn, "eating")) == ["Eating team", "Crisis", "A text line"]
    assert named(for_need(drawn, "sleep")) == ["A text line"]

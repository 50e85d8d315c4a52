"""What must hold for every service and every person, not only for the ones we thought of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from directory.domain.eligibility import (
    AgeRule,
    AgeUnit,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
    WhoseAge,
)
from directory.domain.judging import judge
from directory.domain.places import ENGLAND, Place, PlaceSource, Point
from directory.domain.seeker import Asking, Seeker
from directory.domain.services import Location, Status
from directory.domain.verdicts import ReasonCode, Verdict
from directory.finding.snapshot import Snapshot
from directory.finding.verdicts import Verdicts
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, a_service

ORDER = {Verdict.NOT_FOR_YOU: 0, Verdict.ASK_FIRST: 1, Verdict.CAN_USE: 2}
SLUGS = ("send", "in-care", "girls", "boys", "parents-carers", "young-carers")
COUNCILS = (PORTSMOUTH, HAVANT)
PLACE_BASES = (Basis.LIVES_IN, Basis.GP_IN, Basis.SCHOOL_IN)

ages = st.one_of(st.none(), st.integers(0, 30))
slugs = st.sampled_from(SLUGS)
points = st.builds(Point, st.floats(50.7, 50.9), st.floats(-1.2, -1.0))
locations = st.builds(Location, id=st.sampled_from(("a", "b")), point=points, masked=st.booleans())
age_rules = st.builds(AgeRule, ages, ages, st.sampled_from(AgeUnit), st.sampled_from(WhoseAge), st.one_of(st.none(), slugs))
areas = st.one_of(
    st.builds(Area, st.just(AreaKind.NATION), st.just(frozenset({ENGLAND}))),
    st.builds(Area, st.just(AreaKind.LOCAL_AUTHORITY), st.frozensets(st.sampled_from(COUNCILS), min_size=1)),
    st.builds(Area, st.just(AreaKind.BOARD), st.just(frozenset({HAMPSHIRE_BOARD}))),
    st.builds(Area, st.just(AreaKind.DISTRICTS), st.frozensets(st.sampled_from(("PO1", "PO9")), min_size=1)),
    st.builds(Area, st.just(AreaKind.MILES), miles=st.floats(0, 20), location_id=st.sampled_from(("a", "b"))),
    st.builds(Area, st.just(AreaKind.NAMED), st.just(frozenset({"Hill School"}))),
)
conditions = st.builds(Condition, st.sampled_from([one for one in Basis if one is not Basis.ANYONE]), areas)
catchments = st.builds(
    Catchment,
    st.lists(st.lists(conditions, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
)
audience_sets = st.frozensets(st.builds(Audience, slugs, st.sampled_from(AudienceMode)), max_size=3)
services = st.builds(
    a_service,
    age_rules=st.one_of(st.none(), st.lists(age_rules, min_size=1, max_size=3)),
    catchment=st.one_of(st.none(), catchments),
    audiences=st.one_of(st.none(), audience_sets),
    status=st.one_of(st.none(), st.sampled_from(Status)),
    taking_new_people=st.one_of(st.none(), st.booleans()),
    suspended=st.booleans(),
    may_have_changed=st.booleans(),
    unconfirmed=st.frozensets(st.sampled_from(("age_rules", "catchment", "audiences", "status", "needs"))),
    locations=st.lists(locations, max_size=2, unique_by=lambda one: one.id).map(tuple),
)
possibilities = st.lists(
    st.sampled_from(COUNCILS).map(lambda council: frozenset({ENGLAND, council, HAMPSHIRE_BOARD})), min_size=1, max_size=2
).map(lambda found: tuple(dict.fromkeys(found)))
places = st.builds(
    Place,
    name=st.just("somewhere"),
    source=st.just(PlaceSource.POSTCODE),
    exact=st.booleans(),
    possibilities=possibilities,
    outcode=st.one_of(st.none(), st.sampled_from(("PO1", "PO9"))),
    point=st.one_of(st.none(), points),
    radius_miles=st.floats(0, 3),
)
maybe_places = st.one_of(st.none(), places)
seekers = st.builds(
    Seeker,
    age=ages,
    home=maybe_places,
    gp=maybe_places,
    school=maybe_places,
    looked_after_by=st.one_of(st.none(), st.sampled_from(COUNCILS)),
    circumstances=st.frozensets(slugs, max_size=3),
    asking=st.one_of(st.none(), st.sampled_from(Asking)),
)


@given(services, seekers)
def test_an_unknown_age_of_the_person_never_gives_a_yes_nor_by_itself_a_no(service, seeker):
    rules = tuple(replace(rule, whose=WhoseAge.CHILD) for rule in service.age_rules or ())
    service = replace(service, age_rules=rules or None)

    judgement = judge(service, replace(seeker, age=None, circumstances=frozenset()))

    assert not judgement.can_use
    assert ReasonCode.AGE_OUTSIDE not in {reason.code for reason in judgement.reasons}


@given(services, seekers)
def test_an_unknown_age_of_the_service_never_decides(service, seeker):
    judgement = judge(replace(service, age_rules=None), seeker)

    assert not judgement.can_use
    assert ReasonCode.AGE_OUTSIDE not in {reason.code for reason in judgement.reasons}


@given(services, seekers)
def test_a_person_who_told_no_place_is_never_told_yes_or_no_because_of_one(service, seeker):
    nowhere = replace(seeker, home=None, gp=None, school=None, looked_after_by=None)

    judgement = judge(service, nowhere)

    assert not judgement.can_use
    assert ReasonCode.AREA_OUTSIDE not in {reason.code for reason in judgement.reasons}


@given(services, seekers)
def test_an_unknown_area_of_the_service_never_decides(service, seeker):
    judgement = judge(replace(service, catchment=None), seeker)

    assert not judgement.can_use
    assert ReasonCode.AREA_OUTSIDE not in {reason.code for reason in judgement.reasons}


@given(services, seekers, slugs.filter(lambda slug: slug != "parents-carers"))
def test_a_condition_nobody_spoke_of_never_decides(service, seeker, slug):
    only = frozenset({Audience(slug, AudienceMode.ONLY)})

    judgement = judge(replace(service, audiences=only), replace(seeker, circumstances=frozenset()))

    assert not judgement.can_use
    assert ReasonCode.AUDIENCE_OUTSIDE not in {reason.code for reason in judgement.reasons}


@given(services, seekers)
def test_a_fact_read_from_prose_never_gives_a_yes(service, seeker):
    for field in ("age_rules", "catchment", "audiences", "status", "needs"):
        assert not judge(replace(service, unconfirmed=frozenset({field})), seeker).can_use


@given(services, seekers)
def test_a_change_that_waits_makes_a_yes_ask_first_and_turns_nothing_else(service, seeker):
    before = judge(replace(service, may_have_changed=False), seeker).verdict

    after = judge(replace(service, may_have_changed=True), seeker).verdict

    assert after is (Verdict.ASK_FIRST if before is Verdict.CAN_USE else before)


@given(services, seekers, slugs)
def test_telling_one_more_thing_that_is_asked_for_never_worsens_the_verdict(service, seeker, slug):
    """Sex is the one circumstance that can rule somebody out, so the others are told here."""
    told = replace(seeker, circumstances=seeker.circumstances | ({slug} - {"girls", "boys"}))

    assert ORDER[judge(service, told).verdict] >= ORDER[judge(service, seeker).verdict]


@given(services, seekers, age_rules)
def test_one_more_age_range_never_worsens_the_verdict(service, seeker, rule):
    if service.age_rules is None:
        return

    wider = replace(service, age_rules=(*service.age_rules, rule))

    assert ORDER[judge(wider, seeker).verdict] >= ORDER[judge(service, seeker).verdict]


@given(services, seekers, conditions)
def test_one_more_way_to_belong_never_worsens_the_verdict(service, seeker, condition):
    if service.catchment is None:
        return

    wider = replace(service, catchment=Catchment((*service.catchment.groups, (condition,))))

    assert ORDER[judge(wider, seeker).verdict] >= ORDER[judge(service, seeker).verdict]


@given(services, seekers, points)
def test_a_masked_place_changes_no_verdict_wherever_it_is(service, seeker, point):
    masked = tuple(replace(one, masked=True) for one in service.locations)
    moved = tuple(replace(one, point=point) for one in masked)

    here, there = replace(service, locations=masked), replace(service, locations=moved)

    assert judge(here, seeker) == judge(there, seeker)


@given(services, seekers)
def test_the_quick_verdict_is_the_same_as_the_full_one(service, seeker):
    listing = replace(service, how=frozenset(), routes=frozenset(), kinds=frozenset())
    object.__setattr__(listing, "profile", (1, 2, 3, 4))
    object.__setattr__(listing, "gives_advice", False)
    object.__setattr__(listing, "points", ())

    snapshot = Snapshot(1, [listing])

    parted = Verdicts(snapshot, seeker).part(snapshot.everybody)

    assert [verdict for verdict, members in parted.items() if members] == [judge(service, seeker).verdict]

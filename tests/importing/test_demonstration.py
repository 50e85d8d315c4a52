"""The invented services of the six areas: nothing in them is anyone's, and together they say everything that can be said."""

import re
from collections import Counter
from dataclasses import fields
from datetime import date
from types import NoneType
from typing import get_args, get_type_hints

import pytest

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.eligibility import AgeRule, AgeUnit, AreaKind, AudienceMode, Basis, WhoseAge
from directory.domain.judging import judge
from directory.domain.organisations import IdentifierScheme, Inclusion, Organisation, OrganisationKind
from directory.domain.places import ENGLAND, Place, PlaceSource, Point
from directory.domain.seeker import Asking, Seeker
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    Location,
    Schedule,
    Sector,
    Service,
    SinglePoint,
    Status,
    Telling,
    Threshold,
    Wait,
    WaitStage,
    WordsToSay,
)
from directory.domain.taxonomy import Facet
from directory.domain.verdicts import ReasonCode, Verdict
from directory.importing.listing_file import read_listing_file
from directory.importing.seed_numbers import read_council_numbers
from directory.places.areas import read_areas
from tests.conftest import SEED

TODAY = date(2026, 11, 21)
DRAMA = re.compile(r"01632960\d{3}|07700900\d{3}")
NUMBER = re.compile(r"\b0[\d ]{8,}\d")
ADDRESS = re.compile(r"(?:https?://|[\w.-]+@)([\w.-]+)")
# Set when a listing is stored, for a few days only, or by a keeper.
SAYS_NOTHING_YET = {"published_on", "last_modified", "alert", "declared_by", "suspended_on"}


@pytest.fixture(scope="module")
def files():
    paths = sorted((SEED / "demonstration").glob("*.toml"))
    return {path.stem: read_listing_file(path, today=TODAY) for path in paths}


@pytest.fixture(scope="module")
def listings(files):
    return [listing for file in files.values() for listing in file.listings]


@pytest.fixture(scope="module")
def services(listings):
    return [listing.service for listing in listings]


@pytest.fixture(scope="module")
def facts(files, listings, services):
    """Every fact of every kind, by its kind."""
    organisations = [organisation for file in files.values() for organisation in file.organisations]
    conditions = [one for service in services if service.catchment for group in service.catchment.groups for one in group]
    contacts = [point for service in services for point in service.contact_points]
    return {
        Service: services,
        Organisation: organisations,
        Inclusion: [organisation.inclusion for organisation in organisations],
        Threshold: [service.threshold for service in services],
        Confidentiality: [service.confidentiality for service in services],
        WordsToSay: [service.words_to_say for service in services],
        ContactPoint: contacts,
        Schedule: [schedule for point in contacts for schedule in point.schedules or ()],
        Location: [location for service in services for location in service.locations],
        Wait: [wait for service in services for wait in service.waits],
        Cost: [service.cost for service in services if service.cost],
        SinglePoint: [service.single_point for service in services if service.single_point],
        AgeRule: [rule for service in services for rule in service.age_rules or ()],
        Check: [check for listing in listings for check in listing.checks],
        "conditions": conditions,
        "areas": [condition.area for condition in conditions if condition.area],
    }


def test_every_area_has_about_ten_services(files):
    assert files.keys() == {"bexley", "east-sussex", "milton-keynes", "plymouth", "portsmouth", "sefton"}
    assert all(10 <= len(file.listings) <= 12 for file in files.values())


def test_every_service_is_labelled_as_a_demonstration(services):
    assert all(service.is_demonstration for service in services)


def test_no_number_is_anybodys():
    for path in [*(SEED / "demonstration").glob("*.toml"), SEED / "council_numbers.toml"]:
        for number in NUMBER.findall(path.read_text(encoding="utf-8")):
            assert DRAMA.fullmatch(number.replace(" ", "")), f"{path.name}: {number}"


def test_every_phone_and_text_is_a_number_from_the_drama_ranges(facts):
    for point in facts[ContactPoint]:
        if point.channel in (Channel.PHONE, Channel.TEXT):
            assert DRAMA.fullmatch(point.value.replace(" ", "")), point.value


def test_every_address_on_the_web_is_at_example_org():
    for path in (SEED / "demonstration").glob("*.toml"):
        for host in ADDRESS.findall(path.read_text(encoding="utf-8")):
            assert host == "example.org" or host.endswith(".example.org"), f"{path.name}: {host}"


def test_no_number_is_given_to_two_services(services):
    owners = Counter(
        (point.value, service.id)
        for service in services
        for point in service.contact_points
        if point.channel in (Channel.PHONE, Channel.TEXT)
    )

    assert max(Counter(number for number, _ in owners).values()) == 1


def test_council_numbers_are_from_the_drama_ranges():
    for numbers in read_council_numbers(SEED / "council_numbers.toml").values():
        assert all(DRAMA.fullmatch(number.number.replace(" ", "")) for number in numbers)


def test_every_area_code_is_one_we_know(facts):
    known = {area.code for area in read_areas(SEED / "areas") if not area.successor}
    for area in facts["areas"]:
        if area.kind in (AreaKind.NATION, AreaKind.LOCAL_AUTHORITY, AreaKind.BOARD):
            assert area.codes <= known


def test_every_distance_is_from_a_location_that_may_be_shown(services):
    for service in services:
        shown = {location.id for location in service.open_locations if location.point}
        for group in service.catchment.groups if service.catchment else ():
            for condition in group:
                assert condition.area is None or condition.area.location_id in {None, *shown}


def test_every_need_is_answered_exactly_by_two_services_or_more(services, taxonomy):
    carried = Counter(slug for service in services for slug in service.needs or ())

    assert [need.slug for need in taxonomy.needs if carried[need.slug] < 2] == []
    assert carried["any"] >= 2
    assert any(carried[group.slug] for group in taxonomy.groups)


@pytest.mark.parametrize("mode", AudienceMode)
def test_every_audience_is_served_and_made_welcome(services, taxonomy, mode):
    named = {one.slug for service in services for one in service.audiences or () if one.mode is mode}

    assert named == {term.slug for term in taxonomy.of(Facet.AUDIENCE)}


@pytest.mark.parametrize(
    ("field", "facet"),
    [("kinds", Facet.KIND), ("how", Facet.HOW), ("routes", Facet.ROUTE), ("level", Facet.LEVEL)],
)
def test_every_word_of_the_small_lists_is_used(services, taxonomy, field, facet):
    used = {slug for service in services for slug in getattr(service, field) or ()}

    assert used == {term.slug for term in taxonomy.of(facet)}


def test_every_nhs_role_is_used(services, taxonomy):
    assert {service.nhs_role for service in services} == {None, *(term.slug for term in taxonomy.of(Facet.NHS_ROLE))}


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        (Service, "status", Status),
        (Service, "sector", Sector),
        (ContactPoint, "channel", Channel),
        (Confidentiality, "parents", Telling),
        (Confidentiality, "school", Telling),
        (Confidentiality, "gp", Telling),
        (Wait, "stage", WaitStage),
        (Cost, "kind", CostKind),
        (AgeRule, "unit", AgeUnit),
        (AgeRule, "whose", WhoseAge),
        ("conditions", "basis", Basis),
        ("areas", "kind", AreaKind),
        (Check, "scope", CheckScope),
        (Check, "method", CheckMethod),
        (Check, "outcome", CheckOutcome),
        (Organisation, "kind", OrganisationKind),
    ],
)
def test_every_member_of_every_enum_is_used(facts, kind, field, words):
    assert {getattr(one, field) for one in facts[kind]} - {None} == set(words)


def test_every_scheme_of_identifiers_is_used(facts):
    used = {one.scheme for organisation in facts[Organisation] for one in organisation.identifiers}

    assert used == set(IdentifierScheme)


FACT_KINDS = (
    Service,
    Organisation,
    Inclusion,
    Threshold,
    Confidentiality,
    WordsToSay,
    ContactPoint,
    Schedule,
    Location,
    Wait,
    Cost,
    SinglePoint,
    AgeRule,
)
OPTIONAL = [
    (kind, field.name)
    for kind in FACT_KINDS
    for field in fields(kind)
    if NoneType in get_args(get_type_hints(kind)[field.name]) and field.name not in SAYS_NOTHING_YET
]
# What an edit that waits does to a listing: nothing of an edit is invented.
OURS = {(Service, "is_demonstration"), (Service, "may_have_changed")}
YES_OR_NO = [
    (kind, name) for kind in FACT_KINDS for name, hint in get_type_hints(kind).items() if bool in (hint, *get_args(hint))
]


@pytest.mark.parametrize(("kind", "field"), OPTIONAL)
def test_every_optional_fact_is_told_somewhere_and_not_told_elsewhere(facts, kind, field):
    values = [getattr(one, field) for one in facts[kind]]

    assert any(value is None for value in values)
    assert any(value is not None for value in values)


@pytest.mark.parametrize(("kind", "field"), [pair for pair in YES_OR_NO if pair not in OURS])
def test_every_yes_or_no_is_both(facts, kind, field):
    assert {True, False} <= {getattr(one, field) for one in facts[kind]}


def test_catchments_have_groups_of_any_and_of_all(services):
    groups = [service.catchment.groups for service in services if service.catchment]

    assert any(len(group) > 1 for group in groups)
    assert any(len(conditions) > 1 for group in groups for conditions in group)


def test_waits_are_fresh_and_old_and_differ_by_need(facts):
    ages = [(TODAY - wait.said_on).days for wait in facts[Wait]]

    assert min(ages) < 30
    assert max(ages) > 90
    assert any(wait.need for wait in facts[Wait])


def test_hours_go_past_midnight_and_round_the_clock(facts):
    assert any(one.closes_at < one.opens_at for one in facts[Schedule])
    assert any(one.closes_at == one.opens_at for one in facts[Schedule])


def test_contacts_for_professionals_have_the_providers_consent(facts):
    kept_apart = [point for point in facts[ContactPoint] if point.professionals_only]

    assert kept_apart
    assert all(point.consent_recorded for point in kept_apart)


def test_facts_read_from_prose_and_not_confirmed_are_among_them(services):
    unconfirmed = {field for service in services for field in service.unconfirmed}

    assert {"age_rules", "catchment", "audiences", "needs", "status", "taking_new_people"} <= unconfirmed


def test_checks_are_new_and_more_than_a_year_old(facts):
    ages = [(TODAY - check.checked_on).days for check in facts[Check]]

    assert min(ages) < 7
    assert max(ages) > 365


def test_a_service_that_has_closed_says_what_to_try_instead(services):
    closed = [service for service in services if service.status in (Status.DEFUNCT, Status.INACTIVE)]

    assert closed
    assert all(service.threshold.try_instead for service in closed)


def test_somebody_somewhere_meets_every_verdict_and_every_reason(services):
    seekers = [
        Seeker(),
        someone_in("E06000042", 11),
        someone_in("E06000044", 15),
        someone_in("E08000014", 26),
        Seeker(age=45, asking=Asking.SOMEONE_I_WORK_WITH),
        Seeker(age=15, circumstances=frozenset({"girls", "young-carers"})),
        Seeker(school_year=7, looked_after_by="E06000026"),
    ]
    judgements = [judge(service, seeker) for service in services for seeker in seekers]

    assert {one.verdict for one in judgements} == set(Verdict)
    assert {reason.code for one in judgements for reason in one.reasons} == set(ReasonCode) - {ReasonCode.MAY_HAVE_CHANGED}


def someone_in(council, age):
    here = Place(
        "PO1 2AL",
        PlaceSource.POSTCODE,
        exact=True,
        possibilities=(frozenset({ENGLAND, council}),),
        outcode="PO1",
        point=Point(50.7989, -1.0912),
    )
    return Seeker(age=age, home=here, gp=here, school=here)

"""One service of a feed, whatever shape it comes in."""

import json
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.eligibility import ANYONE_ANYWHERE, AgeRule, AreaKind, Audience, AudienceMode, lives_in
from directory.domain.organisations import Identifier, IdentifierScheme, OrganisationKind
from directory.domain.places import Point
from directory.domain.services import Channel, Cost, CostKind, Schedule, Status
from directory.openreferral.documents import services_in
from directory.openreferral.hours import read_time
from directory.openreferral.reading import ServiceReader
from directory.openreferral.terms import TermReader
from directory.openreferral.text import text_of
from tests.conftest import A_FEW_AREAS

FIXTURES = Path(__file__).parent.parent / "fixtures" / "openreferral"
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "id",
    "name",
    "description",
    "status",
    "minimum_age",
    "maximum_age",
    "min_age",
    "eligibility",
    "organization",
    "organisation",
    "schedules",
    "phones",
    "contacts",
    "regular_schedules",
    "locations",
    "service_at_locations",
    "service_areas",
    "cost_options",
    "fees",
    "languages",
    "attributes",
    "taxonomies",
    "url",
    "email",
)


@pytest.fixture(scope="module")
def reader(taxonomy):
    named = {area.short_name.lower(): area for area in A_FEW_AREAS}
    return ServiceReader(TermReader(taxonomy), lambda text: named.get(text.lower()), date(2026, 3, 27))


@pytest.fixture
def harbour(reader):
    return reader.read(json.loads((FIXTURES / "uk-service.json").read_text()), 1)


@pytest.fixture
def page(reader):
    return list(reader.read_all(services_in(json.loads((FIXTURES / "outpost-page.json").read_text()))))


def test_html_entities_and_left_over_markers_become_plain_text(harbour):
    assert harbour.facts["description"] == "Counselling for young people & carers.\nRing us."


def test_a_blank_status_counts_as_running_and_is_marked_as_assumed(harbour):
    assert harbour.facts["status"] is Status.ACTIVE
    assert harbour.assumed == {"status"}


def test_an_oldest_age_of_a_hundred_or_more_is_open(harbour):
    assert harbour.facts["age_rules"] == (AgeRule(11, None),)


def test_areas_are_known_by_code_or_by_exact_name(reader, harbour):
    def catchment(*names):
        areas = [{"name": name} for name in names]
        return reader.read({"name": "x", "service_areas": areas}, 1).facts.get("catchment")

    assert harbour.facts["catchment"] == lives_in(AreaKind.LOCAL_AUTHORITY, "E06000044")
    assert catchment("Havant") == lives_in(AreaKind.LOCAL_AUTHORITY, "E07000090")
    assert catchment("UK wide") == ANYONE_ANYWHERE
    assert catchment("Havant", "Round the corner") is None


def test_hours_of_the_service_are_when_its_telephone_is_answered(harbour):
    phone, text, email = harbour.facts["contact_points"]

    assert (phone.channel, phone.value) == (Channel.PHONE, "01632 960101")
    assert phone.schedules == (Schedule(frozenset({0, 1, 2}), time(9), time(17)),)
    assert (text.channel, text.value, text.label) == (Channel.TEXT, "07700 900101", "Reception")
    assert email.value == "hello@harbour.example.org"


def test_nobodys_name_is_kept(harbour):
    assert "Sam" not in repr(harbour)


def test_our_own_terms_become_facts_and_other_names_are_read_as_words(harbour):
    assert harbour.facts["needs"] == {"worry-anxiety"}
    assert harbour.facts["audiences"] == {Audience("young-carers", AudienceMode.ONLY)}
    assert "Bereavement support" in harbour.needs_prose


def test_our_own_terms_are_known_by_their_id(reader, taxonomy):
    term = taxonomy.needs[0]
    read = reader.read({"name": "x", "attributes": [{"taxonomy_term": {"id": str(term.id)}}]}, 1)

    assert read.facts["needs"] == {term.slug}


def test_places_cost_languages_and_organisation_are_read(harbour):
    place = harbour.facts["locations"][0]

    assert (place.name, place.address, place.postcode) == ("Harbour House", "12 Sea Street", "PO1 2AL")
    assert place.point == Point(50.7989, -1.0912)
    assert (place.step_free, place.hearing_loop, place.access_note) == (True, True, "Step-free, with a hearing loop.")
    assert harbour.facts["cost"] == Cost(CostKind.FREE)
    assert harbour.facts["languages"] == ("English", "Urdu")
    assert harbour.facts["what_happens_next"] == ("Ring us.", "We ring you back.")
    assert harbour.facts["threshold"].for_plain == "Young people who live in Portsmouth"
    assert harbour.organisation["kind"] is OrganisationKind.CHARITY
    assert harbour.organisation["identifiers"] == (Identifier(IdentifierScheme.CHARITY, "1999991"),)


def test_an_outpost_page_is_read(page):
    low_tide = page[0]

    assert low_tide.id == "7"
    assert low_tide.facts["age_rules"] == (AgeRule(13, None),)
    assert low_tide.facts["cost"] == Cost(CostKind.FREE)
    assert low_tide.facts["routes"] == {"self"}
    assert low_tide.facts["locations"][0].point == Point(50.85, -0.98)
    assert low_tide.facts["locations"][0].step_free is True
    assert low_tide.organisation["name"] == "Low Tide"


def test_ages_that_cross_are_left_out_and_spoken_of(page):
    assert "age_rules" not in page[1].facts
    assert "its ages 12 to 5 make no sense" in page[1].warnings[0]


def test_an_address_that_is_masked_there_is_masked_here_and_has_no_point(page):
    place = page[1].facts["locations"][0]

    assert place.masked
    assert place.point is None


def test_a_step_free_that_is_denied_is_only_kept_as_words(reader):
    given = {"accessibility": [{"description": "Sorry, no wheelchair access"}], "name": "Hall"}
    place = reader.read({"name": "x", "locations": [given]}, 1).facts["locations"][0]

    assert place.step_free is None
    assert place.access_note == "Sorry, no wheelchair access."


@pytest.mark.parametrize(
    ("service", "cost"),
    [
        ({"fees": "Free"}, Cost(CostKind.FREE)),
        ({"fees": "£5 a session"}, Cost(CostKind.DEPENDS, "£5 a session")),
        ({"cost_options": [{"amount": 35, "option": "Under 18s"}]}, Cost(CostKind.PAY, "Under 18s £35")),
        ({"cost_options": [{"amount": 0}, {"amount": 5}]}, Cost(CostKind.DEPENDS, "£5")),
        ({"fees": ""}, None),
        ({"free": None}, None),
    ],
)
def test_blank_is_never_free(reader, service, cost):
    assert reader.read({"name": "x", **service}, 1).facts.get("cost") == cost


@pytest.mark.parametrize(
    ("written", "expected"),
    [("9:00am", time(9)), ("12:00am", time(0)), ("12:30pm", time(12, 30)), ("18:00:00+01:00", time(18)), ("24:00", time(0))],
)
def test_times_are_read_as_feeds_write_them(written, expected):
    assert read_time(written) == expected


@pytest.mark.parametrize("written", ["25:00", "13pm", "noonish", "", None, 9, []])
def test_what_is_no_time_is_none(written):
    assert read_time(written) is None or written == 9


def test_scripts_are_not_text():
    assert text_of("Hello<script>alert(1)</script> there &amp;nbsp; you") == "Hello there you"


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANY_JSON)))
def test_any_json_at_all_can_be_read(reader, service):
    record = reader.read(service, 1)

    assert record.refused or record.name

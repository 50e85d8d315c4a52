"""Listings written by hand in TOML, read to facts; and mistakes that say where they are."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.eligibility import (
    ANYONE_ANYWHERE,
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
from directory.domain.errors import ImportRefused
from directory.domain.organisations import Identifier, IdentifierScheme, Inclusion, OrganisationKind
from directory.domain.places import Point
from directory.domain.services import Channel, Cost, CostKind, Schedule, Service, SinglePoint, Telling, Wait, WaitStage
from directory.domain.taxonomy import Taxonomy
from directory.importing.listing_file import ListingFile, read_listing_file
from directory.importing.shorthand import ALWAYS

TODAY = date(2026, 11, 21)
HEAD = """
[[organisation]]
slug = "lantern-row"
name = "Lantern Row"
[[service]]
slug = "drop-in"
organisation = "lantern-row"
name = "Drop-in"
"""
Read = Callable[[str], ListingFile]


@pytest.fixture
def read(tmp_path: Path, taxonomy: Taxonomy) -> Read:
    def read_text(text: str) -> ListingFile:
        path = tmp_path / "harbour.toml"
        path.write_text(text, encoding="utf-8")
        return read_listing_file(path, today=TODAY, taxonomy=taxonomy)

    return read_text


@pytest.fixture
def service(read: Read) -> Callable[[str], Service]:
    """The one service of a file that says only what matters about it."""
    return lambda text: read(HEAD + text).listings[0].service


def test_what_is_left_out_is_not_told(service):
    plain = service("")

    assert plain.age_rules is None
    assert plain.catchment is None
    assert plain.audiences is None
    assert plain.cost is None
    assert plain.taking_new_people is None
    assert plain.is_demonstration is False


def test_empty_list_says_there_are_none(service):
    assert service("languages = []\nneeds = []").languages == ()
    assert service("needs = []").needs == frozenset()


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ('"11 to 18"', AgeRule(11, 18)),
        ('"16 and over"', AgeRule(16, None)),
        ('"up to 18"', AgeRule(None, 18)),
        ('"16"', AgeRule(16, 16)),
        ('"any age"', AgeRule()),
        ('"school years 7 to 11"', AgeRule(7, 11, AgeUnit.SCHOOL_YEARS)),
        ('{ ages = "16 to 25", only_for = "send" }', AgeRule(16, 25, condition="send")),
        ('{ ages = "18 and over", whose = "person using" }', AgeRule(18, None, whose=WhoseAge.PERSON_USING)),
    ],
)
def test_ages_are_written_as_people_say_them(service, written, rule):
    assert service(f"ages = [{written}]").age_rules == (rule,)


@pytest.mark.parametrize(
    ("written", "schedule"),
    [
        ("mon-fri 09:00-17:00", Schedule(frozenset(range(5)), time(9), time(17))),
        ("tue, thu 16:00-18:30, term time only", Schedule(frozenset({1, 3}), time(16), time(18, 30), term_time=True)),
        ("fri-mon 20:00-02:00", Schedule(frozenset({4, 5, 6, 0}), time(20), time(2))),
        ("daily 10:00-22:00, bank holidays too", Schedule(frozenset(range(7)), time(10), time(22), bank_holidays=True)),
        (
            "sat 10:00-12:00, all year, not bank holidays",
            Schedule(frozenset({5}), time(10), time(12), term_time=False, bank_holidays=False),
        ),
        ("always", ALWAYS),
    ],
)
def test_hours_are_written_as_on_a_door(service, written, schedule):
    point = service(f'[[service.contact]]\nphone = "01632 960000"\nhours = ["{written}"]').contact_points[0]

    assert point.schedules == (schedule,)


def test_catchment_is_any_of_groups_of_all_of_conditions(service):
    catchment = service("""
catchment = [
  [{ basis = "lives in", council = "E06000044" }, { basis = "school in", named = ["Quarrymead", "Sundial"] }],
  { basis = "GP in", board = "E54000067" },
]
""").catchment

    lives = Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({"E06000044"})))
    school = Condition(Basis.SCHOOL_IN, Area(AreaKind.NAMED, frozenset({"Quarrymead", "Sundial"})))
    gp = Condition(Basis.GP_IN, Area(AreaKind.BOARD, frozenset({"E54000067"})))
    assert catchment == Catchment(((lives, school), (gp,)))


def test_miles_are_measured_from_a_location_of_the_same_service(service):
    found = service("""
catchment = [{ basis = "lives in", miles = 5, from = "hall" }]
[[service.location]]
key = "hall"
point = [50.7989, -1.0912]
""")

    assert found.catchment.groups[0][0].area == Area(AreaKind.MILES, miles=5.0, location_id=found.locations[0].id)
    assert found.locations[0].point == Point(50.7989, -1.0912)


def test_anyone_and_everyone_are_one_word_each(service):
    found = service('catchment = "anyone"\naudiences = "everyone"')

    assert found.catchment == ANYONE_ANYWHERE
    assert found.audiences == frozenset()


def test_audiences_say_who_it_is_only_for_and_who_is_welcome(service):
    found = service('audiences = { only = ["girls"], welcoming = ["lgbtq"] }')

    assert found.audiences == {Audience("girls", AudienceMode.ONLY), Audience("lgbtq", AudienceMode.WELCOMING)}


def test_days_may_be_counted_from_the_day_of_reading(service):
    found = service("""
ends_on = "in 40 days"
taking_new_people_on = "today"
[[service.wait]]
stage = "help starts"
weeks = "4 to 7"
need = "eating"
said_by = "the desk"
on = "8 days ago"
""")

    assert found.ends_on == date(2026, 12, 31)
    assert found.taking_new_people_on == TODAY
    assert found.waits == (Wait(WaitStage.HELP_STARTS, 4, 7, "the desk", date(2026, 11, 13), "eating"),)


def test_parts_are_read_under_their_own_headings(service):
    found = service("""
cost = { kind = "depends", note = "Free under 18." }
[service.confidentiality]
parents = "only if someone is at risk"
agrees_alone_from = 13
[service.single_point]
takes = "Most things."
passes_on = false
[[service.contact]]
drop-in = "The blue door"
professionals_only = true
consent_recorded = true
""")

    assert found.cost == Cost(CostKind.DEPENDS, "Free under 18.")
    assert found.confidentiality.parents is Telling.ONLY_IF_AT_RISK
    assert found.confidentiality.agrees_alone_from == 13
    assert found.single_point == SinglePoint("Most things.", None, False)
    assert found.contact_points[0].channel is Channel.DROP_IN
    assert found.public_contact_points == ()


def test_checks_and_source_come_beside_the_service(read):
    listing = read(f"""{HEAD}
published = false
source = "A poster"
[[service.check]]
scope = "contact"
on = 2026-11-01
by = "an editor"
how = "we rang"
outcome = "no answer"
""").listings[0]

    assert listing.published is False
    assert listing.source == "A poster"
    asked = Check(CheckScope.CONTACT, date(2026, 11, 1), "an editor", CheckMethod.RANG, CheckOutcome.NO_ANSWER)
    assert listing.checks == (asked,)


def test_what_was_not_seen_stands_apart_from_what_was(read):
    listing = read(HEAD + 'cost = "free"\n[service.to_check]\nages = ["up to 34"]').listings[0]

    assert listing.service.age_rules is None
    assert listing.believed.age_rules == (AgeRule(None, 34),)
    assert listing.believed.cost == listing.service.cost


def test_organisation_says_who_it_is_and_what_it_has_declared(read):
    organisation = read("""
[[organisation]]
slug = "lantern-row"
name = "Lantern Row"
kind = "community group"
identifiers = { charity = "DEMO-1" }
[organisation.declared]
insured = true
on = "10 days ago"
""").organisations[0]

    assert organisation.kind is OrganisationKind.COMMUNITY_GROUP
    assert organisation.identifiers == (Identifier(IdentifierScheme.CHARITY, "DEMO-1"),)
    assert organisation.inclusion == Inclusion(insured=True, declared_on=date(2026, 11, 11))


def test_the_same_slug_has_the_same_id_every_time(read):
    assert read(HEAD).listings[0].service.id == read(HEAD + 'cost = "free"').listings[0].service.id


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        ('needs = ["worry-anxeity"]', "needs", "Did you mean “worry-anxiety”?"),
        ('ages = ["eleven"]', "ages", "“eleven” is not an age"),
        ('ages = ["18 to 11"]', "ages", "ends before it begins"),
        ("ages = []", "ages", "write a list"),
        ('cost = "gratis"', "cost", "They are: free, pay, depends"),
        ('status = "closed"', "status", "is not one of the words used here"),
        ('ends_on = "soon"', "ends_on", "“soon” is not a day"),
        ('takes_refused = "yes"', "takes_refused", "write true or false"),
        ('hours = ["always"]', "hours", "there is no field of this name"),
        ('what_happens_next = ["1", "2", "3", "4", "5"]', "what_happens_next", "four is the most"),
        ('unconfirmed = ["age"]', "unconfirmed", "not a fact of a service"),
        ('catchment = [{ basis = "lives in" }]', "catchment, basis", "name an area"),
        ('catchment = "Portsmouth"', "catchment", "write “anyone”, or a list"),
        ('[[service.contact]]\nphone = "1"\ntext = "2"', "contact 1, channel", "exactly one of"),
        ('[[service.contact]]\nphone = "1"\nhours = ["weekdays"]', "contact 1, hours", "is not hours"),
        ('[[service.contact]]\nphone = "1"\nhours = ["mun-fri 09:00-17:00"]', "contact 1, hours", "not a day of the week"),
        ('[[service.contact]]\nphone = "1"\nhours = ["mon 09:00-25:00"]', "contact 1, hours", "“25:00” is not a time"),
        ('[[service.contact]]\nphone = "1"\nhours = ["mon 09:00-10:00, often"]', "contact 1, hours", "cannot stand after"),
        ("[[service.location]]\npoint = [-1.09, 50.79]", "location 1, point", "Latitude comes first"),
        ('[[service.wait]]\nstage = "help starts"\nweeks = "soon"', "wait 1, weeks", "write “6 to 10”"),
        ('[[service.check]]\nscope = "all"', "check 1, on", "this is missing"),
        ('summary = ""', "summary", "not told us"),
    ],
)
def test_mistake_names_file_listing_and_field(read, text, field, sentence):
    with pytest.raises(ImportRefused) as refused:
        read(HEAD + text)

    assert str(refused.value).startswith(f"harbour.toml, service “drop-in”, {field}: ")
    assert sentence in str(refused.value)


def test_organisation_that_is_not_there_is_a_mistake(read):
    with pytest.raises(ImportRefused, match="no organisation of this file has the slug “nowhere”"):
        read('[[service]]\nslug = "drop-in"\norganisation = "nowhere"\nname = "Drop-in"')


def test_two_services_of_one_slug_are_a_mistake(read):
    twice = HEAD + '[[service]]\nslug = "drop-in"\norganisation = "lantern-row"\nname = "Drop-in"'

    with pytest.raises(ImportRefused, match="service “drop-in”: there are two of this name"):
        read(twice)


def test_file_that_is_not_toml_says_on_which_line(read):
    with pytest.raises(ImportRefused, match=r"harbour\.toml: this file is not written as TOML\. .*line 2"):
        read("\nname = no quotation marks")


def test_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(ImportRefused, match=r"nowhere\.toml: this file cannot be read"):
        read_listing_file(tmp_path / "nowhere.toml", today=TODAY)

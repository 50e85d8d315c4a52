"""A place that may lie in several areas: no council, team or way in is named as though it were surely the child's."""

import pytest

from directory.domain.eligibility import AgeRule, Area, AreaKind, Basis, Catchment, Condition, lives_in
from directory.domain.places import CouncilNumber
from directory.places.areas import read_areas
from directory.places.gazetteer import Gazetteer
from directory.store.areas import save_areas, save_council_numbers
from directory.store.database import writing
from tests.builders import PORTSMOUTH, a_service
from tests.conftest import SEED
from tests.professionals.test_find import listing, options

__all__ = ["options"]

BEXLEY, KENT = "E09000004", "E10000016"
OF_COUNCIL = AreaKind.LOCAL_AUTHORITY


@pytest.fixture(scope="module")
def whole_country(tmp_path_factory):
    return Gazetteer(
        read_areas(SEED / "areas"), SEED / "districts.csv", tmp_path_factory.mktemp("none") / "postcodes.sqlite3"
    )


@pytest.fixture
def app(app, whole_country):
    """It knows every council by its name."""
    vars(app.extensions["directory"]).update(gazetteer=whole_country)
    return app


@pytest.fixture
def numbers(db):
    """Councils' numbers for a worry about a child, as they are given by code."""

    def give(**by_code):
        with writing(db):
            save_areas(db, [area for area in read_areas(SEED / "areas") if area.code in by_code])
            for code, number in by_code.items():
                save_council_numbers(db, code, [CouncilNumber(code, "By day", number, "9am to 5pm")])

    return give


def strip(page):
    return page.text.split("Today first: this may not be able to wait")[1].split("Single point of access")[0]


def ways_in(council):
    area = Area(OF_COUNCIL, frozenset({council}))
    return Catchment(((Condition(Basis.GP_IN, area),), (Condition(Basis.LOOKED_AFTER_BY, area),)))


@pytest.mark.parametrize("postcode", ["DA1", "DA1 1AA"])
def test_each_council_of_a_district_is_named_with_its_number_or_that_we_have_none(options, numbers, postcode):
    numbers(E09000004="01632 960900")
    said = strip(options(postcode=postcode))

    assert "Worried about a child DA1 is in more than one council: it may be any of these. Bexley 01632 960900" in said
    assert "We have no number for Kent (Dartford)." in said
    assert "Worried about a child: Bexley" not in said


def test_where_only_the_practice_was_told_the_strip_says_whose_council_it_names(options, numbers):
    numbers(E06000044="01632 960908")

    assert "Portsmouth (where the practice is) 01632 960908" in strip(options(postcode="", gp_postcode="PO1"))
    assert "DA1, where the practice is, is in more than one council" in strip(options(postcode="", gp_postcode="DA1"))


def test_a_district_whose_councils_gave_us_no_number_says_so_of_each(options):
    said = strip(options(postcode="LS29"))

    assert "We have no number for Bradford, Leeds or North Yorkshire. Ring 999 if a child is in danger now." in said


def test_a_county_has_one_number_however_many_of_its_districts_a_place_touches(options, numbers):
    numbers(E10000011="01632 960902")

    assert "Worried about a child: East Sussex 01632 960902" in strip(options(postcode="East Sussex"))
    assert "Worried about a child: East Sussex (Eastbourne) 01632 960902" in strip(options(postcode="BN21"))


def test_the_council_that_looks_after_the_child_is_sure_where_their_home_is_not(options, numbers):
    numbers(E09000004="01632 960900")
    said = strip(options(postcode="DA1", looked_after_by="Bexley"))

    assert "Worried about a child: Bexley (looks after the child) 01632 960900" in said
    assert "DA1, where the child lives, is in more than one council" in said


@pytest.mark.parametrize(
    ("area", "says"),
    [
        ("DA1", "DA1 is in more than one council: it may be any of these. Bexley: By day 01632 960900 (9am to 5pm)"),
        ("DA1", "We have no number for Kent (Dartford)."),
        ("Bexley", "Bexley: By day 01632 960900 (9am to 5pm)"),
        ("Leeds", "Leeds: we have no number of this council"),
    ],
)
def test_the_sheet_of_an_area_names_councils_no_surer_than_the_place_is(browser, numbers, area, says):
    numbers(E09000004="01632 960900")

    assert says in browser.open(f"/professionals/pathway?area={area}").text.replace(" .", ".")


@pytest.mark.parametrize("postcode", ["LS6", "LS29", "L20", "DA1"])
def test_a_front_door_that_nobody_there_can_use_is_less_likely(options, listed, postcode):
    listed(
        listing("Far door", nhs_role="single-point", catchment=ways_in(PORTSMOUTH)),
        listing("Anywhere", catchment=None),
    )
    page = options(postcode=postcode)

    assert page.text.index("Less likely") < page.text.index("Far door")
    assert page.text.index("Anywhere") < page.text.index("Less likely")


@pytest.mark.parametrize("of", [KENT, "E07000107", BEXLEY])
def test_a_front_door_that_somebody_there_may_use_is_not_less_likely(options, listed, of):
    listed(listing("A door", nhs_role="single-point", catchment=ways_in(of)))

    assert "Less likely" not in options(postcode="DA1").text


@pytest.mark.parametrize(("postcode", "summary"), [("DA1", "Way in (ask first)"), ("PO1", "Sure way")])
def test_what_is_folded_says_at_once_that_a_way_in_is_doubtful(options, listed, postcode, summary):
    listed(
        listing("Way in", nhs_role="single-point", catchment=lives_in(OF_COUNCIL, BEXLEY)),
        listing("Sure way", nhs_role="single-point", catchment=lives_in(OF_COUNCIL, PORTSMOUTH)),
    )

    assert f"Single point of access {summary} {summary.split(' (')[0]} ," in options(postcode=postcode).text


def test_a_crisis_team_that_is_for_other_ages_is_not_said_to_be_missing(options, listed):
    facts = {"nhs_role": "crisis-team", "catchment": lives_in(OF_COUNCIL, PORTSMOUTH)}
    listed(
        listing("Night team", age_rules=(AgeRule(None, 17),), **facts),
        listing("Far team", age_rules=(AgeRule(None, 17),), **{**facts, "catchment": lives_in(OF_COUNCIL, BEXLEY)}),
        a_service("Hidden team", age_rules=(AgeRule(None, 17),), **facts),
    )

    assert "None is listed for 18; Night team is for people aged 17 and under. Use 111" in strip(options(age="18"))
    assert "None is listed for this place. Use 111" in strip(options(age="18", postcode="LS6"))
    assert "None is listed" not in strip(options(age="17"))

"""Which councils hear a worry about a child, as far as a place tells."""

import pytest

from directory.domain.places import CouncilNumber
from directory.finding.councils import councils_hearing
from directory.store.areas import save_council_numbers
from directory.store.database import writing
from tests.builders import HAMPSHIRE_BOARD, HAVANT, PORTSMOUTH, a_place

HAMPSHIRE, EAST_HAMPSHIRE = "E10000014", "E07000085"
NUMBER = CouncilNumber("", "By day", "01632 960908", "9am to 5pm")


@pytest.fixture
def heard(db):
    """The councils of a place: their codes, whether they have a number, and the parts of a county."""
    with writing(db):
        save_council_numbers(db, PORTSMOUTH, [CouncilNumber(PORTSMOUTH, NUMBER.label, NUMBER.number, NUMBER.hours)])
    return lambda place: [(one.code, one.numbers == (NUMBER,), one.parts) for one in councils_hearing(db, place)]


def test_a_whole_postcode_has_one_council_whatever_board_it_is_in(heard):
    unsure_of_board = a_place(others=[frozenset({PORTSMOUTH, "E54000069"})], exact=False)

    assert heard(a_place()) == [(PORTSMOUTH, True, ())]
    assert heard(unsure_of_board) == [(PORTSMOUTH, True, ())]


def test_a_district_has_each_council_it_touches_and_a_county_once(heard):
    of_county = [frozenset({one, HAMPSHIRE, HAMPSHIRE_BOARD}) for one in (HAVANT, EAST_HAMPSHIRE)]

    assert heard(a_place(others=of_county)) == [(PORTSMOUTH, True, ()), (HAMPSHIRE, False, (HAVANT, EAST_HAMPSHIRE))]


def test_where_only_the_nation_is_known_no_council_is_named(heard):
    assert heard(a_place(others=[frozenset({f"E0900000{number}"}) for number in range(1, 8)])) == []
    assert heard(a_place("M83000003")) == []

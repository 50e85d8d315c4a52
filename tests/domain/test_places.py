"""What is known of a place from the areas it may be in."""

import pytest

from directory.domain.places import Place, PlaceSource

PORTSMOUTH, EASTBOURNE, HASTINGS, EAST_SUSSEX = "E06000044", "E07000061", "E07000062", "E10000011"


@pytest.mark.parametrize(
    ("possibilities", "council"),
    [
        ([{PORTSMOUTH, "E92000001"}], PORTSMOUTH),
        ([{EASTBOURNE, EAST_SUSSEX}, {HASTINGS, EAST_SUSSEX}], EAST_SUSSEX),
        ([{PORTSMOUTH}, {EASTBOURNE, EAST_SUSSEX}], None),
        ([{"E92000001"}], None),
        ([], None),
    ],
)
def test_the_council_that_would_look_after_a_child_is_the_county_where_there_is_one(possibilities, council):
    place = Place("here", PlaceSource.DISTRICT, exact=False, possibilities=tuple(map(frozenset, possibilities)))

    assert place.caring_council == council

"""Grid references to latitude and longitude."""

import pytest

from directory.domain.places import Point, distance_miles
from directory.places.grid import to_degrees

METRES_IN_A_MILE = 1609.344


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        # The worked example of OS's guide, in ETRS89: 52 39 28.723 N, 1 42 57.787 E.
        (651409.903, 313177.270, 52.657979, 1.716052),
        # Points published for trying the definitive transformation (OSTN15): Scilly, Fair Isle's side, St Kilda.
        (91492.146, 11318.804, 49.922264, -6.299778),
        (440725.073, 1107878.448, 59.854099, -1.274869),
        (9587.909, 899448.996, 57.813525, -8.578544),
    ],
)
def test_grid_reference_comes_out_within_five_metres(easting, northing, latitude, longitude):
    found = Point(*to_degrees(easting, northing))

    assert distance_miles(found, Point(latitude, longitude)) * METRES_IN_A_MILE < 5

from itertools import combinations
from math import hypot

import pytest

from directory.domain.places import Point
from directory.domain.verdicts import Verdict
from directory.public.sketch_map import EDGE, PIN, RING_MILES, Spot, draw_sketch

HOME = Point(50.8, -1.09)
MILE_NORTH = 1 / 69.09  # degrees of latitude


def a_spot(north=0.0, east=0.0, number=1, verdict=Verdict.CAN_USE):
    """Miles north and east of home."""
    return Spot(
        number,
        f"Place {number}",
        Point(HOME.latitude + north * MILE_NORTH, HOME.longitude + east * MILE_NORTH / 0.632),
        verdict,
    )


def test_there_is_no_map_without_a_middle_or_without_anything_around_it():
    assert draw_sketch(None, [a_spot(1)]) is None
    assert draw_sketch(HOME, []) is None
    assert draw_sketch(HOME, [a_spot(north=200)]) is None


@pytest.mark.parametrize(
    ("north", "east", "towards"),
    [(2, 0, "north"), (0, 2, "east"), (-2, 0, "south"), (0, -2, "west"), (2, 2, "north east"), (-2, -2, "south west")],
)
def test_north_is_up_and_east_is_right(north, east, towards):
    pin = draw_sketch(HOME, [a_spot(north, east)]).pins[0]

    assert pin.towards == towards
    assert (pin.y < -1) is (north > 0)
    assert (pin.x > 1) is (east > 0)


@pytest.mark.parametrize("farthest", [0.1, 0.4, 0.9, 1.9, 4, 9, 19, 49])
def test_rings_are_sensible_miles_and_hold_every_pin(farthest):
    sketch = draw_sketch(HOME, [a_spot(farthest), a_spot(-farthest / 2, number=2)])

    assert sketch.rings[0].radius == EDGE
    assert sketch.rings[0].miles >= farthest
    assert {ring.miles for ring in sketch.rings} <= set(RING_MILES)
    assert all(hypot(pin.x, pin.y) <= EDGE + 1 for pin in sketch.pins)


def test_a_pin_stands_as_far_out_as_it_is_away():
    sketch = draw_sketch(HOME, [a_spot(1.5), a_spot(-3, number=2)])

    near, far = sketch.pins
    assert hypot(far.x, far.y) == pytest.approx(2 * hypot(near.x, near.y), rel=0.01)


def test_numbers_in_one_place_are_pushed_apart_until_each_can_be_read():
    sketch = draw_sketch(HOME, [a_spot(1, 1, number) for number in range(1, 9)])

    gaps = [hypot(one.x - two.x, one.y - two.y) for one, two in combinations(sketch.pins, 2)]
    assert min(gaps) > PIN


def test_the_words_say_the_same_as_the_drawing():
    sketch = draw_sketch(HOME, [a_spot(1), a_spot(east=2.5, number=2), a_spot(0.05, number=3), a_spot(90, number=4)])

    assert sketch.caption.startswith("You are in the middle. The rings are")
    assert sketch.in_words == "1 is 1 mile north; 2 is 2.5 miles east; 3 is very near."
    assert sketch.caption.endswith("Places over 50 miles away are left out.")
    assert "left out" not in draw_sketch(HOME, [a_spot(1)]).caption


def test_drawing_the_same_twice_gives_the_same():
    spots = [a_spot(1, 1, number) for number in range(1, 9)]

    assert draw_sketch(HOME, spots) == draw_sketch(HOME, spots)

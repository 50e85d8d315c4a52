"""A sketch of what is near: the seeker in the middle, rings of miles around, north up, numbered pins. A pure function.

Lengths are in units of the drawing, whose middle is at 0, 0 and whose outermost ring has the radius `EDGE`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from directory.domain.places import Point, distance_miles
from directory.domain.verdicts import Verdict
from directory.web.filters import VERY_NEAR, listed, miles

EDGE = 130.0
PIN = 12.0
RING_MILES = (0.25, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 50)
FARTHEST_DRAWN = RING_MILES[-1]
COMPASS = ("north", "north east", "east", "south east", "south", "south west", "west", "north west")
SMALLEST_MOVE = 0.01


@dataclass(frozen=True)
class Spot:
    """Something to draw: its number in the list, where it is, and its verdict (None while nothing is judged)."""

    number: int
    name: str
    point: Point
    verdict: Verdict | None


@dataclass(frozen=True)
class Pin:
    number: int
    name: str
    x: float
    y: float
    miles: float
    towards: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Ring:
    miles: float
    radius: float


@dataclass(frozen=True)
class SketchMap:
    """`leaves_out` says that somewhere is too far away to draw."""

    rings: tuple[Ring, ...]
    pins: tuple[Pin, ...]
    leaves_out: bool

    @property
    def caption(self) -> str:
        rings = listed([f"{ring.miles:g}" for ring in reversed(self.rings)], "and")
        unit = "mile" if rings == "1" else "miles"
        are = "The ring is" if len(self.rings) == 1 else "The rings are"
        beyond = f" Places over {FARTHEST_DRAWN} miles away are left out." if self.leaves_out else ""
        return (
            f"You are in the middle. {are} {rings} {unit} away in a straight line. North is up. Numbers match the list."
            + beyond
        )

    @property
    def in_words(self) -> str:
        """What the drawing shows, for whoever cannot see it."""
        return "; ".join(f"{pin.number} is {_near(pin)}" for pin in self.pins) + "."


def is_drawn(home: Point | None, point: Point | None) -> bool:
    """Whether there is a middle to draw it around, and it is near enough."""
    return home is not None and point is not None and distance_miles(home, point) <= FARTHEST_DRAWN


def draw_sketch(home: Point | None, spots: Iterable[Spot]) -> SketchMap | None:
    """The sketch, or None where there is no middle or nothing to put around it."""
    if home is None:
        return None
    measured = [(distance_miles(home, spot.point), spot) for spot in spots]
    near = [(away, spot) for away, spot in measured if is_drawn(home, spot.point)]
    if not near:
        return None
    outer = next(ring for ring in RING_MILES if ring >= max(away for away, _ in near))
    pins = _apart([_pin(home, spot, away, outer) for away, spot in near])
    return SketchMap(tuple(_rings(outer)), tuple(pins), leaves_out=len(near) < len(measured))


def _rings(outer: float) -> list[Ring]:
    """The outer one, and at most two sensible ones inside it, not too close to each other."""
    kept: list[Ring] = []
    for ring in reversed([ring for ring in RING_MILES if ring <= outer]):
        radius = EDGE * ring / outer
        if len(kept) < 3 and radius > EDGE / 6 and (not kept or kept[-1].radius - radius > EDGE / 5):
            kept.append(Ring(ring, round(radius, 1)))
    return kept


def _pin(home: Point, spot: Spot, away: float, outer: float) -> Pin:
    """Flat is near enough for a sketch: east shrinks with the cosine of the latitude."""
    east = (spot.point.longitude - home.longitude) * cos(radians(home.latitude))
    north = spot.point.latitude - home.latitude
    bearing = atan2(east, north)
    reach = EDGE * away / outer
    towards = COMPASS[round(degrees(bearing) / 45) % 8]
    return Pin(spot.number, spot.name, reach * sin(bearing), -reach * cos(bearing), away, towards, spot.verdict)


def _apart(pins: Sequence[Pin]) -> list[Pin]:
    """Push pins off each other and off the middle, a little at a time, so that every number can be read."""
    places = [[pin.x, pin.y] for pin in pins]
    for _ in range(60):
        moved = max((_push(places, one) for one in range(len(places))), default=0.0)
        if moved < SMALLEST_MOVE:
            break
    return [
        Pin(pin.number, pin.name, round(x, 1), round(y, 1), pin.miles, pin.towards, pin.verdict)
        for pin, (x, y) in zip(pins, places, strict=True)
    ]


def _push(places: list[list[float]], one: int) -> float:
    """Move one pin away from the middle and from those before it; say how far it went."""
    moved = 0.0
    for other in (None, *range(one)):
        x, y = (0.0, 0.0) if other is None else places[other]
        dx, dy = places[one][0] - x, places[one][1] - y
        gap = hypot(dx, dy)
        wanted = PIN * 1.7
        if gap >= wanted - SMALLEST_MOVE:
            continue
        if gap < SMALLEST_MOVE:  # on the same spot: each takes its own direction
            angle = one * 2.4
            dx, dy, gap = sin(angle), cos(angle), 1.0
            step = wanted
        else:
            step = wanted - gap
        places[one][0] += dx / gap * step
        places[one][1] += dy / gap * step
        moved = max(moved, step)
    return moved


def _near(pin: Pin) -> str:
    away = miles(pin.miles)
    return away if away == VERY_NEAR else f"{away} {pin.towards}"

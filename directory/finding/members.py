"""Sets of listings as whole numbers: one bit for each place in the snapshot, so that thousands of them cost little."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

Members = int
NOBODY: Members = 0
MARK = ord("1")


def members_at(places: Iterable[int], size: int) -> Members:
    """The set of these places, out of `size`."""
    marks = bytearray(b"0") * (size + 1)
    for place in places:
        marks[size - place] = MARK
    return int(marks, 2)


def places_in(members: Members) -> list[int]:
    """The places of a set, the first one first."""
    return [place for place, mark in enumerate(f"{members:b}"[::-1]) if mark == "1"]


def union(sets: Iterable[Members]) -> Members:
    return reduce(or_, sets, NOBODY)

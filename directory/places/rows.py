"""One postcode as a file gives it, whatever the layout of the file."""

from typing import NamedTuple

DEGREE = 100_000  # positions are kept as whole 1e-5 degrees, about a metre


class PostcodeRow(NamedTuple):
    """`postcode` has no space. Position and areas are None where the file says nothing; `ended` is out of use."""

    postcode: str
    latitude: int | None
    longitude: int | None
    council: str | None
    board: str | None
    ended: bool = False

    @property
    def outcode(self) -> str:
        return self.postcode[:-3]

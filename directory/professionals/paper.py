"""How much room words take on a printed sheet of A4 at 14 points, reckoned from the widths of letters.

Reckoned a little too wide, so that what fits here fits on paper too; where it does not, a second sheet comes out and
nothing is lost.
"""

import math
from collections.abc import Iterable

from directory.professionals.giving_way import Said

# Points. The sheet is 186 millimetres wide inside its margins, less what the number before a name takes.
LINE_WIDTH = 499.0
TYPE, LEADING = 14.0, 16.8
NAME_TYPE, NAME_LEADING = 15.5, 18.6
AROUND = 9.0
# What four services may take together: the page less heading, code and numbers for now.
SHEET_ROOM = 514.0
# Of one em, as in Arial and its like; everything else is as wide as a figure, and other scripts wider still.
NARROW, CAPITAL, WIDE, FIGURE, FOREIGN, SQUARE = 0.29, 0.7, 0.9, 0.55, 0.75, 1.0
NARROW_LETTERS = frozenset(" .,:;'’‘!|()[]-/ijlftrI")
WIDE_LETTERS = frozenset("mwMW@%")
SQUARE_FROM = "\u2e80"
# Bold words and letters that are wider elsewhere.
SPARE = 1.01


def height(place: Said) -> float:
    """Of one service, in points."""
    name = lines(place["name"], NAME_TYPE) * NAME_LEADING
    return AROUND + name + LEADING * sum(lines(words, TYPE) for words in paragraphs(place))


def paragraphs(place: Said) -> Iterable[str]:
    """As the sheet sets them under the name."""
    together = (("stands",), ("only", "who", "by"), ("what",), ("not_for",),
                ("label", "step", "value", "hours", "instead", "wait"))  # fmt: skip
    return (" ".join(place[part] for part in parts if place[part]) for parts in together)


def fits_on_sheet(places: list[Said]) -> bool:
    return sum(height(place) for place in places) <= SHEET_ROOM


def lines(words: str, size: float) -> int:
    """How many lines they take where no word is parted unless it is longer than a line."""
    count, used, space = 0, LINE_WIDTH, NARROW * size
    for word in words.split():
        wide = SPARE * size * sum(_width(letter) for letter in word)
        if used + space + wide > LINE_WIDTH:
            count, used = count + max(1, math.ceil(wide / LINE_WIDTH)), wide % LINE_WIDTH
        else:
            used += space + wide
    return count


def _width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    if letter >= SQUARE_FROM:
        return SQUARE
    if not letter.isascii():
        return FOREIGN
    return CAPITAL if letter.isupper() else FIGURE

"""Postcodes as people type them into a field made for one: read as forgivingly as can be."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from directory.domain.errors import PlaceNotUnderstood

ENTER_A_POSTCODE = "Enter a postcode, like PO1 2AL, or just the first part, like PO1"

# The letters a postcode can begin with: Great Britain, Northern Ireland, the islands, and the forces (BF).
LETTERS = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
POSTCODE_AREAS = frozenset(LETTERS.split())
SHAPES = {2: ("LD",), 3: ("LDD", "LLD", "LDL", "LLL"), 4: ("LLDD", "LLDL")}  # L a letter, D a digit
OUTCODE = re.compile(r"(?P<area>[A-Z]{1,2})(?:[1-9]?[0-9]|[0-9](?P<after>[A-Z]))")
LAST_LETTER = {1: "ABCDEFGHJKPSTUW", 2: "ABEHMNPRVWXY"}  # by the length of the area: W1A, EC1A
INCODE = re.compile(r"[0-9][A-Z]{2}")
INCODE_BEGUN = re.compile(r"[0-9][A-Z]?")

TO_DIGIT = {"O": "0", "I": "1", "L": "1"}
LONGEST = 7
LONGEST_TYPED = 40


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode in its two halves; `incode` is None when only the first half was given."""

    outcode: str
    incode: str | None = None

    @property
    def is_full(self) -> bool:
        return self.incode is not None

    @property
    def area(self) -> str:
        """The letters it begins with."""
        return self.outcode.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").rstrip("0123456789") or self.outcode

    @property
    def compact(self) -> str:
        return f"{self.outcode}{self.incode or ''}"

    def __str__(self) -> str:
        return f"{self.outcode} {self.incode}" if self.incode else self.outcode


def parse_postcode(typed: str) -> Postcode:
    """Read a field that should hold a postcode, or raise `PlaceNotUnderstood`.

    Case, spaces and punctuation do not matter, and O and 0, I and 1 (or l) stand for each other wherever only
    one of them can be meant. A postcode that breaks off after its first half is read as that half.
    """
    parts = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper())
    compact = "".join(parts)
    if compact.isascii() and _may_be_a_postcode(parts, compact):
        postcode = read_full(compact) or _read_broken_off(parts) or _read_half(compact)
        if postcode:
            return postcode
    raise PlaceNotUnderstood(ENTER_A_POSTCODE)


def _may_be_a_postcode(parts: list[str], compact: str) -> bool:
    """Words without one digit are names, unless their shape says that every digit was mistyped: WIA IAA."""
    if any(char.isdigit() for char in compact):
        return len(compact) <= LONGEST and not compact.isdigit()
    return len(parts) == 2 and len(parts[1]) == 3 and parts[1][0] in "IO" and parts[0][-1] != "L"


def read_full(compact: str) -> Postcode | None:
    """A whole postcode in capitals and without spaces, slips put right."""
    outcode, incode = read_outcode(compact[:-3]), _read_incode(compact[-3:])
    return Postcode(outcode, incode) if outcode and incode else None


def _read_broken_off(parts: list[str]) -> Postcode | None:
    """`PO1 2` or `PO1 2A`: the space tells it from `PO12`."""
    if len(parts) != 2 or not INCODE_BEGUN.fullmatch(parts[1]):
        return None
    return _read_half(parts[0])


def _read_half(compact: str) -> Postcode | None:
    """A half that begins with a 1 is likelier a number than a slip: `1e9` is not LE9."""
    outcode = None if compact.startswith("1") else read_outcode(compact)
    return Postcode(outcode) if outcode else None


def read_outcode(text: str) -> str | None:
    """The first half as it was meant: the reading that changes least, of those that begin like a postcode."""
    if is_regular(text):
        return text
    readings = [one for shape in SHAPES.get(len(text), ()) for one in _as_shaped(text, shape) if is_regular(one[1])]
    if readings:
        return min(readings)[1]
    return text if OUTCODE.fullmatch(text) else None  # no such area, but somebody should be told so


def _as_shaped(text: str, shape: str) -> Iterator[tuple[int, str]]:
    """Readings of the text with letters and digits where the shape wants them, and how many were changed."""
    for letter_for_1 in "IL":
        to_letter = {"0": "O", "1": letter_for_1}
        read = "".join(
            (TO_DIGIT if wanted == "D" else to_letter).get(char, char) for char, wanted in zip(text, shape, strict=True)
        )
        yield sum(before != after for before, after in zip(text, read, strict=True)), read


def is_regular(outcode: str) -> bool:
    """Built as first halves are, and beginning with letters that some begin with; it need not exist."""
    if outcode == "GIR":
        return True
    match = OUTCODE.fullmatch(outcode)
    if not match or match["area"] not in POSTCODE_AREAS or (len(match["area"]) == 1 and outcode[1] == "0"):
        return False
    return match["after"] is None or match["after"] in LAST_LETTER[len(match["area"])]


def _read_incode(text: str) -> str | None:
    if len(text) != 3:
        return None
    letters = text[1:].replace("0", "O").replace("1", "L")  # the second half never has an I
    read = TO_DIGIT.get(text[0], text[0]) + letters
    return read if INCODE.fullmatch(read) else None

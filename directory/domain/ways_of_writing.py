"""Finding a text however it is written: other capitals, accents, quotes, dashes and spaces, numbers with +44 or without."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# Stands between the lines of a list and the parts of an address when they are read as one. In nobody's words.
JOINED = "\x01"
# Nothing is found across it.
APART = "\0"
OTHER_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
NOT_SEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
DASHES_AND_QUOTES = "'\"`´‘’‚‛“”„ʼ′\\-\u2010-\u2015\u2212_"
BETWEEN_WORDS = rf"(?:[^\w{APART}]|_)*"
WITHIN_A_WORD = rf"[\s{DASHES_AND_QUOTES}]*\.?"
WITHIN_A_NUMBER = rf"[\s().,/\[\]{JOINED}{DASHES_AND_QUOTES}]{{0,4}}"
A_NUMBER = re.compile(rf"(?<!\w)\+?[(\[]?\d(?:[\s().+/\[\]{DASHES_AND_QUOTES}]*\d){{6,}}(?!\w)")
COUNTRY = "44"
COUNTRY_BEFORE = rf"(?:[(\[]?(?:\+|00)?{WITHIN_A_NUMBER}{COUNTRY}{WITHIN_A_NUMBER}0?{WITHIN_A_NUMBER}|[(\[]?00|\+|[(\[]?0)?"
LONGEST_NATIONAL = 11


@dataclass(frozen=True)
class Ways:
    """The ways in which one text may be written."""

    text: str

    @property
    def size(self) -> int:
        """In letters and digits."""
        return sum(sign.isalnum() for sign in folded(self.text))

    def are_in(self, told: str) -> bool:
        return self._quick_pattern.search(folded(told)) is not None

    def spans(self, told: str) -> Iterator[tuple[int, int]]:
        """Where it begins and ends in what was told."""
        if not self.are_in(told):
            return
        pairs = [(sign, place) for place, letter in enumerate(told) for sign in folded(letter)]
        places = [*(place for _, place in pairs), len(told)]
        for found in self._pattern.finditer("".join(sign for sign, _ in pairs)):
            yield places[found.start()], max(places[found.end() - 1] + 1, places[found.end()])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(BETWEEN_WORDS.join(self._parts))

    @cached_property
    def _quick_pattern(self) -> re.Pattern[str]:
        """Finds as often: what says the country of a number that comes first need not be there."""
        first, *rest = self._parts
        return re.compile(BETWEEN_WORDS.join((first.removeprefix(COUNTRY_BEFORE), *rest)))

    @cached_property
    def _parts(self) -> list[str]:
        plain, parts, end = folded(self.text), [], 0
        for number in A_NUMBER.finditer(plain):
            parts += [_words(plain[end : number.start()]), _number(number[0])]
            end = number.end()
        return [part for part in (*parts, _words(plain[end:])) if part]


def folded(text: str) -> str:
    """Small letters without accents; whatever nobody sees is left out."""
    if text.isascii():
        return text.lower()
    return NOT_SEEN.sub("", unicodedata.normalize("NFKD", text).casefold().translate(OTHER_LETTERS))


def cut(told: str, spans: Sequence[tuple[int, int]], instead: str) -> str:
    """A text with other words in place of some of its parts."""
    left, end = [], 0
    for start, stop in spans:
        left += [told[end:start], instead]
        end = stop
    return "".join((*left, told[end:]))


def _words(plain: str) -> str:
    words = re.findall(r"[^\W_]+", plain)
    return BETWEEN_WORDS.join(_word(word) for word in words)


def _word(word: str) -> str:
    pattern = word[0]
    for before, sign in pairwise(word):
        pattern += (WITHIN_A_NUMBER if (before + sign).isdigit() else WITHIN_A_WORD) + sign
    return pattern


def _number(written: str) -> str:
    """Its digits without what says the country, and before them whatever may say it."""
    return COUNTRY_BEFORE + WITHIN_A_NUMBER.join(_national(written))


def _national(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    international = written.lstrip("([ ").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if digits.startswith(COUNTRY) and (international or len(digits) >= LONGEST_NATIONAL + 1):
        digits = digits.removeprefix(COUNTRY)
    return digits.removeprefix("0")

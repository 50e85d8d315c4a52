"""Places inside a sentence. Cautious, because "m8", "yr 9", B12 and Reading may be something else."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from directory.domain.places import AreaLevel
from directory.places.areas import AreaBook, name_key
from directory.places.postcodes import POSTCODE_AREAS, Postcode, is_regular, parse_postcode, read_full

TOKEN = re.compile(r"[A-Za-z0-9]+")
GAP = re.compile(r"[ \t\-.]{1,2}")
STRICT_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
STRICT_INCODE = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}", re.IGNORECASE)  # second halves have no C, I, K, M, O and V
LONGEST = 7
PLACE_WORDS = frozenset({"near", "in", "at", "postcode", "around"})
NOT_PLACE_WORDS = frozenset({"the", "vitamin", "year", "yr", "grade", "level", "type", "room", "set"})
# "l8 2nd", "w8 4us", "m8 2yr": after one letter and one digit in small letters these are no second half.
TEXTING_ENDINGS = frozenset({"be", "ft", "hr", "lb", "nd", "rd", "st", "th", "ur", "us", "wk", "yr"})

SMALL_OUTCODE = re.compile(r"[a-z]{2}(?!8$)[0-9][0-9a-z]?")  # "sk8", "pl8": an eight is heard
# Words that stand before a number, run together with it: "im14", "me2", "so12", "yo14", "5cm2".
BEFORE_NUMBERS = frozenset({"cm", "da", "de", "dt", "ex", "ha", "hr", "ig", "im", "iv", "me", "pe", "so", "ta", "wc", "yo"})
# Real districts that are something else in small letters: "anyone", "someone", a gas, a player, a game ...
CODES = frozenset({"bb1", "ch4", "co2", "cr7", "dd1", "mk11", "ne1", "ph7", "sm1"})
# "M8 blocked me": a phone writes the first letter large.
SPOKEN = frozenset({"B4", "L8", "M8", "W8"})

NAME_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*|&")
LONGEST_NAME = 7  # words
COUNCIL = "council"
COMING = frozenset(
    {"im", "i'm", "i’m", "am", "are", "we're", "we’re", "come", "comes", "he's", "she's", "is"}
)  # "from Leeds"
# Councils that are also everyday words: only with a capital letter do they name a place.
EVERYDAY_WORDS = frozenset({"barking", "bury", "craven", "eden", "hart", "highland", "reading", "rugby", "stoke"})
FIRST_NAMES = frozenset({"angus", "bradford", "brent", "camden", "devon", "kent", "lincoln", "preston"})
LIVING = frozenset({"live", "living", "lives", "based"})  # "i live in reading" can only mean the place
SHORT = 4  # words: "Plymouth counselling" can only mean the place


def find_postcode_in(text: str, exists: Callable[[str], bool] | None = None) -> Postcode | None:
    """The first whole postcode in a sentence, or else the first half of one, or None.

    `exists` says whether there is such a first half. A half counts in capitals, after a word such as "near", and in small
    letters where it exists and could hardly be anything else.
    """
    tokens = list(TOKEN.finditer(text)) if any(map(str.isdigit, text)) else []
    known = exists or (lambda outcode: True)
    small = _small_halves(tokens) if exists else ()
    for candidates in (_whole_ones(text, tokens), _halves(text, tokens), small):
        found = next((one for one in candidates if known(one.outcode)), None)
        if found:
            return found
    return None


def _whole_ones(text: str, tokens: list[re.Match[str]]) -> Iterator[Postcode]:
    for number in range(len(tokens)):
        for count in (1, 2, 3):
            window = tokens[number : number + count]
            postcode = _read_whole([token[0] for token in window]) if len(window) == count else None
            if postcode and _is_written_as_one(text, window):
                yield postcode


def _is_written_as_one(text: str, window: list[re.Match[str]]) -> bool:
    return all(GAP.fullmatch(text[left.end() : right.start()]) for left, right in pairwise(window))


def _read_whole(words: list[str]) -> Postcode | None:
    """Words that together are one postcode, as people write them in a sentence."""
    typed = "".join(words)
    out, into = typed[:-3], typed[-3:]
    if not 5 <= len(typed) <= LONGEST or not STRICT_INCODE.fullmatch(into):
        return None
    if not out[0].isalpha() or not any(map(str.isdigit, out)):
        return None
    if len(words) == 3 and not typed.isupper():
        return None
    if len(words) == 2 and (len(words[1]) != 3 or _is_texting(out, into)):
        return None
    postcode = read_full(typed.upper())
    return postcode if postcode and postcode.area in POSTCODE_AREAS else None


def _is_texting(out: str, into: str) -> bool:
    return len(out) == 2 and out.islower() and into[1:] in TEXTING_ENDINGS


def _halves(text: str, tokens: list[re.Match[str]]) -> Iterator[Postcode]:
    shouting = text.isupper() and len(tokens) > 1
    for before, token in zip([None, *tokens], tokens, strict=False):
        word = token[0]
        if not STRICT_OUTCODE.fullmatch(word.upper()) or not is_regular(word.upper()):
            continue
        word_before = before[0].lower() if before else ""
        is_texting = before is None and len(tokens) > 1 and word in SPOKEN
        in_capitals = word.isupper() and not shouting and not is_texting and word_before not in NOT_PLACE_WORDS
        if in_capitals or word_before in PLACE_WORDS:
            yield parse_postcode(word)


def _small_halves(tokens: list[re.Match[str]]) -> Iterator[Postcode]:
    """`cant sleep po1`: of two letters at least, for one and a digit are mostly texting."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        word = token[0]
        if not SMALL_OUTCODE.fullmatch(word) or word in CODES or word[:2] in BEFORE_NUMBERS or not is_regular(word.upper()):
            continue
        if before is None or before[0].lower() not in NOT_PLACE_WORDS:
            yield parse_postcode(word)


def find_council_in(text: str, book: AreaBook) -> str | None:
    """A council's name as it stands in a sentence, or None.

    One word alone counts only after a word such as "in", before "council", or at either end of a few words: Devon and
    Preston are people too.
    """
    words = list(NAME_WORD.finditer(text))
    for number, word in enumerate(words):
        if name_key(word[0]).split(" ")[0] not in book.first_words:
            continue
        for count in range(min(LONGEST_NAME, len(words) - number), 0, -1):
            window = words[number : number + count]
            written = text[window[0].start() : window[-1].end()]
            if _names_a_council(written, book) and (count > 1 or _stands_as_a_place(words, number)):
                return written
    return None


def _names_a_council(written: str, book: AreaBook) -> bool:
    area = book.named(written) if written.lower().endswith(f" {COUNCIL}") else book.named_exactly(written)
    return area is not None and area.level in (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY)


def _stands_as_a_place(words: list[re.Match[str]], number: int) -> bool:
    word = words[number][0]
    before = ["", "", *(one[0].lower() for one in words[:number])]
    if word in EVERYDAY_WORDS:
        return before[-1] == "in" and before[-2] in LIVING
    if len(words) == 1 or before[-1] in PLACE_WORDS or (before[-1] == "from" and before[-2] in COMING):
        return True
    at_an_end = len(words) <= SHORT and number in (0, len(words) - 1)
    return at_an_end and word.lower() not in EVERYDAY_WORDS | FIRST_NAMES

"""An age as people type it into a box made for one: "13", "13 yrs", "aged 13", "thirteen", "year 9"."""

import re
from dataclasses import dataclass

from directory.domain.seeker import OLDEST_AGE

LAST_SCHOOL_YEAR = 13
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TWENTY, TWENTIES = 20, "twenty"
NUMBERS = {word: number for number, word in enumerate(SMALL)}
NUMBERS |= {TWENTIES: TWENTY} | {
    f"{TWENTIES} {word}": TWENTY + number for word, number in NUMBERS.items() if 0 < number < 10
}
AGE = re.compile(
    r"(?:(?:i ?am|i'?m|age|aged|age is) )?([0-9]{1,3}) ?(?:(?:years?|yrs?|y)(?: ?olds?| of age)?|y/?o)?"
    r"(?: and a half| ?½|\.5)?"
)
RECEPTION = frozenset({"reception", "year r", "yr r", "in reception", "in year r", "reception year"})
SCHOOL_YEAR = re.compile(r"(?:in )?(?:school )?(?:year|yr|y) ?([0-9]{1,2})")


@dataclass(frozen=True)
class TypedAge:
    """In whole years, or as a school year; never both."""

    age: int | None = None
    school_year: int | None = None


def read_age(typed: str) -> TypedAge | None:
    """None where it is no age that we can use."""
    text = _in_digits(typed)
    year, age = SCHOOL_YEAR.fullmatch(text), AGE.fullmatch(text)
    if text in RECEPTION:
        return TypedAge(school_year=0)
    if year and int(year[1]) <= LAST_SCHOOL_YEAR:
        return TypedAge(school_year=int(year[1]))
    return TypedAge(int(age[1])) if age and int(age[1]) <= OLDEST_AGE else None


def _in_digits(typed: str) -> str:
    """Lower case, numbers in digits, one space between words, nothing at the end that only ends a sentence."""
    text = re.sub(r"(?<=\w)-(?=\w)|\s+", " ", typed.lower().replace("’", "'")).strip(" .,!")
    if not text.isascii() and "½" not in text:
        return ""
    spelled = "|".join(sorted(NUMBERS, key=len, reverse=True))
    return re.sub(rf"\b(?:{spelled})\b", lambda word: str(NUMBERS[word[0]]), text)

"""What somebody's own words mean, as far as they can be understood."""

from dataclasses import dataclass
from enum import StrEnum


class Danger(StrEnum):
    """Kinds of danger read from words, the most pressing first: the first that applies chooses the panel."""

    INJURY = "injury"
    UNSAFE_NOW = "unsafe-now"
    SUICIDE = "suicide"
    ABUSE = "abuse"
    VOICES = "voices"
    MEDICAL_EATING = "medical-eating"
    SEXTORTION = "sextortion"
    NOWHERE_TONIGHT = "nowhere-tonight"
    HARM_TO_OTHERS = "harm-to-others"


class About(StrEnum):
    SELF = "self"
    SOMEONE_ELSE = "someone-else"


@dataclass(frozen=True)
class Correction:
    """A word that was read as another."""

    typed: str
    read_as: str


@dataclass(frozen=True)
class Meaning:
    """What a search text says: needs and audiences best first, and the facts about the person in it.

    `words` are what is left to look for in listings: lower case, corrected, without ages, places and little words.
    `help_words` are those of them that only ask for help in general: beside a need they do not say what to look for.
    `support` asks for the slim line of numbers; `crisis` for the full panel of that kind.
    """

    text: str
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    age: int | None = None
    school_year: int | None = None
    postcode: str | None = None
    place: str | None = None
    crisis: Danger | None = None
    support: bool = False
    about: About = About.SELF
    words: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    help_words: frozenset[str] = frozenset()

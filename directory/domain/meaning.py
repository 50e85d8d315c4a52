"""What somebody's own words mean, as far as they can be understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    `support` asks for the slim line of numbers; `crisis` for the full panel of that kind. `in_danger` is who is, where the
    words say so plainly.
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
    in_danger: About | None = None


@dataclass(frozen=True)
class Spoke:
    """Words of a text that a phrase of ours found. `speaks_for` is a facet, or a level of danger; `slug` what of it."""

    words: str
    speaks_for: str
    slug: str


@dataclass(frozen=True)
class Explained:
    """How a text came to its meaning, for those who keep the words. `needs` and `dangers` are how likely each is.

    `read_as` is the text as it was mended; `turns` are kinds of words that take danger out: denial, past, learning.
    """

    meaning: Meaning
    read_as: str
    needs: tuple[tuple[str, float], ...]
    dangers: tuple[tuple[str, float], ...]
    spoke: tuple[Spoke, ...]
    signs: tuple[Spoke, ...]
    turns: tuple[str, ...]


def with_danger_of_all(parts: Sequence[Meaning]) -> Meaning:
    """The first part, with the most pressing danger of any, and whom the first part that tells of one is about."""
    telling = [part for part in parts if part.crisis]
    return replace(
        parts[0],
        crisis=min((part.crisis for part in telling if part.crisis), key=list(Danger).index, default=None),
        support=any(part.support for part in parts),
        about=next((part.about for part in telling), parts[0].about),
        in_danger=next((part.in_danger for part in telling), None),
    )


def ranked(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The likeliest first."""
    return tuple(sorted(chances.items(), key=lambda one: (-one[1], one[0])))

"""What a cell of our own sheet says, and how it is written. A blank cell always means "not told us"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from directory.domain.formulas import SIGNS, safe_cell
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.cells import clean, read_choice, read_date, read_flag, read_url, read_whole_number
from directory.importing.shorthand import NotUnderstood

NONE = "none"
FEW_WORDS = 15
APOSTROPHES = ("'", "’")


@dataclass(frozen=True)
class Kind:
    """How facts of one kind are written and read. `write` is never given None, `read` never a blank."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]

    def text_of(self, fact: Any) -> str:
        return "" if fact is None else self.write(fact)

    def fact_in(self, text: str) -> Any:
        return self.read(text) if text else None


def safe(text: str) -> str:
    """The text of a cell, tidy at its ends and without unseen letters, that no spreadsheet runs."""
    return safe_cell((text if text.isprintable() else "".join(map(_tidied, text))).strip())


def unsafe(cell: str) -> str:
    """The text of a cell as it was before it was made safe, tidy at its ends."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip()
    return text[1:] if text.startswith(APOSTROPHES) and text[1:].startswith(SIGNS) else text


def as_read(text: str) -> str:
    """What comes back of a text that goes out and is not touched."""
    return unsafe(safe(text))


def read_text(text: str) -> str:
    told = clean(text)
    if told is None:
        raise NotUnderstood(f"“{text}” says nothing; leave the cell empty where nothing is known")
    return told


def read_day(text: str) -> date:
    return read_date(text)


def choice(among: type[StrEnum]) -> Kind:
    return Kind(lambda member: str(member.value), lambda text: read_choice(text, among))


def slug(facet: Facet, taxonomy: Taxonomy) -> Kind:
    return Kind(str, lambda text: known_slug(text, facet, taxonomy))


def slugs(facet: Facet, taxonomy: Taxonomy) -> Kind:
    """Several words of a closed list, parted by semicolons."""
    return Kind(
        lambda some: "; ".join(sorted(some)) or NONE,
        lambda text: frozenset(known_slug(one, facet, taxonomy) for one in several(text)),
    )


def known_slug(text: str, facet: Facet, taxonomy: Taxonomy) -> str:
    if not taxonomy.has(facet, text):
        raise NotUnderstood(f"“{text}” is not one of our words for this. {_words_instead(text, facet, taxonomy)}")
    return text


def lines_of(write: Callable[[Any], str], read: Callable[[str], Any]) -> Kind:
    """Several in one cell, each on its own line."""
    return Kind(
        lambda some: "\n".join(write(one) for one in some) or NONE,
        lambda text: tuple(read(line) for line in in_lines(text)),
    )


def in_lines(text: str) -> Iterable[str]:
    return () if text.lower() == NONE else [line.strip() for line in text.split("\n") if line.strip()]


def several(text: str) -> Iterable[str]:
    return () if text.lower() == NONE else [one.strip() for one in text.replace("\n", ";").split(";") if one.strip()]


def _words_instead(text: str, facet: Facet, taxonomy: Taxonomy) -> str:
    """The nearest few, by their slug or by what people read for it; where none is near, all of them if they are few."""
    slugs = [term.slug for term in taxonomy.of(facet)]
    labels = {term.label.lower(): term.slug for term in taxonomy.of(facet)}
    near = get_close_matches(text.lower(), [*slugs, *labels], n=3)
    if near:
        return f"Is it one of these: {', '.join(dict.fromkeys(labels.get(one, one) for one in near))}"
    if len(slugs) > FEW_WORDS:
        return "All of them are on the page where sheets come from, and in seed/taxonomy.toml"
    return f"Write one of: {', '.join(slugs)}"


def _tidied(letter: str) -> str:
    if letter == "\n" or letter.isprintable():
        return letter
    return " " if letter.isspace() else ""


TEXT = Kind(str, read_text)
FLAG = Kind(lambda told: "yes" if told else "no", read_flag)
DAY = Kind(lambda day: str(day.isoformat()), read_day)
WHOLE = Kind(str, read_whole_number)
WEB = Kind(str, read_url)
TEXTS = lines_of(str, read_text)
LANGUAGES = Kind(lambda some: "; ".join(some) or NONE, lambda text: tuple(several(text)))

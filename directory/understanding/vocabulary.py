"""The words people use, as editors keep them: readable files, no code."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from directory.domain.errors import DirectoryError
from directory.domain.meaning import Danger
from directory.understanding.normalising import DigitWords
from directory.understanding.patterns import Classes, Phrase, PhraseRefused, read_classes

# What a phrase under each heading is worth; a phrase can also name its own weight.
WEIGHTS = {"strong": 4.0, "phrases": 2.5, "hints": 1.0}


class VocabularyRefused(DirectoryError):
    """A vocabulary that cannot be used; the text says which file and which entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase for a need, an audience or a kind of danger."""

    slug: str
    phrase: Phrase
    weight: float = 1.0


@dataclass(frozen=True)
class DangerWords:
    """Phrases of danger by level, and what takes the danger out of them."""

    panel: tuple[Entry, ...] = ()
    support: tuple[Entry, ...] = ()
    harmless: tuple[Phrase, ...] = ()
    denials: tuple[Phrase, ...] = ()
    denying_words: frozenset[str] = frozenset()
    not_denying_before: frozenset[str] = frozenset()
    past: tuple[Phrase, ...] = ()
    closed: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    bereaved: tuple[Phrase, ...] = ()
    learning: tuple[Phrase, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Everything an editor can extend."""

    needs: tuple[Entry, ...]
    audiences: tuple[Entry, ...]
    examples: tuple[tuple[str, str], ...]
    danger: DangerWords
    people: Mapping[str, tuple[Phrase, ...]]
    text_speak: Mapping[str, str]
    digit_words: DigitWords
    together: Mapping[tuple[str, ...], str]
    misspellings: Mapping[str, str]
    emoji: Mapping[str, str]
    number_words: Mapping[str, str]
    little_words: frozenset[str]
    real_words: frozenset[str] = field(repr=False, default=frozenset())


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read every file of the folder, or raise `VocabularyRefused`."""
    try:
        return _vocabulary(folder)
    except PhraseRefused as error:
        raise VocabularyRefused(str(error)) from error


def _vocabulary(folder: Path) -> Vocabulary:
    typing, people, danger = (_read(folder / name) for name in ("typing.toml", "people.toml", "danger.toml"))
    further, dangers = _read(folder / "examples.toml"), _read(folder / "danger-examples.toml")
    needs = [one for path in sorted((folder / "needs").glob("*.toml")) for one in _read(path).items()]
    audiences = list(_read(folder / "audiences.toml").items())
    classes = read_classes(people.pop("classes"))
    return Vocabulary(
        needs=tuple(_entries(needs, classes)),
        audiences=tuple(_entries(audiences, classes)),
        examples=tuple(_examples([*needs, *((slug, {"examples": more}) for slug, more in further.items())])),
        danger=replace(_danger_words(danger, classes), examples=tuple(_examples(dangers.items()))),
        people={name: _phrases(phrases, classes) for name, phrases in people.items()},
        text_speak=typing["text_speak"],
        digit_words=_digit_words(typing["digits"]),
        together={tuple(form.split()): meaning for form, meaning in typing["together"].items()},
        misspellings=typing["misspellings"],
        emoji=typing["emoji"],
        number_words={word: str(number) for word, number in typing["numbers"].items()},
        little_words=frozenset(" ".join(typing["little_words"]).split()),
        real_words=frozenset(_read_text(folder / "real-words.txt").split()),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyRefused(f"{path.name} could not be read: {error}") from error


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyRefused(f"{path.name} could not be read: {error}") from error


def _examples(tables: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    for slug, words in tables:
        for text in words.get("examples", ()):
            yield slug, text


def _phrases(given: Iterable[str], classes: Classes) -> tuple[Phrase, ...]:
    return tuple(Phrase(text, classes) for text in given)


def _entries(tables: list[tuple[str, dict[str, Any]]], classes: Classes) -> Iterator[Entry]:
    for slug, words in tables:
        for heading, weight in WEIGHTS.items():
            for given in words.get(heading, ()):
                yield _entry(slug, given, weight, classes)


def _entry(slug: str, given: str | dict[str, Any], weight: float, classes: Classes) -> Entry:
    if isinstance(given, str):
        return Entry(slug, Phrase(given, classes), weight)
    return Entry(slug, Phrase(given["phrase"], classes, given.get("unless", ())), given.get("weight", weight))


def _danger_words(tables: dict[str, Any], classes: Classes) -> DangerWords:
    def of_level(level: str) -> tuple[Entry, ...]:
        kinds = ((kind, tables.get(kind, {}).get(level, ())) for kind in Danger)
        return tuple(_entry(kind, given, 1.0, classes) for kind, phrases in kinds for given in phrases)

    def of(heading: str) -> tuple[Phrase, ...]:
        return _phrases(tables[heading]["phrases"], classes)

    return DangerWords(
        panel=of_level("panel"),
        support=of_level("support"),
        harmless=of("harmless"),
        denials=of("denial"),
        denying_words=frozenset(tables["denial"]["words_before"]),
        not_denying_before=frozenset(tables["denial"]["words_between"]),
        past=of("past"),
        closed=of("closed"),
        unwanted=of("unwanted"),
        bereaved=of("bereaved"),
        learning=of("learning"),
    )


def _digit_words(given: dict[str, str]) -> DigitWords:
    return DigitWords(frozenset(given["before"].split()), frozenset(given["after"].split()))

"""The words people use, as editors keep them: readable files, no code."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from directory.domain.errors import DirectoryError
from directory.domain.meaning import Danger
from directory.understanding.features import Weighing
from directory.understanding.learnt import FILE, Learnt, load_learnt
from directory.understanding.normalising import DigitWords
from directory.understanding.patterns import Phrase
from directory.understanding.phrase_parts import Classes, PhraseRefused, read_classes
from directory.understanding.stems import stem

# The lists of words that name somebody's relatives and friends, and the word in them that names the one who asks as well.
FRIENDS, WHOLE_FAMILY = "mate", "family"
RELATIVES = (WHOLE_FAMILY, FRIENDS, "sibling", "partner", "parent")
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


@dataclass(frozen=True)
class Typing:
    """How people type: what word it is, not what it means for them."""

    text_speak: Mapping[str, str]
    digit_words: DigitWords
    together: Mapping[tuple[str, ...], str]
    misspellings: Mapping[str, str]
    emoji: Mapping[str, str]
    number_words: Mapping[str, str]
    little_words: frozenset[str]
    help_words: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """Everything an editor can extend, and what was learnt from their sentences.

    `relatives` are the single words that name relatives and friends, `friends` those of them that name friends, and
    `children` those that name a child.
    """

    needs: tuple[Entry, ...]
    audiences: tuple[Entry, ...]
    danger: DangerWords
    people: Mapping[str, tuple[Phrase, ...]]
    typing: Typing
    weighing: Weighing
    relatives: frozenset[str] = frozenset()
    friends: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    real_words: frozenset[str] = field(repr=False, default=frozenset())
    learnt: Learnt = field(repr=False, default=Learnt())


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read every file of the folder, or raise `VocabularyRefused` or `LearntRefused`."""
    return replace(load_words(folder), learnt=load_learnt(folder / FILE))


def load_words(folder: Path) -> Vocabulary:
    """The same without what was learnt: what there is to learn from, or raise `VocabularyRefused`."""
    try:
        return _vocabulary(folder)
    except PhraseRefused as error:
        raise VocabularyRefused(str(error)) from error


def _vocabulary(folder: Path) -> Vocabulary:
    typing, people, danger = (_read(folder / name) for name in ("typing.toml", "people.toml", "danger.toml"))
    needs = [one for path in sorted((folder / "needs").glob("*.toml")) for one in _read(path).items()]
    audiences = list(_read(folder / "audiences.toml").items())
    lists = people.pop("classes")
    classes = read_classes(lists)
    kinds = _read(folder / "kinds.toml")
    return Vocabulary(
        needs=tuple(_entries(needs, classes)),
        audiences=tuple(_entries(audiences, classes)),
        danger=_danger_words(danger, classes),
        people={name: _phrases(phrases, classes) for name, phrases in people.items()},
        typing=_typing(typing),
        weighing=_weighing(typing, kinds, danger),
        relatives=_single_words(lists, *RELATIVES) - {WHOLE_FAMILY},
        friends=_single_words(lists, FRIENDS),
        children=_single_words(lists, "child"),
        real_words=frozenset(_read_text(folder / "real-words.txt").split()) | _words_in(kinds),
    )


def _single_words(lists: Mapping[str, Sequence[str]], *names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in lists.get(name, ()) if " " not in word)


def _typing(given: dict[str, Any]) -> Typing:
    return Typing(
        text_speak=given["text_speak"],
        digit_words=DigitWords(*(frozenset(given["digits"][side].split()) for side in ("before", "after"))),
        together={tuple(form.split()): meaning for form, meaning in given["together"].items()},
        misspellings=given["misspellings"],
        emoji=given["emoji"],
        number_words={word: str(number) for word, number in given["numbers"].items()},
        little_words=frozenset(" ".join(given["little_words"]).split()),
        help_words=frozenset(" ".join(given["help_words"]).split()),
    )


def _weighing(typing: dict[str, Any], kinds: dict[str, dict[str, str]], danger: dict[str, Any]) -> Weighing:
    kinds_of: dict[str, list[str]] = {}
    for group in kinds.values():
        for kind, words in group.items():
            for root in dict.fromkeys(stem(word) for word in words.split()):
                kinds_of.setdefault(root, []).append(kind)
    return Weighing(
        little=frozenset(stem(word) for word in " ".join(typing["little_words"]).split()),
        kinds={root: tuple(found) for root, found in kinds_of.items()},
        denying=frozenset(stem(word) for word in danger["denial"]["words_before"]),
    )


def _words_in(kinds: dict[str, dict[str, str]]) -> frozenset[str]:
    words = (word for group in kinds.values() for words in group.values() for word in words.split())
    return frozenset(word for word in words if word.isalpha())


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

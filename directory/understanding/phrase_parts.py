"""What phrases are made of, and reading them as editors write them.

`Part.ends` gives where a part may end that starts at a word, what it takes first coming first; a text is, for each of its
words, the keys that it answers to: its stem, the word itself after a `=`, and `#` for a number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Protocol

from directory.understanding.stems import stem

GAP = "..."
NUMBER = "#"
LONGEST_GAP = 3
TOKEN = re.compile(r"\.\.\.|\{[^}]*\}|[()|?]|[^\s()|?{}]+")
APOSTROPHES = re.compile(r"['’]")

Group = tuple[str, ...]
Text = Sequence[Group]


class PhraseRefused(ValueError):
    """A phrase that cannot be read; the text says which and why."""


class Part(Protocol):
    def ends(self, text: Text, at: int) -> Iterator[int]: ...

    def first(self) -> "frozenset[str] | None":
        """The keys one of which it starts with; None when it may start with any word, or be nothing."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word with one of some keys."""

    keys: frozenset[str]

    def ends(self, text: Text, at: int) -> Iterator[int]:
        if at < len(text) and not self.keys.isdisjoint(text[at]):
            yield at + 1

    def first(self) -> frozenset[str] | None:
        return self.keys


@dataclass(frozen=True, slots=True)
class Gap:
    """Any words, the more the rather, or none."""

    def ends(self, text: Text, at: int) -> Iterator[int]:
        yield from range(min(at + LONGEST_GAP, len(text)), at - 1, -1)

    def first(self) -> frozenset[str] | None:
        return None


@dataclass(frozen=True, slots=True)
class Maybe:
    """A part that may be missing."""

    part: Part

    def ends(self, text: Text, at: int) -> Iterator[int]:
        yield from self.part.ends(text, at)
        yield at

    def first(self) -> frozenset[str] | None:
        return None


@dataclass(frozen=True, slots=True)
class Either:
    choices: tuple[Part, ...]

    def ends(self, text: Text, at: int) -> Iterator[int]:
        for choice in self.choices:
            yield from choice.ends(text, at)

    def first(self) -> frozenset[str] | None:
        return _together(choice.first() for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """One part after the other."""

    parts: tuple[Part, ...]

    def ends(self, text: Text, at: int) -> Iterator[int]:
        return self._ends(0, text, at)

    def _ends(self, number: int, text: Text, at: int) -> Iterator[int]:
        if number == len(self.parts):
            yield at
            return
        for end in self.parts[number].ends(text, at):
            yield from self._ends(number + 1, text, end)

    def first(self) -> frozenset[str] | None:
        """That of its first part, and of what may come in the place of parts that are missing."""
        before: frozenset[str] = frozenset()
        for part in self.parts:
            if not isinstance(part, Maybe):
                keys = part.first()
                return None if keys is None else before | keys
            keys = part.part.first()
            if keys is None:
                return None
            before |= keys
        return None


def _together(firsts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    keys: frozenset[str] = frozenset()
    for one in firsts:
        if one is None:
            return None
        keys |= one
    return keys


@dataclass(frozen=True, slots=True)
class Parsed:
    """Part of a phrase. `anchors` are words one of which it needs: None when it may stand for nothing at all.

    `needed` are the anchors of all its parts, `words` all it knows, `wording` is how someone might type it.
    """

    part: Part
    anchors: Group | None
    words: Group
    wording: str = ""
    needed: tuple[Group, ...] = ()


Classes = Mapping[str, Parsed]


def parsed(text: str, classes: Classes) -> Parsed:
    """Raises `PhraseRefused`."""
    return _Parser(plain(text).strip("^$ "), classes).read()


def read_classes(given: Mapping[str, Sequence[str]]) -> Classes:
    """Lists of words by name, ready to stand in phrases; raises `PhraseRefused`."""
    return {name: _either([_Parser(plain(one), {}).read() for one in words]) for name, words in given.items()}


def plain(text: str) -> str:
    return APOSTROPHES.sub("", text.strip().lower())


class _Parser:
    """Reads a phrase from left to right; brackets may stand inside brackets."""

    def __init__(self, text: str, classes: Classes) -> None:
        self._text = text
        self._classes = classes
        self._tokens: list[str] = TOKEN.findall(text)
        self._at = 0

    def read(self) -> Parsed:
        parsed = self._sequence()
        if self._at < len(self._tokens):
            raise PhraseRefused(f"The phrase “{self._text}” has a “{self._tokens[self._at]}” too many")
        return parsed

    def _sequence(self) -> Parsed:
        parts: list[Parsed] = []
        while self._at < len(self._tokens) and self._tokens[self._at] not in ("|", ")"):
            parts.append(self._element())
        if len(parts) == 1:
            return parts[0]
        anchored = [part.anchors for part in parts if part.anchors is not None]
        wording = " ".join(part.wording for part in parts if part.wording)
        row = Row(tuple(part.part for part in parts))
        return Parsed(row, min(anchored, key=_commonness, default=None), _all_words(parts), wording, tuple(anchored))

    def _element(self) -> Parsed:
        part = self._thing()
        if self._next_is("?"):
            self._at += 1
            return Parsed(Maybe(part.part), None, part.words)
        return part

    def _thing(self) -> Parsed:
        part = self._take()
        if part == "(":
            return self._brackets()
        if part == GAP:
            return Parsed(Gap(), None, ())
        if part.startswith("{"):
            return self._class(part.strip("{}"))
        if part in ("?", ")", "|"):
            raise PhraseRefused(f"The phrase “{self._text}” has a “{part}” out of place")
        return _word(part)

    def _brackets(self) -> Parsed:
        choices = [self._sequence()]
        while self._next_is("|"):
            self._at += 1
            choices.append(self._sequence())
        if not self._next_is(")"):
            raise PhraseRefused(f"The phrase “{self._text}” has a bracket that does not close")
        self._at += 1
        return _either(choices)

    def _class(self, name: str) -> Parsed:
        if name not in self._classes:
            raise PhraseRefused(f"The phrase “{self._text}” uses the list “{name}”, which is not there")
        return self._classes[name]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_is(self, token: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == token


def _either(choices: Sequence[Parsed]) -> Parsed:
    anchors: dict[str, None] | None = {}
    for choice in choices:
        anchors = None if anchors is None or choice.anchors is None else anchors | dict.fromkeys(choice.anchors)
    group = None if anchors is None else tuple(anchors)
    needed = () if group is None else (group,)
    return Parsed(_either_part(choice.part for choice in choices), group, _all_words(choices), choices[0].wording, needed)


def _either_part(choices: Iterable[Part]) -> Part:
    """Single words that stand side by side are looked for at once."""
    parts: list[Part] = []
    for choice in choices:
        last = parts[-1] if parts else None
        if isinstance(choice, OneOf) and isinstance(last, OneOf):
            parts[-1] = OneOf(last.keys | choice.keys)
        else:
            parts.append(choice)
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _all_words(parts: Iterable[Parsed]) -> Group:
    return tuple(dict.fromkeys(word for part in parts for word in part.words))


@lru_cache(maxsize=4096)
def _word(word: str) -> Parsed:
    is_form = word.startswith("=")
    key = intern(word if is_form or word == NUMBER else stem(word))
    typed = "" if word == NUMBER else intern(word[1:] if is_form else word)
    return Parsed(OneOf(frozenset({key})), (key,), (typed,) if typed else (), typed, ((key,),))


def _commonness(words: Group) -> tuple[int, int]:
    """Fewer choices first; among those, longer words, which are met less often."""
    return len(words), -max(len(word) for word in words)

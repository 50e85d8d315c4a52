"""Phrases as editors write them, and finding them in a text.

A phrase is words in order. Each word stands for all its forms; `=killed` is that form alone; `(a b|c)` is either;
`word?` and `(a|b)?` may be missing; `{name}` is a list of words kept under that name; `...` is a
gap of up to three words; `#` is any number. `^` at the start or `$` at the end ties the phrase to that end of the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Generic, TypeVar

from directory.understanding.stems import stem

T = TypeVar("T")

GAP = "..."
NUMBER = "#"
TOKEN = re.compile(r"\.\.\.|\{[^}]*\}|[()|?]|[^\s()|?{}]+")
APOSTROPHES = re.compile(r"['’]")


@dataclass(frozen=True)
class Span:
    """From one word up to, not including, another."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Phrase:
    """A phrase that was read once. It does not hold beside any word of `unless`.

    One word of `anchors`, and one of each group in `needed`, has to be there; `words` are all it knows, `wording` is how
    someone might type it.
    """

    __slots__ = ("_classes", "anchors", "needed", "text", "unless", "wording", "words")

    def __init__(self, text: str, classes: "Classes", unless: Iterable[str] = ()) -> None:
        """Raises `PhraseRefused`."""
        parsed = _parsed(text, classes)
        if parsed.anchors is None:
            raise PhraseRefused(f"Nothing in the phrase “{text}” has to be there")
        self.text = text
        self._classes = classes
        self.anchors = parsed.anchors
        self.needed = parsed.needed
        self.words = parsed.words
        self.wording = parsed.wording
        self.unless = tuple(intern(word if word.startswith("=") else stem(word)) for word in unless)

    def sought(self) -> "Sought":
        return Sought(self.text, self._classes, self.needed, self.unless)


class Sought:
    """What has to be kept of a phrase to find it: little, for there are several thousand, and most are never met.

    It is compiled when first looked for.
    """

    __slots__ = ("_classes", "_needed", "_regex", "_text", "_unless")

    def __init__(self, text: str, classes: "Classes", needed: tuple["Group", ...], unless: "Group") -> None:
        self._text = text
        self._classes = classes
        self._needed = needed
        self._unless = unless
        self._regex: re.Pattern[str] | None = None

    def may_be_in(self, keys: set[str]) -> bool:
        """Whether every word it cannot be without is there, and none it must not stand beside."""
        for words in self._needed:  # several hundred thousand times a second: a generator would be twice as slow
            if keys.isdisjoint(words):
                return False
        return keys.isdisjoint(self._unless)

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            body = plain(self._text)
            start, end = "(?<=^ )" if body.startswith("^") else "(?<= )", "$" if body.endswith("$") else ""
            self._regex = re.compile(start + _parsed(self._text, self._classes).regex + end)
        return self._regex


class PhraseRefused(ValueError):
    """A phrase that cannot be read; the text says which and why."""


class Reading:
    """A text made ready for phrases: each word as `stem/word`, and where each starts."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.stems = tuple(stem(word) for word in words)
        self.line = " "
        self._starts: dict[int, int] = {}
        for number, (root, word) in enumerate(zip(self.stems, words, strict=True)):
            self._starts[len(self.line)] = number
            self.line += f"{root}/{word} "
        self._starts[len(self.line)] = len(self.words)
        numbers = {NUMBER} if any(word.isdigit() for word in words) else set()
        self.keys = {*self.stems, *(f"={word}" for word in words)} | numbers

    def spans(self, regex: re.Pattern[str]) -> list[Span]:
        found = (Span(self._starts[match.start()], self._starts[match.end()]) for match in regex.finditer(self.line))
        return [span for span in found if len(span)]


class Phrases(Generic[T]):
    """Many phrases and what each means, looked up by one word each of them cannot be without."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        by_anchor: dict[str, list[tuple[Sought, T]]] = defaultdict(list)
        for phrase, meaning in phrases:
            one = (phrase.sought(), meaning)
            for anchor in phrase.anchors:
                by_anchor[anchor].append(one)
        self._by_anchor = {anchor: tuple(many) for anchor, many in by_anchor.items()}

    def find(self, reading: Reading) -> list[tuple[Span, T]]:
        """Every place where a phrase stands, in no particular order."""
        possible = {id(one): one for key in reading.keys for one in self._by_anchor.get(key, ())}
        found: list[tuple[Span, T]] = []
        for phrase, meaning in possible.values():
            if phrase.may_be_in(reading.keys):
                found.extend((span, meaning) for span in reading.spans(phrase.regex))
        return found

    def spans(self, reading: Reading) -> list[Span]:
        return [span for span, _ in self.find(reading)]


def read_classes(given: Mapping[str, Sequence[str]]) -> "Classes":
    """Lists of words by name, ready to stand in phrases; raises `PhraseRefused`."""
    return {name: _either([_Parser(plain(one), {}).read() for one in words]) for name, words in given.items()}


def plain(text: str) -> str:
    return APOSTROPHES.sub("", text.strip().lower())


def _parsed(text: str, classes: "Classes") -> "_Parsed":
    return _Parser(plain(text).strip("^$ "), classes).read()


Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """Part of a phrase. `anchors` are words one of which it needs: None when it may stand for nothing at all."""

    regex: str
    anchors: Group | None
    words: Group
    wording: str = ""
    needed: tuple[Group, ...] = ()


Classes = Mapping[str, _Parsed]


class _Parser:
    """Reads a phrase from left to right; brackets may stand inside brackets."""

    def __init__(self, text: str, classes: Classes) -> None:
        self._text = text
        self._classes = classes
        self._tokens: list[str] = TOKEN.findall(text)
        self._at = 0

    def read(self) -> _Parsed:
        parsed = self._sequence()
        if self._at < len(self._tokens):
            raise PhraseRefused(f"The phrase “{self._text}” has a “{self._tokens[self._at]}” too many")
        return parsed

    def _sequence(self) -> _Parsed:
        parts: list[_Parsed] = []
        while self._at < len(self._tokens) and self._tokens[self._at] not in ("|", ")"):
            parts.append(self._element())
        anchored = [part.anchors for part in parts if part.anchors is not None]
        regex = "".join(part.regex for part in parts)
        wording = " ".join(part.wording for part in parts if part.wording)
        return _Parsed(regex, min(anchored, key=_commonness, default=None), _all_words(parts), wording, tuple(anchored))

    def _element(self) -> _Parsed:
        part = self._thing()
        if self._next_is("?"):
            self._at += 1
            return _Parsed(f"(?:{part.regex})?", None, part.words)
        return part

    def _thing(self) -> _Parsed:
        part = self._take()
        if part == "(":
            return self._brackets()
        if part == GAP:
            return _Parsed(r"(?:\S+ ){0,3}", None, ())
        if part.startswith("{"):
            return self._class(part.strip("{}"))
        if part in ("?", ")", "|"):
            raise PhraseRefused(f"The phrase “{self._text}” has a “{part}” out of place")
        return _word(part)

    def _brackets(self) -> _Parsed:
        choices = [self._sequence()]
        while self._next_is("|"):
            self._at += 1
            choices.append(self._sequence())
        if not self._next_is(")"):
            raise PhraseRefused(f"The phrase “{self._text}” has a bracket that does not close")
        self._at += 1
        return _either(choices)

    def _class(self, name: str) -> _Parsed:
        if name not in self._classes:
            raise PhraseRefused(f"The phrase “{self._text}” uses the list “{name}”, which is not there")
        return self._classes[name]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_is(self, token: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == token


def _either(choices: Sequence[_Parsed]) -> _Parsed:
    regex = "(?:" + "|".join(choice.regex for choice in choices) + ")"
    anchors: dict[str, None] | None = {}
    for choice in choices:
        anchors = None if anchors is None or choice.anchors is None else anchors | dict.fromkeys(choice.anchors)
    group = None if anchors is None else tuple(anchors)
    return _Parsed(regex, group, _all_words(choices), choices[0].wording)


def _all_words(parts: Iterable[_Parsed]) -> Group:
    return tuple(dict.fromkeys(word for part in parts for word in part.words))


@lru_cache(maxsize=4096)
def _word(word: str) -> _Parsed:
    if word == NUMBER:
        return _Parsed(r"\d+/\d+ ", (NUMBER,), ())
    if word.startswith("="):
        return _Parsed(rf"[^ ]+/{re.escape(word[1:])} ", (intern(word),), (intern(word[1:]),), word[1:])
    root = intern(stem(word))
    return _Parsed(rf"{re.escape(root)}/[^ ]+ ", (root,), (intern(word),), word)


def _commonness(words: Group) -> tuple[int, int]:
    """Fewer choices first; among those, longer words, which are met less often."""
    return len(words), -max(len(word) for word in words)

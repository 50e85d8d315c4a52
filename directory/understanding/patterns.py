"""Phrases as editors write them, and finding them in a text.

A phrase is words in order. Each word stands for all its forms; `=killed` is that form alone; `(a b|c)` is either;
`word?` and `(a|b)?` may be missing; `{name}` is a list of words kept under that name; `...` is a
gap of up to three words; `#` is any number. `^` at the start or `$` at the end ties the phrase to that end of the text.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, Generic, TypeVar

from directory.understanding.phrase_parts import NUMBER, Classes, Group, Part, PhraseRefused, parsed, plain
from directory.understanding.stems import stem

T = TypeVar("T")


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

    __slots__ = ("_part", "anchors", "needed", "text", "unless", "wording", "words")

    def __init__(self, text: str, classes: Classes, unless: Iterable[str] = ()) -> None:
        """Raises `PhraseRefused`."""
        read = parsed(text, classes)
        if read.anchors is None:
            raise PhraseRefused(f"Nothing in the phrase “{text}” has to be there")
        self.text = text
        self._part = read.part
        self.anchors = read.anchors
        self.needed = read.needed
        self.words = read.words
        self.wording = read.wording
        self.unless = tuple(intern(word if word.startswith("=") else stem(word)) for word in unless)

    def sought(self) -> "Sought":
        body = plain(self.text)
        return Sought(self._part, self.needed, self.unless, body.startswith("^"), body.endswith("$"))


class Reading:
    """A text made ready for phrases: `keys` are what its words answer to, `found` is what was looked for already."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.stems = tuple(stem(word) for word in words)
        self.text = tuple(map(_keys_of, self.stems, self.words))
        self.keys = {key for keys in self.text for key in keys}
        self.found: dict[Hashable, Any] = {}

    def places(self, keys: frozenset[str] | None) -> Iterable[int]:
        """Where a word stands that answers to one of some keys, or every word."""
        if keys is None:
            return range(len(self.text))
        return [at for at, word in enumerate(self.text) if not keys.isdisjoint(word)]


def _keys_of(root: str, word: str) -> Group:
    return (root, f"={word}", NUMBER) if word.isdecimal() else (root, f"={word}")


class Sought:
    """What has to be kept of a phrase to find it: little, for there are several thousand, and most are never met."""

    __slots__ = ("_first", "_from_start", "_needed", "_part", "_to_end", "_unless")

    def __init__(self, part: Part, needed: tuple[Group, ...], unless: Group, from_start: bool, to_end: bool) -> None:
        self._part = part
        self._first = part.first()
        self._needed = needed
        self._unless = unless
        self._from_start = from_start
        self._to_end = to_end

    def may_be_in(self, keys: set[str]) -> bool:
        """Whether every word it cannot be without is there, and none it must not stand beside."""
        for words in self._needed:  # several hundred thousand times a second: a generator would be twice as slow
            if keys.isdisjoint(words):
                return False
        return keys.isdisjoint(self._unless)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """From left to right, none touching the one before it."""
        start = 0
        for at in reading.places(self._first):
            if at >= start and not (at and self._from_start):
                end = self._end(reading, at)
                if end > at:
                    yield Span(at, end)
                    start = end

    def _end(self, reading: Reading, at: int) -> int:
        """Where it ends when it starts there; 0 when it does not."""
        ends = self._part.ends(reading.text, at)
        return next((end for end in ends if end == len(reading.text) or not self._to_end), 0)


class Phrases(Generic[T]):
    """Many phrases and what each means, looked up by one word each of them cannot be without."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        by_anchor: dict[str, list[tuple[Sought, T]]] = defaultdict(list)
        for phrase, meaning in phrases:
            one = (phrase.sought(), meaning)
            for anchor in phrase.anchors:
                by_anchor[anchor].append(one)
        self._by_anchor = {anchor: tuple(many) for anchor, many in by_anchor.items()}

    def find(self, reading: Reading) -> tuple[tuple[Span, T], ...]:
        """Every place where a phrase stands, in no particular order; looked for once in each text."""
        if self not in reading.found:
            reading.found[self] = tuple(self._find(reading))
        found: tuple[tuple[Span, T], ...] = reading.found[self]
        return found

    def _find(self, reading: Reading) -> Iterator[tuple[Span, T]]:
        possible = {id(one): one for key in reading.keys for one in self._by_anchor.get(key, ())}
        for phrase, meaning in possible.values():
            if phrase.may_be_in(reading.keys):
                for span in phrase.spans(reading):
                    yield span, meaning

    def spans(self, reading: Reading) -> list[Span]:
        return [span for span, _ in self.find(reading)]

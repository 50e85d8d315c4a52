"""Whole sentences to learn from, and several ways in which a phrase may be said."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.domain.meaning import Danger
from directory.understanding.phrase_parts import GAP, NUMBER, TOKEN, plain
from directory.understanding.vocabulary import VocabularyRefused

NONE, PANEL, SUPPORT = "none", "panel", "support"
HARMLESS, SELF_HARM = "harmless", "self-harm"
LEVELS: dict[str, tuple[str, ...]] = {kind.value: (PANEL, SUPPORT) for kind in Danger}
LEVELS |= {HARMLESS: (NONE,), SELF_HARM: (SUPPORT,)}


@dataclass(frozen=True)
class DangerSentence:
    """`level` is `panel`, `support` or `none`; `kind` a kind of danger, `self-harm` or `harmless`."""

    text: str
    kind: str
    level: str


@dataclass(frozen=True)
class Sentences:
    """Needs as pairs of a slug and a text."""

    needs: tuple[tuple[str, str], ...]
    dangers: tuple[DangerSentence, ...]


def load_sentences(folder: Path) -> Sentences:
    """Read every file of sentences, or raise `VocabularyRefused`; what is there twice is there once."""
    needs = [one for path in sorted(folder.glob("needs-*.toml")) for one in _needs(path)]
    dangers = [one for path in sorted(folder.glob("danger-*.toml")) for one in _dangers(path)]
    return Sentences(tuple(dict.fromkeys(needs)), tuple(dict.fromkeys(dangers)))


def _needs(path: Path) -> Iterator[tuple[str, str]]:
    for slug, sentences in _read(path).items():
        for text in sentences:
            yield slug, text


def _dangers(path: Path) -> Iterator[DangerSentence]:
    for kind, levels in _read(path).items():
        for level, texts in levels.items():
            if level not in LEVELS.get(kind, ()):
                raise VocabularyRefused(f"{path.name}: there is no “{level}” of “{kind}”")
            for text in texts:
                yield DangerSentence(text, kind, level)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyRefused(f"{path.name} could not be read: {error}") from error


class Sayings:
    """Says a phrase in one of the ways it may be said, its words chosen by a seeded chance."""

    def __init__(self, classes: Mapping[str, Sequence[str]], seed: int = 1) -> None:
        self._classes = classes
        self._chance = random.Random(seed)  # noqa: S311  # the same every time, and no secret

    def ways(self, phrase: str, most: int) -> list[str]:
        """Up to `most` different ones."""
        return list(dict.fromkeys(self._say(phrase) for _ in range(most)))

    def _say(self, phrase: str) -> str:
        tokens = TOKEN.findall(plain(phrase).strip("^$ "))
        return " ".join(self._sequence(tokens))

    def _sequence(self, tokens: list[str]) -> list[str]:
        """Takes tokens up to the bracket or bar that ends the sequence."""
        said: list[str] = []
        while tokens and tokens[0] not in ("|", ")"):
            part = self._part(tokens.pop(0), tokens)
            if tokens and tokens[0] == "?":
                tokens.pop(0)
                part = part if self._chance.random() < 1 / 2 else []
            said.extend(part)
        return said

    def _part(self, token: str, tokens: list[str]) -> list[str]:
        if token == "(":  # noqa: S105  # a bracket
            return self._chance.choice(self._choices(tokens))
        if token.startswith("{"):
            return self._say(self._chance.choice(self._classes[token.strip("{}")])).split()
        if token == NUMBER:
            return [str(self._chance.randint(2, 40))]
        return [] if token == GAP else [token.lstrip("=")]

    def _choices(self, tokens: list[str]) -> list[list[str]]:
        choices = [self._sequence(tokens)]
        while tokens and tokens.pop(0) == "|":
            choices.append(self._sequence(tokens))
        return choices

"""The words of search as editors keep them in files: what is there for a need, and whether all of it has been learnt."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.understanding.learnt import FILE, digest_of, load_learnt

HEADINGS = ("strong", "phrases", "hints")


@dataclass(frozen=True)
class WordsOfNeed:
    """Phrases by heading, each as it stands in its file, and how many whole sentences teach the need."""

    file: str
    phrases: dict[str, tuple[str, ...]]
    sentences: int
    sentences_file: str


def words_of_need(folder: Path, slug: str) -> WordsOfNeed | None:
    """None where no file has phrases for it."""
    for path in sorted((folder / "needs").glob("*.toml")):
        words = _read(path).get(slug)
        if words:
            sentences = folder / "sentences" / f"needs-{path.name}"
            return WordsOfNeed(
                str(path.relative_to(folder)),
                {heading: tuple(_phrase(one) for one in words.get(heading, ())) for heading in HEADINGS},
                _count(_read(sentences).get(slug)) if sentences.exists() else 0,
                str(sentences.relative_to(folder)),
            )
    return None


def is_learnt(folder: Path) -> bool:
    """What was learnt was learnt from the words as they are now; may raise `LearntRefused`."""
    return load_learnt(folder / FILE).digest == digest_of(folder)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _phrase(given: str | dict[str, Any]) -> str:
    if isinstance(given, str):
        return given
    unless = ", ".join(given.get("unless", ()))
    return f"{given['phrase']} (not beside {unless})" if unless else str(given["phrase"])


def _count(sentences: Any) -> int:
    if isinstance(sentences, dict):
        return sum(_count(one) for one in sentences.values())
    return len(sentences) if isinstance(sentences, list) else 0

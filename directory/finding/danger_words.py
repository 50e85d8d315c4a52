"""What is said where words tell of danger: a readable file, with something for every kind."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from directory.domain.meaning import Danger


@cache
def read_danger_words(path: Path) -> dict[str, Any]:
    """Every kind of danger has its words, or this says at once which has not."""
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = {"support", *Danger} - words.keys()
    if missing:
        raise ValueError(f"{path.name} says nothing for: {', '.join(sorted(missing))}")
    return words

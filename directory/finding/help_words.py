"""Words that ask for help and say nothing of what is wrong, from a readable list."""

from pathlib import Path


def read_help_words(path: Path) -> frozenset[str]:
    """One word a line; what begins with # is a remark."""
    lines = (line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))

"""Is a note about how somebody behaved? Asked of the words, whatever reason was picked."""

import tomllib
from functools import cache
from pathlib import Path

from directory.domain.listing_reports import ReportReason


def is_worry(reason: ReportReason, text: str, phrases: tuple[str, ...], *, tells_of_danger: bool) -> bool:
    """Must the safeguarding lead read it first? One note too many costs them a minute; one too few may cost far more."""
    said = " ".join(text.lower().replace("’", "'").split())
    return reason is ReportReason.NOT_SAFE or tells_of_danger or any(phrase in said for phrase in phrases)


@cache
def read_conduct_phrases(path: Path) -> tuple[str, ...]:
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["phrases"])

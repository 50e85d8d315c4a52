"""Is a note about how somebody behaved? Asked of the words, whatever reason was picked."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from directory.domain.listing_reports import ReportReason
from directory.domain.meaning import Danger, Meaning
from directory.understanding.understanding import Understanding

PART_LENGTH = 200
LONGEST_READ = 2_000


def understand_note(understanding: Understanding, text: str) -> Meaning:
    """The danger in any part of it: what is understood at a time is shorter than what may be written in a note."""
    starts = range(0, max(1, min(len(text), LONGEST_READ)), PART_LENGTH // 2)
    parts = [understanding.read(text[start : start + PART_LENGTH]) for start in starts]
    kinds = [part.crisis for part in parts if part.crisis]
    return replace(
        parts[0],
        crisis=min(kinds, key=list(Danger).index, default=None),
        support=any(part.support for part in parts),
        about=next((part.about for part in parts if part.crisis), parts[0].about),
    )


def is_worry(reason: ReportReason, text: str, phrases: tuple[str, ...], *, tells_of_danger: bool) -> bool:
    """Must the safeguarding lead read it first? One note too many costs them a minute; one too few may cost far more."""
    said = " ".join(text.lower().replace("’", "'").split())
    return reason is ReportReason.NOT_SAFE or tells_of_danger or any(phrase in said for phrase in phrases)


@cache
def read_conduct_phrases(path: Path) -> tuple[str, ...]:
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["phrases"])

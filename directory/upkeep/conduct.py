"""Is a note about how somebody behaved, or does it tell of danger? Asked of the words, whatever reason was picked."""

import re
import tomllib
from functools import cache
from pathlib import Path

from directory.domain.listing_reports import ReportReason
from directory.domain.meaning import Meaning, with_danger_of_all
from directory.understanding.understanding import Understanding

PART_LENGTH = 200
LONGEST_READ = 2_000
# Somebody who picked one of these speaks of the listing: a weak guess of danger, of nobody, is a closed door.
FACTS_OF_LISTING = frozenset({ReportReason.CLOSED, ReportReason.NUMBER, ReportReason.WAIT, ReportReason.AGE_OR_AREA})
# How likely a kind of danger has to be where no phrase of danger stands and nobody but the writer is spoken of.
SURE = 0.6
OF_SOMEBODY = re.compile(
    r"\b(?:me|my|myself|mine|im|i'm|ive|i've|us|our|he|hes|he's|him|his|she|shes|she's|her|mum|mam|mom|dad|parents?|brother"
    r"|sister|son|daughter|child|children|kid|kids|boy|boys|girl|girls|friend|friends|mate|mates|man|men|woman|lads?|pupil"
    r"|patient|teacher|worker|staff|someone|somebody|yo|yrs?|years? old|year old)\b"
)
LOCKED_DOOR = re.compile(r"\b(?:doors?|gates?|building|place|it) (?:was|were|is) (?:all )?locked\b")


def understand_note(understanding: Understanding, text: str) -> Meaning:
    """The danger in any part of it: what is understood at a time is shorter than what may be written in a note."""
    return with_danger_of_all([understanding.read(part) for part in _parts(text)])


def tells_of_danger(understanding: Understanding, reason: ReportReason, text: str, meaning: Meaning) -> bool:
    """Is the danger that was read enough for the safeguarding lead, under this reason?

    Under a reason about a fact of the listing a guess must be likely, or be about somebody, or stand on a phrase.
    """
    if meaning.crisis is None:
        return False
    return reason not in FACTS_OF_LISTING or bool(OF_SOMEBODY.search(_plain(text))) or _is_sure(understanding, text)


def is_worry(reason: ReportReason, text: str, phrases: tuple[str, ...], *, tells_of_danger: bool) -> bool:
    """Must the safeguarding lead read it first? One note too many costs them a minute; one too few may cost far more."""
    said = _plain(text)
    if reason in FACTS_OF_LISTING and not OF_SOMEBODY.search(said) and "they" not in said:
        said = LOCKED_DOOR.sub("", said)
    return reason is ReportReason.NOT_SAFE or tells_of_danger or any(phrase in said for phrase in phrases)


@cache
def read_conduct_phrases(path: Path) -> tuple[str, ...]:
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["phrases"])


def _parts(text: str) -> list[str]:
    starts = range(0, max(1, min(len(text), LONGEST_READ)), PART_LENGTH // 2)
    return [text[start : start + PART_LENGTH] for start in starts]


def _is_sure(understanding: Understanding, text: str) -> bool:
    explained = [understanding.explain(part) for part in _parts(text)]
    chances = [chance for one in explained for level, chance in one.dangers if level.endswith("/panel")]
    return any(sign.speaks_for != "harmless" for one in explained for sign in one.signs) or max(chances, default=0) >= SURE


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())

"""Which lines and sentences fit somebody in danger: their nation's in place of England's, and Childline only at its ages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from directory.domain.crisis import CrisisLine
from directory.domain.meaning import Danger
from directory.domain.seeker import Seeker
from directory.finding.danger_words import read_danger_words
from directory.web.access import get_directory
from directory.web.crisis import crisis_lines

URGENT = "111"
CHILDLINE, ANY_AGE = "childline", "samaritans"
CHILDLINE_UNDER = 19
OF_THE_BODY = (Danger.INJURY, Danger.MEDICAL_EATING)
NO_LINE = "none"


def danger_words() -> dict[str, Any]:
    return read_danger_words(get_directory().settings.seed / "panels.toml")


def lines_for(seeker: Seeker, slugs: Sequence[str] = (), kind: Danger | None = None) -> tuple[CrisisLine, ...]:
    """Those named, or all; for an adult Samaritans in the place of Childline."""
    known = {line.slug: line for line in crisis_lines()}
    wanted = slugs or tuple(known)
    if is_past_childline(seeker):
        wanted = tuple(dict.fromkeys(ANY_AGE if slug == CHILDLINE else slug for slug in wanted))
    own = _own_line(known.get(URGENT), seeker, kind)
    lines = (own if slug == URGENT else known.get(slug) for slug in wanted)
    return tuple(line for line in lines if line)


def sentences_for(seeker: Seeker, sentences: Iterable[str]) -> tuple[str, ...]:
    """In the words of their nation; for an adult, without what Childline does."""
    instead: Mapping[str, str] = _elsewhere(seeker).get("instead", {})
    kept = [one for one in sentences if not (is_past_childline(seeker) and "Childline" in one)]
    for words in sorted(instead, key=len, reverse=True):
        kept = [one.replace(words, instead[words]) for one in kept]
    return tuple(kept)


def is_past_childline(seeker: Seeker) -> bool:
    """Told to be too old for it."""
    return seeker.age_span is not None and seeker.age_span[0] >= CHILDLINE_UNDER


def _own_line(line: CrisisLine | None, seeker: Seeker, kind: Danger | None) -> CrisisLine | None:
    told = _elsewhere(seeker)
    changed = told.get("of_the_body", told.get("line", {})) if kind in OF_THE_BODY else told.get("line", {})
    if line is None or changed == NO_LINE:
        return None
    return replace(line, **changed)


def _elsewhere(seeker: Seeker) -> dict[str, Any]:
    """What differs in the nation that somebody is surely in; nothing in England, or where it may be either."""
    nations = seeker.home.nations if seeker.home else ()
    told: dict[str, Any] = danger_words()["elsewhere"].get(nations[0], {}) if len(nations) == 1 else {}
    return told

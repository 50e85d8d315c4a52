"""What matters because of who somebody is: under 13, in care, leaving care, eighteen before help starts."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from directory.domain.eligibility import AgeRule, AgeUnit, WhoseAge
from directory.domain.places import ENGLAND
from directory.domain.seeker import ADULT_AGE, Asking, CamhsStanding, Seeker
from directory.domain.services import Service

ALONE_FROM = 13
ENDS_AT = ADULT_AGE - 1  # the last age at which they may come: whoever may still come at 18 loses nothing by turning 18
TURNING = "turning-18"
# The NHS teams that somebody means who says where they stand with CAMHS.
CAMHS_ROLES = ("core-camhs", "single-point")
STANDING = {
    CamhsStanding.WAITING: "camhs-waiting",
    CamhsStanding.REFUSED: "camhs-refused",
    CamhsStanding.UNDER: "camhs-under",
}


@dataclass(frozen=True)
class Note:
    """One note in the words for each who may be asking."""

    say: str
    say_to_parent: str
    say_of_other: str

    def words(self, asking: Asking | None) -> str:
        if asking in (None, Asking.ME):
            return self.say
        return self.say_to_parent if asking is Asking.MY_CHILD else self.say_of_other


def notes_for(seeker: Seeker, notes: Mapping[str, Note]) -> list[str]:
    """The notes that hold for this person, wherever they go for help."""
    return [notes[name].words(seeker.asking) for name, holds in WHEN.items() if holds(seeker)]


def standing_note(service: Service, seeker: Seeker, notes: Mapping[str, Note]) -> str:
    """Said on the very teams that somebody waits for, sees, or was told no by; else nothing."""
    name = STANDING.get(seeker.camhs) if seeker.camhs else None
    return notes[name].words(seeker.asking) if name and service.nhs_role in CAMHS_ROLES else ""


def turning_note(service: Service, wait: str | None, seeker: Seeker, notes: Mapping[str, Note]) -> str:
    """Said where somebody may turn 18 within a wait that is known; else nothing. `wait` is in words."""
    oldest = _oldest(service.age_rules or (), seeker)
    span = seeker.age_span
    if not wait or oldest != ENDS_AT or span is None or not span[0] <= ENDS_AT <= span[1]:
        return ""
    return notes[TURNING].words(seeker.asking).format(oldest=oldest, wait=wait)


@cache
def read_notes(path: Path) -> dict[str, Note]:
    """The notes of a readable file; says at once which is missing."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = {*WHEN, *STANDING.values(), TURNING} - told.keys()
    if missing:
        raise ValueError(f"{path.name} says nothing for: {', '.join(sorted(missing))}")
    return {name: Note(**words) for name, words in told.items()}


def _oldest(rules: tuple[AgeRule, ...], seeker: Seeker) -> int | None:
    """The last age at which they may come; None when there is none, or when it is not told in years."""
    theirs = [
        rule
        for rule in rules
        if rule.whose is WhoseAge.CHILD and (rule.condition is None or rule.condition in seeker.circumstances)
    ]
    ends = [rule.maximum if rule.unit is AgeUnit.YEARS else None for rule in theirs]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _is_under_13(seeker: Seeker) -> bool:
    return seeker.age_span is not None and seeker.age_span[1] < ALONE_FROM


def _in_england(seeker: Seeker) -> bool:
    return seeker.home is None or seeker.home.is_in(frozenset({ENGLAND})) is not False


WHEN: dict[str, Callable[[Seeker], bool]] = {
    "under-13": _is_under_13,
    "in-care": lambda seeker: "in-care" in seeker.circumstances and _in_england(seeker),
    "care-leavers": lambda seeker: "care-leavers" in seeker.circumstances and _in_england(seeker),
}

"""The numbers on every page: how each stands, who has confirmed it, and changing one with great care."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.checks import CheckScope, Cycles
from directory.domain.crisis import CRISIS_LINES, CrisisLine
from directory.domain.crisis_checks import CrisisLineCheck
from directory.domain.errors import DirectoryError, TermNotFound
from directory.domain.events import Action, Event, Subject
from directory.store.codec import to_json
from directory.store.crisis_line_checks import get_crisis_line_checks, save_crisis_line_check
from directory.store.crisis_lines import get_crisis_lines, save_crisis_lines
from directory.store.database import writing
from directory.store.events import add_event


class LineChangedMeanwhile(DirectoryError):
    """Somebody has changed the line since it was shown: nobody confirms or replaces what they did not see."""


@dataclass(frozen=True)
class LineState:
    """One line as it stands. `copy` and `seed` are what the code and the seed say, where they say something else."""

    line: CrisisLine
    last: CrisisLineCheck | None
    is_due: bool
    copy: CrisisLine | None
    seed: CrisisLine | None


def states_of_lines(
    db: Database, seed: Iterable[CrisisLine], *, today: date, cycles: Cycles | None = None
) -> tuple[LineState, ...]:
    """Every line, in the order they stand on every page."""
    checks = get_crisis_line_checks(db)
    cycle = (cycles or Cycles()).of(CheckScope.CONTACT, is_crisis=True)
    seeds, copies = ({one.slug: one for one in lines} for lines in (seed, CRISIS_LINES))
    found = []
    for line in get_crisis_lines(db):
        held = [one for one in checks if one.holds_for(line, today)]
        last = max(held, key=lambda one: one.checked_on, default=None)
        due = last is None or today - last.checked_on > cycle
        found.append(LineState(line, last, due, _unlike(line, copies), _unlike(line, seeds)))
    return tuple(found)


def missing_lines(db: Database, seed: Iterable[CrisisLine]) -> tuple[CrisisLine, ...]:
    """What the seed has and this directory has not."""
    here = {line.slug for line in get_crisis_lines(db)}
    return tuple(line for line in seed if line.slug not in here)


def mark_of(line: CrisisLine) -> str:
    """Tells one wording of a line from another; for forms."""
    return sha256(to_json(line).encode()).hexdigest()[:16]


def confirm_lines(db: Database, seen: Mapping[str, str], *, name: str, by: str, now: datetime) -> int:
    """Record that a named person has confirmed lines with those who run them; `seen` is the mark of each.

    Raises `LineChangedMeanwhile`, and then records none of them.
    """
    with writing(db):
        lines = {line.slug: line for line in get_crisis_lines(db)}
        for slug, mark in seen.items():
            line = _as_seen(lines, slug, mark)
            save_crisis_line_check(db, CrisisLineCheck(slug, line.what_to_do, line.action, name, now.date()))
            add_event(db, Event(Action.CHECKED, by, now, Subject.CRISIS_LINE, slug))
    return len(seen)


def change_line(db: Database, line: CrisisLine, *, seen: str, by: str, now: datetime) -> tuple[str, ...]:
    """Put a line on every page as it is to be, and return the names of what changed. Its check holds no more.

    `seen` is the mark of the line as it was shown; raises `LineChangedMeanwhile` or `TermNotFound`.
    """
    with writing(db):
        lines = {one.slug: one for one in get_crisis_lines(db)}
        before = _as_seen(lines, line.slug, seen)
        names = tuple(name for name, value in vars(line).items() if value != getattr(before, name))
        if names:
            save_crisis_lines(db, [line if one.slug == line.slug else one for one in lines.values()])
            add_event(db, Event(Action.EDITED, by, now, Subject.CRISIS_LINE, line.slug, names))
    return names


def add_line(db: Database, line: CrisisLine, *, by: str, now: datetime) -> None:
    """One that the seed has gained; at the end. Safe to press twice."""
    with writing(db):
        lines = get_crisis_lines(db)
        if line.slug not in {one.slug for one in lines}:
            save_crisis_lines(db, [*lines, line])
            add_event(db, Event(Action.EDITED, by, now, Subject.CRISIS_LINE, line.slug, tuple(vars(line))))


def _as_seen(lines: Mapping[str, CrisisLine], slug: str, mark: str) -> CrisisLine:
    if slug not in lines:
        raise TermNotFound(f"There is no crisis line {slug}.")
    if mark_of(lines[slug]) != mark:
        raise LineChangedMeanwhile("Somebody has changed this line since you opened the page. Look once more.")
    return lines[slug]


def _unlike(line: CrisisLine, others: Mapping[str, CrisisLine]) -> CrisisLine | None:
    other = others.get(line.slug)
    return other if other != line else None

"""Councils' numbers for a worry about a child: which are missing, which are due for a check, and changing them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlite_utils import Database

from directory.domain.checks import CheckScope, Cycles
from directory.domain.council_checks import DAY_LABEL, NIGHT_LABEL, CouncilNumberCheck
from directory.domain.errors import DirectoryError, TermNotFound
from directory.domain.events import Action, Event, Subject
from directory.domain.places import CouncilNumber, NamedArea
from directory.store.areas import get_areas, get_council_numbers, save_council_numbers
from directory.store.codec import to_json
from directory.store.council_checks import councils_with_numbers, get_council_checks, save_council_check
from directory.store.database import writing
from directory.store.events import add_event


class NumbersChangedMeanwhile(DirectoryError):
    """Somebody has changed them since they were shown: nobody confirms or replaces what they did not see."""


@dataclass(frozen=True)
class Checked:
    """One number, and its last check as it stands now."""

    number: CouncilNumber
    last: CouncilNumberCheck | None


@dataclass(frozen=True)
class CouncilState:
    """A council's numbers. `missing` are the labels there is no number for; `county` is where it gets them changed."""

    area: NamedArea
    numbers: tuple[Checked, ...]
    missing: tuple[str, ...]
    is_due: bool
    county: NamedArea | None
    districts: tuple[NamedArea, ...]

    @property
    def mark(self) -> str:
        """Tells these numbers from others; for forms."""
        return mark_of(one.number for one in self.numbers)


def states_of_councils(
    db: Database, covered: Sequence[str], *, today: date, cycles: Cycles | None = None
) -> tuple[CouncilState, ...]:
    """Those covered, or where none is named those that have numbers: missing ones first, then those due, then by name."""
    areas = {area.code: area for area in get_areas(db)}
    codes = [code for code in covered or councils_with_numbers(db) if code in areas]
    found = _states(db, areas, codes, today, cycles or Cycles())
    return tuple(sorted(found, key=lambda one: (not one.missing, not one.is_due, one.area.short_name)))


def state_of_council(db: Database, code: str, *, today: date, cycles: Cycles | None = None) -> CouncilState:
    """One of them, or raise `TermNotFound`."""
    areas = {area.code: area for area in get_areas(db)}
    if code not in areas:
        raise TermNotFound(f"There is no council with the code {code}.")
    return _states(db, areas, [code], today, cycles or Cycles())[0]


def check_council(db: Database, code: str, *, seen: str, by: str, now: datetime) -> None:
    """Every number of a council was rung and is right, or raise `NumbersChangedMeanwhile`."""
    with writing(db):
        _check(db, _as_seen(db, code, seen), by, now)
        add_event(db, Event(Action.CHECKED, by, now, Subject.COUNCIL, code))


def change_council(
    db: Database, code: str, numbers: Iterable[CouncilNumber], *, seen: str, is_checked: bool, by: str, now: datetime
) -> tuple[str, ...]:
    """Replace the numbers of a council, of a county for its districts too; the labels of what changed are returned."""
    told = tuple(numbers)
    with writing(db):
        before = _as_seen(db, code, seen)
        names = tuple(sorted({one.label for one in {*told} ^ {*before}}))
        districts = [area.code for area in get_areas(db) if area.county == code]
        for council in [code, *districts] if names else ():
            save_council_numbers(db, council, [_of(council, one) for one in told])
        if is_checked:
            _check(db, told, by, now)
        if names or is_checked:
            add_event(db, Event(Action.EDITED if names else Action.CHECKED, by, now, Subject.COUNCIL, code, names))
    return names


def mark_of(numbers: Iterable[CouncilNumber]) -> str:
    return sha256(to_json(tuple(numbers)).encode()).hexdigest()[:16]


def _check(db: Database, numbers: Iterable[CouncilNumber], by: str, now: datetime) -> None:
    for one in numbers:
        save_council_check(db, CouncilNumberCheck(one.council, one.label, one.number, by, now.date()))


def _of(council: str, number: CouncilNumber) -> CouncilNumber:
    return CouncilNumber(council, number.label, number.number, number.hours, number.note)


def _as_seen(db: Database, code: str, seen: str) -> tuple[CouncilNumber, ...]:
    numbers = get_council_numbers(db, [code])
    if mark_of(numbers) != seen:
        raise NumbersChangedMeanwhile("Somebody has changed these numbers since you opened the page. Look once more.")
    return numbers


def _states(
    db: Database, areas: Mapping[str, NamedArea], codes: Sequence[str], today: date, cycles: Cycles
) -> list[CouncilState]:
    checks, cycle = get_council_checks(db), cycles.of(CheckScope.CONTACT)
    by_council: dict[str, list[CouncilNumber]] = {code: [] for code in codes}
    for number in get_council_numbers(db, list(by_council)):
        by_council[number.council].append(number)
    found = []
    for code, numbers in by_council.items():
        own = [*checks.get(code, ()), *checks.get(areas[code].county or "", ())]
        told = tuple(Checked(one, _last(own, one, areas[code].county)) for one in numbers)
        due = any(one.last is None or today - one.last.checked_on > cycle for one in told)
        labels = {one.label for one in numbers}
        missing = tuple(label for label in (DAY_LABEL, NIGHT_LABEL) if label not in labels)
        districts = tuple(area for area in areas.values() if area.county == code)
        found.append(CouncilState(areas[code], told, missing, due, areas.get(areas[code].county or ""), districts))
    return found


def _last(checks: Iterable[CouncilNumberCheck], number: CouncilNumber, county: str | None) -> CouncilNumberCheck | None:
    """Of the number itself, or of the county's where it is the same one."""
    same = (number, _of(county, number)) if county else (number,)
    held = [check for check in checks if any(check.holds_for(one) for one in same)]
    return max(held, key=lambda check: check.checked_on, default=None)

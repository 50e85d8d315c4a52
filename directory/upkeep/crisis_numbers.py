"""The numbers that must be right: who checked a crisis line, and what a council gives for a worry about a child."""

from datetime import date, datetime

from sqlite_utils import Database

from directory.domain.crisis import CrisisLine
from directory.domain.crisis_checks import CrisisLineCheck
from directory.domain.errors import TermNotFound
from directory.domain.events import Action, Event, Subject
from directory.domain.places import CouncilNumber
from directory.store.areas import get_areas, get_council_numbers, save_council_numbers
from directory.store.crisis_line_checks import get_crisis_line_checks, save_crisis_line_check
from directory.store.crisis_lines import get_crisis_lines
from directory.store.database import writing
from directory.store.events import add_event


def check_crisis_line(db: Database, slug: str, *, by: str, on: date, now: datetime) -> CrisisLine:
    """Record that a named person has confirmed that a line is what we say, or raise `TermNotFound`.

    The audit names them, as it does on the page for it.
    """
    with writing(db):
        lines = {line.slug: line for line in get_crisis_lines(db)}
        if slug not in lines:
            raise TermNotFound(f"There is no crisis line {slug}. There are: {', '.join(lines)}.")
        line = lines[slug]
        save_crisis_line_check(db, CrisisLineCheck(slug, line.what_to_do, line.action, checked_by=by, checked_on=on))
        add_event(db, Event(Action.CHECKED, by, now, Subject.CRISIS_LINE, slug))
    return line


def last_crisis_check(db: Database, line: CrisisLine, today: date) -> CrisisLineCheck | None:
    """The latest check that holds for the line as it stands."""
    holding = [check for check in get_crisis_line_checks(db) if check.holds_for(line, today)]
    return max(holding, key=lambda check: check.checked_on, default=None)


def set_council_number(db: Database, number: CouncilNumber, *, by: str, now: datetime) -> None:
    """Store a number in place of the one with the same label, or raise `TermNotFound` for an unknown council."""
    with writing(db):
        if number.council not in {area.code for area in get_areas(db)}:
            raise TermNotFound(f"There is no council with the code {number.council}. It looks like E06000044.")
        before = get_council_numbers(db, [number.council])
        if number not in before:
            others = [one for one in before if one.label != number.label]
            save_council_numbers(db, number.council, [*others, number])
            add_event(db, Event(Action.EDITED, by, now, Subject.COUNCIL, number.council, (number.label,)))

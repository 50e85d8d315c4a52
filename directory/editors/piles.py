"""What an editor's first page leads to: each pile, what it is for, and how many wait in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from directory.store.corrections import count_reports
from directory.editors.checks import count_pile

Count = Callable[[Database, datetime], int]
ANSWER, KEEP_TRUE, LOOK_AFTER = "To answer", "To keep true", "To look after"


@dataclass(frozen=True)
class Pile:
    """One page of the desk. `count` says how many wait; without one it is a page to go to."""

    group: str
    title: str
    endpoint: str
    what: str
    count: Count | None = None
    admins_only: bool = False






def _notes(db: Database, now: datetime) -> int:
    return count_reports(db, is_safeguarding=False)


def _worries(db: Database, now: datetime) -> int:
    return count_reports(db, is_safeguarding=True)










# In the order they are shown; those of a group stand together.
PILES: tuple[Pile, ...] = (
    Pile(ANSWER, "Worries about safety", "editors.list_worries", "For the safeguarding lead.", _worries, admins_only=True),
    Pile(ANSWER, "What people say is wrong", "editors.list_corrections", "Notes about listings, oldest first.", _notes),
    Pile(KEEP_TRUE, "Overdue checks", "editors.list_checks", "Ring, tick, save: crisis help first.", count_pile),
    Pile(LOOK_AFTER, "Many listings in one sheet", "editors.show_sheets", "Take a sheet, change it, and send it back."),
)

"""What an editor's first page leads to: each pile, what it is for, and how many wait in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

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


# In the order they are shown; those of a group stand together.
PILES: tuple[Pile, ...] = (
    Pile(KEEP_TRUE, "Overdue checks", "editors.list_checks", "Ring, tick, save: crisis help first.", count_pile),
    Pile(LOOK_AFTER, "Many listings in one sheet", "editors.show_sheets", "Take a sheet, change it, and send it back."),
)

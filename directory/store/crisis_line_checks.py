"""Checks of crisis lines: added, never changed."""

from sqlite_utils import Database

from directory.domain.crisis_checks import CrisisLineCheck
from directory.store.codec import from_row, to_row


def save_crisis_line_check(db: Database, check: CrisisLineCheck) -> None:
    """Add one check; call inside `writing`."""
    db.table("crisis_line_checks").insert(to_row(check))


def get_crisis_line_checks(db: Database) -> tuple[CrisisLineCheck, ...]:
    """Every check there has been, oldest first."""
    return tuple(from_row(CrisisLineCheck, row) for row in db.query("SELECT * FROM crisis_line_checks ORDER BY id"))

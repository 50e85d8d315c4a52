"""Checks of councils' numbers: added, never changed."""

from collections import defaultdict

from sqlite_utils import Database

from directory.domain.council_checks import CouncilNumberCheck
from directory.store.codec import from_row, to_row


def save_council_check(db: Database, check: CouncilNumberCheck) -> None:
    """Add one check; call inside `writing`."""
    db.table("council_number_checks").insert(to_row(check))


def get_council_checks(db: Database) -> dict[str, list[CouncilNumberCheck]]:
    """Every check there has been by council, oldest first."""
    grouped: dict[str, list[CouncilNumberCheck]] = defaultdict(list)
    for row in db.query("SELECT * FROM council_number_checks ORDER BY checked_on, id"):
        check = from_row(CouncilNumberCheck, row)
        grouped[check.council].append(check)
    return dict(grouped)


def councils_with_numbers(db: Database) -> list[str]:
    return [code for (code,) in db.execute("SELECT DISTINCT council FROM council_numbers ORDER BY council")]

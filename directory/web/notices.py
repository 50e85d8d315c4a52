"""What must be said at the top of every page: invented services, or a directory nobody has approved yet."""

import sqlite3

from sqlite_utils import Database

from directory.domain.crisis_checks import unchecked_lines
from directory.domain.errors import DirectoryError
from directory.store.crisis_line_checks import get_crisis_line_checks
from directory.store.listings import has_demonstration
from directory.web.access import get_db, get_now, get_site
from directory.web.crisis import crisis_lines
from directory.web.previews import preview_notice

DEMONSTRATION = "This is a demonstration. Services marked “Made up” are not real. The numbers above are."
NOT_APPROVED = "Not yet approved. This directory is still being checked. Do not rely on it yet."


def notices() -> list[str]:
    """A preview says that it is one, and a demonstration says so whatever the settings say."""
    try:
        return [*preview_notice(), *_notices(get_db())]
    except (DirectoryError, sqlite3.Error):
        return [] if get_site().is_approved else [NOT_APPROVED]


def _notices(db: Database) -> list[str]:
    if has_demonstration(db):
        return [DEMONSTRATION]
    return [] if get_site().is_approved and _lines_are_checked(db) else [NOT_APPROVED]


def _lines_are_checked(db: Database) -> bool:
    return not unchecked_lines(crisis_lines(), get_crisis_line_checks(db), get_now().date())

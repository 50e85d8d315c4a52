"""Who answers an edit that waits."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

# A keeper is named by number and not referred to: a restored backup may know edits of keepers that are not here.
REVIEW_TABLES = """
CREATE TABLE change_owners (
    change_id INTEGER PRIMARY KEY REFERENCES changes (id),
    keeper_id INTEGER NOT NULL,
    since TEXT NOT NULL,
    handed_on_at TEXT
) STRICT;
"""


def m007_review(db: Database) -> None:
    run_script(db, REVIEW_TABLES)

"""Receipts of those who said the same, notes without words, and when letters went that may not go again at once."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

TABLES = """
ALTER TABLE corrections ADD COLUMN wordless TEXT;

CREATE TABLE more_receipts (
    receipt_hash TEXT PRIMARY KEY,
    correction_id INTEGER NOT NULL
) STRICT;
CREATE INDEX more_receipts_by_correction ON more_receipts (correction_id);

CREATE TABLE letters_sent (
    what TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    PRIMARY KEY (what, to_whom)
) STRICT;
"""


def m017_more_receipts(db: Database) -> None:
    run_script(db, TABLES)

"""Reports of something wrong, and checks of crisis lines."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

CORRECTION_TABLES = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    receipt_hash TEXT NOT NULL UNIQUE,
    service_id TEXT NOT NULL REFERENCES services (id),
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    is_safeguarding INTEGER NOT NULL CHECK (is_safeguarding IN (0, 1)),
    received_at TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    note TEXT,
    answered_at TEXT
) STRICT;
CREATE INDEX corrections_of_an_hour ON corrections (service_id, received_at);

CREATE TABLE crisis_line_checks (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    what_to_do TEXT NOT NULL,
    action TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL
) STRICT;
"""


def m004_corrections(db: Database) -> None:
    run_script(db, CORRECTION_TABLES)

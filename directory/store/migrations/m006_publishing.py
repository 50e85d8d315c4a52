"""Edits that wait, the audit that is only ever added to, redactions, and what a listing needs for these."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

PUBLISHING_TABLES = """
ALTER TABLE services ADD COLUMN may_have_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE services ADD COLUMN alert_sentence TEXT;
ALTER TABLE services ADD COLUMN alert_ends_on TEXT;
ALTER TABLE services ADD COLUMN left_search_on TEXT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    made_from INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    note TEXT,
    version INTEGER
) STRICT;
CREATE INDEX changes_by_service ON changes (service_id);

CREATE TABLE changed_facts (
    change_id INTEGER NOT NULL REFERENCES changes (id),
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    risk TEXT NOT NULL,
    narrows INTEGER NOT NULL CHECK (narrows IN (0, 1)),
    state TEXT NOT NULL,
    reason TEXT,
    confirmed_through TEXT,
    decided_by TEXT,
    decided_at TEXT,
    PRIMARY KEY (change_id, field)
) STRICT;
CREATE INDEX changed_facts_by_state ON changed_facts (state);

CREATE TABLE redactions (
    id INTEGER PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    field TEXT NOT NULL,
    redacted_by TEXT NOT NULL,
    redacted_at TEXT NOT NULL
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    facts TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_subject ON events (subject, subject_id);
"""

# REPLACE would take an event away without firing the trigger on DELETE.
APPEND_ONLY = """
CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_are_new BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
"""


def m006_publishing(db: Database) -> None:
    run_script(db, PUBLISHING_TABLES)
    run_script(db, APPEND_ONLY)

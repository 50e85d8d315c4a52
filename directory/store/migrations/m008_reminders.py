"""Letters that ask whether listings are still right, checks of councils' numbers, and what became of web links."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

REMINDER_TABLES = """
CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    begun_on TEXT NOT NULL,
    is_sent INTEGER NOT NULL CHECK (is_sent IN (0, 1))
) STRICT;
CREATE INDEX reminders_by_organisation ON reminders (organisation_id, begun_on);

CREATE TABLE reminded_listings (
    id INTEGER PRIMARY KEY,
    reminder_id INTEGER NOT NULL REFERENCES reminders (id),
    service_id TEXT NOT NULL REFERENCES services (id)
) STRICT;
CREATE INDEX reminded_listings_by_service ON reminded_listings (service_id);
CREATE INDEX reminded_listings_by_reminder ON reminded_listings (reminder_id);

CREATE TABLE council_number_checks (
    id INTEGER PRIMARY KEY,
    council TEXT NOT NULL REFERENCES areas (code),
    label TEXT NOT NULL,
    number TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL
) STRICT;

CREATE TABLE link_checks (
    mark TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    leads_to TEXT,
    looked_on TEXT NOT NULL,
    failed_since TEXT,
    failures INTEGER NOT NULL
) STRICT;
"""


def m008_reminders(db: Database) -> None:
    run_script(db, REMINDER_TABLES)

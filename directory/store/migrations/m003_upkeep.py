"""Checks, provenance, differences and versions."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

UPKEEP_TABLES = """
CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    scope TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    method TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX checks_by_service ON checks (service_id, checked_on);

CREATE TABLE provenance (
    service_id TEXT NOT NULL REFERENCES services (id),
    field TEXT NOT NULL,
    source TEXT NOT NULL,
    imported TEXT NOT NULL,
    read_from_prose INTEGER NOT NULL,
    kept_here INTEGER NOT NULL,
    PRIMARY KEY (service_id, field)
) STRICT;

CREATE TABLE differences (
    service_id TEXT NOT NULL REFERENCES services (id),
    field TEXT NOT NULL,
    source TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    PRIMARY KEY (service_id, field, source)
) STRICT;

CREATE TABLE source_records (
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    service_id TEXT NOT NULL REFERENCES services (id),
    last_seen TEXT NOT NULL,
    PRIMARY KEY (source, record)
) STRICT;

CREATE TABLE versions (
    service_id TEXT NOT NULL REFERENCES services (id),
    number INTEGER NOT NULL,
    facts TEXT NOT NULL,
    made_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (service_id, number)
) STRICT;
"""


def m003_upkeep_tables(db: Database) -> None:
    run_script(db, UPKEEP_TABLES)

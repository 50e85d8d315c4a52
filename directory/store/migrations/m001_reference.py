"""Terms, areas, councils' numbers and crisis lines."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

REFERENCE_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES ('content_version', '1');

CREATE TABLE terms (
    facet TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    professional_term TEXT,
    description TEXT,
    parent TEXT,
    flags TEXT NOT NULL,
    successor TEXT,
    PRIMARY KEY (facet, slug),
    FOREIGN KEY (facet, parent) REFERENCES terms (facet, slug) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE areas (
    code TEXT PRIMARY KEY,
    level TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    nation TEXT NOT NULL,
    county TEXT REFERENCES areas (code) DEFERRABLE INITIALLY DEFERRED,
    other_names TEXT NOT NULL,
    successor TEXT
) STRICT;

CREATE TABLE council_numbers (
    council TEXT NOT NULL REFERENCES areas (code),
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    number TEXT NOT NULL,
    hours TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (council, position)
) STRICT;

CREATE TABLE crisis_lines (
    slug TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    what_to_do TEXT NOT NULL,
    number TEXT NOT NULL,
    action TEXT NOT NULL,
    who_for TEXT NOT NULL,
    hours TEXT NOT NULL
) STRICT;
"""


def m001_reference_tables(db: Database) -> None:
    run_script(db, REFERENCE_TABLES)

"""Keepers: who they are, how they sign in, how they come and how they are reminded."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

KEEPER_TABLES = """
CREATE TABLE keepers (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_at TEXT NOT NULL,
    left_at TEXT
) STRICT;
CREATE UNIQUE INDEX keepers_by_email ON keepers (email) WHERE email <> '';

CREATE TABLE keeper_organisations (
    keeper_id INTEGER NOT NULL REFERENCES keepers (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    PRIMARY KEY (keeper_id, organisation_id)
) STRICT;
CREATE INDEX keepers_by_organisation ON keeper_organisations (organisation_id);

CREATE TABLE second_steps (
    keeper_id INTEGER PRIMARY KEY REFERENCES keepers (id),
    secret TEXT NOT NULL,
    salt TEXT NOT NULL,
    set_up_at TEXT NOT NULL,
    last_used INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
    keeper_id INTEGER NOT NULL REFERENCES keepers (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (keeper_id, code_hash)
) STRICT;

CREATE TABLE keeper_sessions (
    id_hash TEXT PRIMARY KEY,
    keeper_id INTEGER NOT NULL REFERENCES keepers (id),
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
    new_secret TEXT
) STRICT;

CREATE TABLE sign_ins (
    id INTEGER PRIMARY KEY,
    keeper_id INTEGER REFERENCES keepers (id),
    link_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL,
    browser_hash TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    misses INTEGER NOT NULL
) STRICT;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    mark TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_at_one_thing ON attempts (what, mark, made_at);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY,
    link_hash TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation_id TEXT REFERENCES organisations (id),
    invited_by INTEGER REFERENCES keepers (id),
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX invitations_by_email ON invitations (email);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    email TEXT NOT NULL,
    work TEXT NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at TEXT,
    rang TEXT,
    found_at TEXT,
    note TEXT
) STRICT;
CREATE INDEX claims_by_service ON claims (service_id, made_at);

CREATE TABLE reminder_links (
    link_hash TEXT PRIMARY KEY,
    keeper_id INTEGER NOT NULL REFERENCES keepers (id),
    service_id TEXT NOT NULL REFERENCES services (id),
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX reminder_links_by_keeper ON reminder_links (keeper_id, service_id);
"""


def m005_keepers(db: Database) -> None:
    run_script(db, KEEPER_TABLES)

"""Services that are not listed yet, and what is asked of whoever is listed."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

PROPOSAL_TABLES = """
ALTER TABLE organisations ADD COLUMN inclusion_lead_role TEXT;
ALTER TABLE organisations ADD COLUMN inclusion_safeguarding_policy INTEGER;
ALTER TABLE organisations ADD COLUMN inclusion_declared_by TEXT;
ALTER TABLE organisations ADD COLUMN suspended_on TEXT;

CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    receipt_hash TEXT NOT NULL UNIQUE,
    link_hash TEXT UNIQUE,
    link_ends_at TEXT,
    offered_organisation TEXT NOT NULL,
    offered_name TEXT NOT NULL,
    offered_summary TEXT NOT NULL,
    offered_area TEXT NOT NULL,
    offered_kind TEXT,
    offered_number TEXT,
    offered_for_whom TEXT,
    offered_youngest INTEGER,
    offered_oldest INTEGER,
    offered_phone TEXT,
    offered_email TEXT,
    offered_url TEXT,
    offered_other_way TEXT,
    inclusion_legal_body TEXT,
    inclusion_safeguarding_lead INTEGER,
    inclusion_lead_role TEXT,
    inclusion_safeguarding_policy INTEGER,
    inclusion_safeguarding_policy_on TEXT,
    inclusion_dbs_checks INTEGER,
    inclusion_insured INTEGER,
    inclusion_regulator TEXT,
    inclusion_declared_on TEXT,
    inclusion_declared_by TEXT,
    who TEXT NOT NULL,
    sender TEXT NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL,
    confirmed_at TEXT,
    letters INTEGER NOT NULL,
    questions TEXT NOT NULL,
    reason TEXT,
    decided_by TEXT,
    decided_at TEXT,
    organisation_id TEXT,
    service_id TEXT
) STRICT;
CREATE INDEX proposals_by_state ON proposals (state);

CREATE TABLE missing_services (
    id INTEGER PRIMARY KEY,
    receipt_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    is_worry INTEGER NOT NULL CHECK (is_worry IN (0, 1)),
    received_at TEXT NOT NULL,
    outcome TEXT,
    note TEXT,
    decided_by TEXT,
    answered_at TEXT
) STRICT;
CREATE INDEX missing_services_of_an_hour ON missing_services (received_at);

CREATE TABLE inclusion_checks (
    id INTEGER PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    fact TEXT NOT NULL,
    "where" TEXT NOT NULL,
    is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL
) STRICT;
CREATE INDEX inclusion_checks_by_organisation ON inclusion_checks (organisation_id);

CREATE TABLE suspended_together (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    service_id TEXT NOT NULL REFERENCES services (id),
    PRIMARY KEY (organisation_id, service_id)
) STRICT;
"""


def m010_proposals(db: Database) -> None:
    run_script(db, PROPOSAL_TABLES)

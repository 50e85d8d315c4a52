"""Every change to the shape of the database, in order. A released one is never edited: add another."""

from sqlite_utils import Database, Migrations

migrations = Migrations("directory")

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

LISTING_TABLES = """
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT,
    description TEXT,
    url TEXT,
    email TEXT,
    inclusion_legal_body TEXT,
    inclusion_safeguarding_lead INTEGER,
    inclusion_safeguarding_policy_on TEXT,
    inclusion_dbs_checks INTEGER,
    inclusion_insured INTEGER,
    inclusion_regulator TEXT,
    inclusion_declared_on TEXT
) STRICT;

CREATE TABLE organisation_identifiers (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (organisation_id, scheme, value)
) STRICT;
CREATE INDEX identifiers_by_value ON organisation_identifiers (scheme, value);

CREATE TABLE services (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL UNIQUE,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    summary TEXT,
    description TEXT,
    url TEXT,
    sector TEXT,
    nhs_role TEXT,
    facets_told TEXT NOT NULL,
    catchment_told INTEGER NOT NULL,
    threshold_for_plain TEXT,
    threshold_for_professional TEXT,
    threshold_not_for_plain TEXT,
    threshold_not_for_professional TEXT,
    threshold_try_instead TEXT,
    confidentiality_parents TEXT,
    confidentiality_school TEXT,
    confidentiality_gp TEXT,
    confidentiality_agrees_alone_from INTEGER,
    confidentiality_anonymous INTEGER,
    confidentiality_note TEXT,
    cost_kind TEXT,
    cost_note TEXT,
    languages TEXT,
    interpreters INTEGER,
    status TEXT,
    ends_on TEXT,
    taking_new_people INTEGER,
    taking_new_people_on TEXT,
    single_point_takes TEXT,
    single_point_does_not_take TEXT,
    single_point_passes_on INTEGER,
    advice_line TEXT,
    usable_while_waiting INTEGER,
    takes_refused INTEGER,
    what_happens_next TEXT,
    words_to_say_call TEXT,
    words_to_say_text TEXT,
    words_to_say_email TEXT,
    while_you_wait TEXT,
    suspended INTEGER NOT NULL,
    unconfirmed TEXT NOT NULL,
    is_demonstration INTEGER NOT NULL,
    published_on TEXT,
    last_modified TEXT
) STRICT;
CREATE INDEX services_by_organisation ON services (organisation_id);
CREATE INDEX public_demonstrations ON services (published_on) WHERE is_demonstration = 1 AND published_on IS NOT NULL;

CREATE TABLE service_terms (
    service_id TEXT NOT NULL REFERENCES services (id),
    facet TEXT NOT NULL,
    slug TEXT NOT NULL,
    mode TEXT,
    PRIMARY KEY (service_id, facet, slug),
    FOREIGN KEY (facet, slug) REFERENCES terms (facet, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_terms_by_slug ON service_terms (facet, slug, service_id);

CREATE TABLE age_rules (
    service_id TEXT NOT NULL REFERENCES services (id),
    position INTEGER NOT NULL,
    minimum INTEGER,
    maximum INTEGER,
    unit TEXT NOT NULL,
    whose TEXT NOT NULL,
    condition TEXT,
    PRIMARY KEY (service_id, position)
) STRICT;

CREATE TABLE catchment_conditions (
    service_id TEXT NOT NULL REFERENCES services (id),
    group_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    basis TEXT NOT NULL,
    area_kind TEXT,
    area_codes TEXT,
    area_miles REAL,
    area_location_id TEXT,
    PRIMARY KEY (service_id, group_number, position)
) STRICT;

CREATE TABLE locations (
    id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    position INTEGER NOT NULL,
    name TEXT,
    address TEXT,
    city TEXT,
    postcode TEXT,
    point_latitude REAL,
    point_longitude REAL,
    step_free INTEGER,
    accessible_toilet INTEGER,
    hearing_loop INTEGER,
    quiet_space INTEGER,
    access_note TEXT,
    masked INTEGER NOT NULL
) STRICT;
CREATE INDEX locations_by_service ON locations (service_id, position);

CREATE TABLE contact_points (
    id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    position INTEGER NOT NULL,
    channel TEXT NOT NULL,
    value TEXT NOT NULL,
    label TEXT,
    schedules TEXT,
    is_free INTEGER,
    anonymous INTEGER,
    leaves_trace TEXT,
    professionals_only INTEGER NOT NULL,
    consent_recorded INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_points_by_service ON contact_points (service_id, position);

CREATE TABLE waits (
    service_id TEXT NOT NULL REFERENCES services (id),
    position INTEGER NOT NULL,
    stage TEXT NOT NULL,
    weeks_from INTEGER NOT NULL,
    weeks_to INTEGER NOT NULL,
    said_by TEXT NOT NULL,
    said_on TEXT NOT NULL,
    need TEXT,
    PRIMARY KEY (service_id, position)
) STRICT;
"""

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


@migrations()
def m001_reference_tables(db: Database) -> None:
    _run(db, REFERENCE_TABLES)


@migrations()
def m002_listing_tables(db: Database) -> None:
    _run(db, LISTING_TABLES)


@migrations()
def m003_upkeep_tables(db: Database) -> None:
    _run(db, UPKEEP_TABLES)


@migrations()
def m004_corrections(db: Database) -> None:
    _run(db, CORRECTION_TABLES)


def _run(db: Database, script: str) -> None:
    """One statement at a time: `executescript` would commit the transaction the migration runs in."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)

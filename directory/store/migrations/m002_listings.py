"""Organisations, services and everything a service can have several of."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

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


def m002_listing_tables(db: Database) -> None:
    run_script(db, LISTING_TABLES)

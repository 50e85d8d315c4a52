"""Listings and organisations that turned out to be one, and what was done about a worry."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

# A listing that was put together from several sources follows each of them, so provenance is by source as well.
MERGE_TABLES = """
ALTER TABLE services ADD COLUMN merged_into TEXT REFERENCES services (id);
CREATE INDEX services_merged ON services (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE organisations ADD COLUMN merged_into TEXT REFERENCES organisations (id);
CREATE INDEX organisations_merged ON organisations (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE source_records ADD COLUMN is_second INTEGER NOT NULL DEFAULT 0;
ALTER TABLE corrections ADD COLUMN what_was_done TEXT;

CREATE TABLE provenance_by_source (
    service_id TEXT NOT NULL REFERENCES services (id),
    field TEXT NOT NULL,
    source TEXT NOT NULL,
    imported TEXT NOT NULL,
    read_from_prose INTEGER NOT NULL,
    kept_here INTEGER NOT NULL,
    PRIMARY KEY (service_id, field, source)
) STRICT;
INSERT INTO provenance_by_source SELECT service_id, field, source, imported, read_from_prose, kept_here FROM provenance;
DROP TABLE provenance;
ALTER TABLE provenance_by_source RENAME TO provenance;

CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    kept_id TEXT NOT NULL,
    merged_id TEXT NOT NULL,
    merged_by TEXT NOT NULL,
    merged_at TEXT NOT NULL,
    kept_version INTEGER NOT NULL,
    merged_version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    moved TEXT NOT NULL,
    undone_at TEXT
) STRICT;
CREATE INDEX merges_by_kept ON merges (subject, kept_id);

CREATE TABLE not_the_same (
    subject TEXT NOT NULL,
    one_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (subject, one_id, other_id)
) STRICT;
"""


def m009_merges(db: Database) -> None:
    run_script(db, MERGE_TABLES)

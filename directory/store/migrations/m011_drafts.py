"""Half-filled forms, kept for a while for those who began them."""

from sqlite_utils import Database

from directory.store.migrations.running import run_script

DRAFT_TABLE = """
CREATE TABLE drafts (
    keeper_id INTEGER NOT NULL REFERENCES keepers (id),
    service_id TEXT NOT NULL REFERENCES services (id),
    form TEXT NOT NULL,
    typed TEXT NOT NULL,
    made_from INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (keeper_id, service_id, form)
) STRICT;
CREATE INDEX drafts_by_listing ON drafts (service_id);
"""


def m011_drafts(db: Database) -> None:
    run_script(db, DRAFT_TABLE)

"""What organisations told before: every state that an edit made, and how it was found by the first."""

from sqlite_utils import Database


def m019_organisation_versions(db: Database) -> None:
    db.execute("""
        CREATE TABLE organisation_versions (
            organisation_id TEXT NOT NULL REFERENCES organisations (id),
            number INTEGER NOT NULL,
            facts TEXT NOT NULL,
            made_by TEXT NOT NULL,
            action TEXT,
            made_at TEXT NOT NULL,
            PRIMARY KEY (organisation_id, number)
        ) STRICT
    """)

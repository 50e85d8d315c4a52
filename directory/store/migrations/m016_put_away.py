"""Listings held back that are not for this directory: out of the way, and not deleted."""

from sqlite_utils import Database


def m016_put_away(db: Database) -> None:
    db.execute("""
        CREATE TABLE put_away (
            service_id TEXT PRIMARY KEY REFERENCES services (id),
            reason TEXT NOT NULL,
            put_away_by TEXT NOT NULL,
            put_away_at TEXT NOT NULL
        ) STRICT
    """)

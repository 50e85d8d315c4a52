"""When each keeper signed in last, so that an editor sees who is still there."""

from sqlite_utils import Database


def m015_last_signed_in(db: Database) -> None:
    db.execute("ALTER TABLE keepers ADD COLUMN last_signed_in_at TEXT")

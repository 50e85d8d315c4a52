"""The day a service that is closed for now expects to open again."""

from sqlite_utils import Database


def m018_opening_again(db: Database) -> None:
    db.execute("ALTER TABLE services ADD COLUMN opens_again_on TEXT")

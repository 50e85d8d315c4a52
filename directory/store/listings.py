"""What the public part of the directory holds as a whole."""

from sqlite_utils import Database


def public_slugs(db: Database) -> list[str]:
    """The slug of every public listing: what a search engine may know of."""
    sql = "SELECT slug FROM services WHERE published_on IS NOT NULL AND suspended = 0 ORDER BY slug"
    return [row[0] for row in db.execute(sql)]


def has_demonstration(db: Database) -> bool:
    """Is any public listing an invented one?"""
    sql = "SELECT EXISTS (SELECT 1 FROM services WHERE is_demonstration = 1 AND published_on IS NOT NULL)"
    return bool(db.execute(sql).fetchone()[0])

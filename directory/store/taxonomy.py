"""The taxonomy's terms in the database, in the order they are shown."""

from sqlite_utils import Database

from directory.domain.taxonomy import Taxonomy, Term
from directory.store.codec import from_row, to_row
from directory.store.database import touch_content


def get_taxonomy(db: Database) -> Taxonomy:
    return Taxonomy(tuple(from_row(Term, row) for row in db.query("SELECT * FROM terms ORDER BY position")))


def save_taxonomy(db: Database, taxonomy: Taxonomy) -> None:
    """Insert or replace every term; one that is gone from the list stays, for the listings that carry it."""
    rows = [{**to_row(term), "position": position} for position, term in enumerate(taxonomy)]
    db.table("terms").upsert_all(rows, pk=("facet", "slug"))
    touch_content(db)

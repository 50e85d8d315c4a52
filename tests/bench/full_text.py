"""The same job done by SQLite alone: full-text search joined to well-indexed filters."""

from collections.abc import Sequence

from sqlite_utils import Database

from directory.domain.taxonomy import Taxonomy
from directory.finding.documents import public_documents
from directory.search.index import FIELD_WEIGHTS


class FullText:
    """An FTS5 table beside the services, with the same text, the same weights and a stemmer."""

    def __init__(self, db: Database, taxonomy: Taxonomy) -> None:
        self._db = db
        self._fields = list(FIELD_WEIGHTS)
        columns = ", ".join(self._fields)
        db.execute(f"CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, {columns}, tokenize = 'porter unicode61')")
        rows = [(one.id, *(getattr(one, field) for field in self._fields)) for one in public_documents(db, taxonomy)]
        marks = ", ".join("?" * (len(self._fields) + 1))
        db.execute("BEGIN")
        db.conn.executemany(f"INSERT INTO words VALUES ({marks})", rows)  # noqa: S608  # only question marks
        db.execute("INSERT INTO words (words) VALUES ('optimize')")
        db.execute("COMMIT")
        db.execute("ANALYZE")

    def find(self, words: Sequence[str], how: Sequence[str]) -> list[str]:
        weights = ", ".join(str(FIELD_WEIGHTS[field]) for field in self._fields)
        marks = ", ".join("?" * len(how))
        # Our own field names, weights and question marks.
        sql = f"""
            SELECT words.id FROM words
            WHERE words MATCH ?
              AND EXISTS (SELECT 1 FROM service_terms AS term
                          WHERE term.service_id = words.id AND term.facet = 'how' AND term.slug IN ({marks}))
            ORDER BY bm25(words, 0.0, {weights})
        """  # noqa: S608
        query = " OR ".join(f'"{word}"' for word in words)
        return [row[0] for row in self._db.execute(sql, [query, *how])]

"""The shelves of a running directory, opened when first needed and kept in step with the database."""

import time
from datetime import datetime
from functools import cached_property
from threading import RLock
from zoneinfo import ZoneInfo

from flask import current_app, g
from sqlite_utils import Database

from directory.config import Settings
from directory.domain.taxonomy import Taxonomy
from directory.finding.documents import public_documents
from directory.finding.find import Listings
from directory.finding.reading import Readers
from directory.finding.snapshot import Snapshot, load_snapshot
from directory.finding.wording import Names
from directory.places.gazetteer import Gazetteer
from directory.search.index import ServiceIndex
from directory.store.areas import get_areas
from directory.store.database import content_version, open_database
from directory.store.taxonomy import get_taxonomy
from directory.understanding import Understanding, load_vocabulary

INDEX_RESTS_SECONDS = 60
LONDON = ZoneInfo("Europe/London")


class Shelves:
    """What `app.extensions["directory"]` holds. Connections belong to one request; everything else to the process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.index = ServiceIndex(settings.index)
        self._snapshot: Snapshot | None = None
        self._taxonomy: tuple[int, Taxonomy] | None = None
        self._index_rests_until = 0.0
        self._turn = RLock()
        self._stopped_at = None if settings.live else _read_clock(settings.now)

    def db(self) -> Database:
        """The database of this request or command, or raise `StoreUnavailable`."""
        if "db" not in g:
            g.db = open_database(self.settings.database)
        db: Database = g.db
        return db

    def taxonomy(self) -> Taxonomy:
        if "taxonomy" not in g:
            g.taxonomy = self._taxonomy_of(content_version(self.db()))
        taxonomy: Taxonomy = g.taxonomy
        return taxonomy

    def _taxonomy_of(self, version: int) -> Taxonomy:
        if self._taxonomy is None or self._taxonomy[0] != version:
            self._taxonomy = (version, get_taxonomy(self.db()))
        return self._taxonomy[1]

    def listings(self) -> Listings:
        """The snapshot and the word index, both brought up to date with the database first."""
        db, taxonomy = self.db(), self.taxonomy()
        version = content_version(db)
        with self._turn:
            if self._snapshot is None or self._snapshot.version != version:
                self._snapshot = load_snapshot(db, version)
            self._bring_index_up_to_date(db, taxonomy, version)
            return Listings(self.index, self._snapshot, taxonomy)

    def _bring_index_up_to_date(self, db: Database, taxonomy: Taxonomy, version: int) -> None:
        """Where it cannot be written it rests, and searches go on by what is understood, or by the words it had before."""
        if time.monotonic() < self._index_rests_until:
            return
        try:
            self.index.bring_up_to_date(version, lambda: public_documents(db, taxonomy))
        except OSError as error:
            self._index_rests_until = time.monotonic() + INDEX_RESTS_SECONDS
            current_app.logger.error("The word index cannot be written: %s", type(error).__name__)

    def readers(self) -> Readers:
        councils = tuple(self.gazetteer.current_codes(self.settings.councils))
        return Readers(self.taxonomy(), self.understanding, self.gazetteer, councils)

    def names(self) -> Names:
        return Names(self.gazetteer.names, self.taxonomy())

    @cached_property
    def understanding(self) -> Understanding:
        vocabulary = load_vocabulary(self.settings.seed / "vocabulary")
        return Understanding(vocabulary, self.taxonomy(), self._postcode_in, self.gazetteer.find_place_in)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(get_areas(self.db()), self.settings.seed / "districts.csv", self.settings.postcodes)

    def _postcode_in(self, text: str) -> str | None:
        found = self.gazetteer.find_postcode_in(text)
        return str(found) if found else None

    def now(self) -> datetime:
        """The one clock, in London. The setting `now` stops it, to see a page at any hour; never in a live directory."""
        return self._stopped_at or datetime.now(LONDON)


def _read_clock(typed: str) -> datetime | None:
    """The hour a clock is stopped at, in London; None when it runs."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=LONDON) if typed else None
    except ValueError as error:
        raise ValueError("DIRECTORY_NOW must be a day and an hour, like 2026-03-24T03:00") from error


def close_db(error: BaseException | None = None) -> None:
    """Close this request's connection, if it had one."""
    db = g.pop("db", None)
    if db is not None:
        db.close()

"""The word index: a copy of the listings' words that may be thrown away at any moment and heals itself.

Words find and order; they never decide who is left out. What was measured before this was written: only
whoosh 2.7.4, only TEXT and ID fields, a new searcher after every change, and never two writers.
"""

import json
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from whoosh import index as whoosh_index
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from directory.search.documents import Document

POINTER = "current.json"
LOCK = "lock"
FORMAT = 1
FIELD_WEIGHTS = {"name": 4.0, "organisation": 2.0, "terms": 2.0, "summary": 1.5, "description": 1.0, "places": 0.7}
TERMS_KEPT = 2000
# More services than this with a word in their name, and it is no name but a kind of help.
NAMED_AT_MOST = 5
# Above this share of changed listings, building afresh is quicker than changing in place.
REBUILD_SHARE = 0.2

Documents = Callable[[], Iterable[Document]]
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class _Current:
    """What the pointer file says: which folder holds the index, and which content it is a copy of."""

    folder: str
    version: int
    revision: int
    format: int = FORMAT


class ServiceIndex:
    """The index in one folder. Each process has one of these; all of them share the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader: _Reader | None = None
        self._current: _Current | None = None
        # Whoosh's readers keep a position in their files, so threads take turns.
        self._turn = RLock()

    def score(self, words: Sequence[str]) -> dict[str, float]:
        """How well each listed service answers the words: BM25F, higher is better; empty when none does."""
        with self._turn:
            return self._reader.score(words) if self._reader else {}

    def named(self, words: Sequence[str]) -> frozenset[str]:
        """The services whose own name, with their organisation's, holds every one of the words; none when that is many:
        `counselling` names a kind of help."""
        with self._turn:
            return _few(self._reader.named(words)) if self._reader else frozenset()

    def named_in_part(self, words: Sequence[str]) -> frozenset[str]:
        """The services whose name holds one of the words that hardly any other name has: `dementia`, `boxing`."""
        with self._turn:
            return frozenset().union(*(_few(self._reader.named([word])) for word in words)) if self._reader else frozenset()

    def nearest_word(self, word: str) -> str | None:
        """A word of the listings' names that `word` may be a slip of the pen for, if it is none of them itself."""
        with self._turn:
            return self._reader.nearest_word(word) if self._reader else None

    def count(self) -> int:
        """How many services are in it."""
        return len(self._reader.ids) if self._reader else 0

    @property
    def version(self) -> int | None:
        """The content version it is a copy of; None when there is no index that can be read."""
        return self._current.version if self._current else None

    def bring_up_to_date(self, version: int, documents: Documents) -> None:
        """Make sure that what is searched is a copy of this content version: heals what is missing, damaged or behind."""
        with self._turn:
            if self._open_current(version):
                return
            with self._locked():
                if not self._open_current(version):
                    self._write(version, documents)
                    self._open_current(version)

    def rebuild(self, version: int, documents: Documents) -> None:
        """Throw the index away and build it afresh."""
        with self._turn, self._locked():
            self._build(version, documents())
            self._open_current(version)

    def close(self) -> None:
        """Let go of the files, as one must before a fork: who opens them shares their positions. Opened when next needed."""
        with self._turn:
            self._close()
            self._reader, self._current = None, None

    def _open_current(self, version: int) -> bool:
        """Open what the pointer names, if we have not already. True when it is at least as new as `version`."""
        current = self._read_pointer()
        if current is None:
            return False
        if current != self._current or self._reader is None:
            try:
                reader = _Reader(self._folder / current.folder)
            except Exception:  # a damaged index fails in a hundred ways, and each means: rebuild
                self._reader, self._current = None, None
                return False
            self._close()
            self._reader, self._current = reader, current
        return current.version >= version

    def _write(self, version: int, documents: Documents) -> None:
        fresh = list(documents())
        if self._reader is None or not self._change(version, fresh):
            self._build(version, fresh)

    def _build(self, version: int, documents: Iterable[Document]) -> None:
        folder = Path(mkdtemp(prefix=f"v{version}-", dir=self._folder))
        writer = whoosh_index.create_in(str(folder), SCHEMA).writer(limitmb=64)
        for document in documents:
            _add(writer, document)
        writer.commit(optimize=True)
        self._point_at(_Current(folder.name, version, revision=0))
        for old in self._folder.glob("v*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)

    def _change(self, version: int, documents: Sequence[Document]) -> bool:
        """Write only what changed, in place. False when so much has that building afresh is better."""
        reader, current = self._reader, self._current
        if reader is None or current is None:
            return False
        wanted = {document.id: document for document in documents}
        changed = [one for one in documents if reader.stamps.get(one.id) != one.stamp]
        gone = reader.stamps.keys() - wanted.keys()
        if len(changed) + len(gone) > REBUILD_SHARE * max(len(wanted), 1):
            return False
        if changed or gone:
            writer = whoosh_index.open_dir(str(self._folder / current.folder)).writer()
            for service_id in (*gone, *(one.id for one in changed)):
                writer.delete_by_term("id", service_id)
            for document in changed:
                _add(writer, document)
            writer.commit()
        self._point_at(_Current(current.folder, version, current.revision + 1))
        return True

    def _point_at(self, current: _Current) -> None:
        written = self._folder / f"{POINTER}.new"
        written.write_text(json.dumps(vars(current)))
        written.replace(self._folder / POINTER)

    def _read_pointer(self) -> _Current | None:
        try:
            current = _Current(**json.loads((self._folder / POINTER).read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return current if current.format == FORMAT else None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, over all processes; the operating system lets go when a process dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            flock(lock, LOCK_EX)
            yield

    def _close(self) -> None:
        if self._reader:
            self._reader.close()


class _Reader:
    """One opened state of the index, with the scores of the terms asked for kept ready."""

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher: Searcher = self._index.searcher()
        self._reader = self._searcher.reader()
        stored = dict(self._reader.iter_docs())
        self.ids: dict[int, str] = {number: fields["id"] for number, fields in stored.items()}
        self.stamps: dict[str, str] = {fields["id"]: fields["stamp"] for fields in stored.values()}
        self._scores: OrderedDict[str, dict[str, float]] = OrderedDict()
        self._names: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._lexicon = tuple(word.decode() for word in self._reader.lexicon("spelling"))
        self._known = frozenset(self._lexicon)
        self._nearest: OrderedDict[str, str | None] = OrderedDict()

    def score(self, words: Sequence[str]) -> dict[str, float]:
        """The sum over the words; each word's own list is kept, so that a search is a few additions."""
        lists = sorted((self._scores_of(term) for term in _stems(words)), key=len, reverse=True)
        if not lists:
            return {}
        total = dict(lists[0])
        for scores in lists[1:]:
            for service_id, score in scores.items():
                total[service_id] = total.get(service_id, 0.0) + score
        return total

    def named(self, words: Sequence[str]) -> frozenset[str]:
        terms = _stems(words)
        if not terms:
            return frozenset()
        return frozenset.intersection(*(self._named_with(term) for term in terms))

    def nearest_word(self, word: str) -> str | None:
        if len(word) < 4 or word in self._known:
            return None
        return _kept(self._nearest, word, self._search_nearest)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def _search_nearest(self, word: str) -> str | None:
        allowed = 1 if len(word) < 8 else 2
        found = extractOne(word, self._lexicon, scorer=OSA.distance, score_cutoff=allowed)
        return str(found[0]) if found and len(found[0]) >= 4 else None

    def _scores_of(self, term: str) -> dict[str, float]:
        return _kept(self._scores, term, self._walk)

    def _named_with(self, term: str) -> frozenset[str]:
        return _kept(self._names, term, lambda stem: frozenset(self._walk(stem, ("name", "organisation"))))

    def _walk(self, term: str, fields: Iterable[str] = tuple(FIELD_WEIGHTS)) -> dict[str, float]:
        """Every service with the term, and its BM25F score, from the postings of each field."""
        scores: dict[str, float] = {}
        for field in fields:
            if (field, term) not in self._reader:
                continue
            matcher = self._searcher.postings(field, term)
            while matcher.is_active():
                service_id = self.ids[matcher.id()]
                scores[service_id] = scores.get(service_id, 0.0) + FIELD_WEIGHTS[field] * matcher.score()
                matcher.next()
        return scores


def _few(ids: frozenset[str]) -> frozenset[str]:
    return ids if len(ids) <= NAMED_AT_MOST else frozenset()


def _stems(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(token.text for token in ANALYSER(" ".join(words))))


def _kept(store: OrderedDict[str, Kept], key: str, make: Callable[[str], Kept]) -> Kept:
    if key not in store:
        store[key] = make(key)
        if len(store) > TERMS_KEPT:
            store.popitem(last=False)
    return store[key]


def _add(writer: SegmentWriter, document: Document) -> None:
    fields = {field: getattr(document, field) for field in FIELD_WEIGHTS}
    names = f"{document.name} {document.organisation}"
    writer.add_document(id=document.id, stamp=document.stamp, spelling=names, **fields)


ANALYSER = StemmingAnalyzer()
_TEXT = TEXT(analyzer=ANALYSER, phrase=False)
SCHEMA = Schema(
    id=ID(unique=True, stored=True),
    stamp=ID(stored=True),
    spelling=TEXT(analyzer=RegexTokenizer() | LowercaseFilter(), phrase=False),
    **dict.fromkeys(FIELD_WEIGHTS, _TEXT),
)

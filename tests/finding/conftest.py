"""A search over a few services, with the words already understood."""

import pytest

from directory.domain.meaning import Meaning
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Filters, Seeker
from directory.finding.documents import public_documents
from directory.finding.find import Listings, find_services
from directory.finding.results import Search
from directory.finding.snapshot import load_snapshot
from directory.search.index import ServiceIndex
from directory.store.database import content_version


@pytest.fixture
def find(db, taxonomy, tmp_path):
    """Find services: `find(text="...", needs=[...], seeker=Seeker(...), how=(...), page=1)`."""
    index = ServiceIndex(tmp_path / "index")

    def run(text="", understood=(), made_for=(), seeker=None, page=1, **filters):
        version = content_version(db)
        index.bring_up_to_date(version, lambda: public_documents(db, taxonomy))
        listings = Listings(index, load_snapshot(db, version), taxonomy)
        meaning = Meaning(
            text,
            needs=tuple(understood),
            audiences=tuple(made_for),
            words=tuple(text.split()),
            help_words=frozenset({"talk"}),
        )
        search = Search(SearchRequest(text=text), meaning, Filters(**filters), seeker or Seeker())
        return find_services(db, listings, search, page)

    return run


@pytest.fixture
def names(find):
    """The names found, in order."""

    def run(*given, **asked):
        return [one.service.name for one in find(*given, **asked).found]

    return run

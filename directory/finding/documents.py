"""The words of every public listing, for the index to copy."""

from collections.abc import Iterator

from sqlite_utils import Database

from directory.domain.taxonomy import Taxonomy
from directory.finding.snapshot import PUBLIC
from directory.search.documents import Document, document_of
from directory.store.organisations import get_organisations
from directory.store.services import AT_ONCE, get_services


def public_documents(db: Database, taxonomy: Taxonomy) -> Iterator[Document]:
    """A few hundred whole services at a time, so that a large directory is never in memory at once."""
    ids = [row[0] for row in db.execute(f"SELECT id FROM services WHERE {PUBLIC} ORDER BY id")]  # noqa: S608  # our own words
    for start in range(0, len(ids), AT_ONCE):
        services = get_services(db, ids[start : start + AT_ONCE])
        organisations = get_organisations(db, (service.organisation_id for service in services))
        for service in services:
            yield document_of(service, organisations[service.organisation_id], taxonomy)

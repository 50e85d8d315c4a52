"""What was taken out does not come back with the next file."""

from directory.publishing.redacting import redact_text
from directory.store.provenance import get_differences, get_provenance
from tests.importing.conftest import NOW

ROW = "A1,Teen talk,Harbour Youth,{about},PO1 2AL,01632960101,www.harbour.example.org"


def test_a_file_that_still_tells_what_was_redacted_brings_nothing_of_it_back(importer, db):
    importer.sheet(ROW.format(about="Ring Zanzibarquay. For people aged 11 to 18."))
    service = importer.listing("A1")
    redact_text(db, service.id, "Zanzibarquay", by="admin@example.org", now=NOW)
    redact_text(db, service.id, "01632 960101", by="admin@example.org", now=NOW)

    importer.sheet(ROW.format(about="Ask for Zanzibarquay. For people aged 11 to 25."))

    stands = importer.listing("A1")
    assert stands.description == "Ring (removed). For people aged 11 to 18."
    assert "01632" not in str(stands.contact_points)
    assert get_differences(db) == ()
    assert {"description", "contact_points"}.isdisjoint(get_provenance(db, service.id))
    assert stands.age_rules[0].maximum == 18, "read out of words that were left out"

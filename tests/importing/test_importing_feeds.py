"""Feeds brought in by the same road as spreadsheets."""

from directory.domain.judging import judge
from directory.domain.seeker import Seeker
from directory.domain.verdicts import Verdict
from directory.importing.report import Outcome
from directory.store.checks import get_checks
from tests.builders import a_place
from tests.importing.conftest import FIXTURES
from tests.openreferral.test_feeds import a_package

FEEDS = FIXTURES.parent / "openreferral"
HARBOUR = "6c9f1c0e-0d7e-4c1e-9a53-0f0e2d6a1b11"


def test_a_feed_comes_in_and_the_second_time_nothing_changes(importer, counted):
    assert importer.feed(FEEDS / "outpost-page.json").counts[Outcome.IMPORTED] == 2
    before = counted()

    assert importer.feed(FEEDS / "outpost-page.json").counts[Outcome.UNCHANGED] == 2
    assert counted() == before


def test_a_status_that_was_assumed_never_makes_more_than_ask_first(importer):
    importer.feed(FEEDS / "uk-service.json")
    service = importer.listing(HARBOUR, "uk-service")

    assert "status" in service.unconfirmed
    assert judge(service, Seeker(age=15, home=a_place())).verdict is Verdict.ASK_FIRST


def test_an_assured_date_is_not_a_check(importer, db):
    importer.feed(FEEDS / "uk-service.json")
    service = importer.listing(HARBOUR, "uk-service")

    assert get_checks(db, [service.id])[service.id] == ()


def test_a_zip_of_tables_comes_in_with_its_codes_kept_as_text(importer, tmp_path):
    report = importer.feed(a_package(tmp_path / "county.zip"), source="County directory")
    service = importer.listing("1", "County directory")

    assert service.name == "Harbour Counselling"
    assert service.needs == {"any"}
    assert service.locations[0].postcode == "33157"
    assert "the postcode 33157 cannot be read; it is kept as it was written" in report.rows[0].warnings
    assert "do not say which service they belong to" in report.remarks[0]

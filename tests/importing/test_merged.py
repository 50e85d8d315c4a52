"""A listing that was merged is known to its source: the next import goes on with the one that was kept."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.domain.services import Service
from directory.domain.source_record import SourceRecord
from directory.importing.applying import Import
from directory.publishing.merging import merge_services
from directory.store.provenance import get_differences, second_records_of
from directory.store.services import get_service_by_slug
from directory.store.versions import latest_version

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
HARBOUR = {"name": "Harbour Youth"}


def row(number, name, **facts):
    return SourceRecord(row=number, name=name, id=f"r{number}", organisation=HARBOUR, facts=facts)


@pytest.fixture
def bring_in(db):
    def run(*records, source="council.csv"):
        return Import(db=db, source=source, by="keeper 1", now=NOW).run(records)

    return run


def merge(db, kept: Service, merged: Service):
    versions = (latest_version(db, kept.id), latest_version(db, merged.id))
    merge_services(db, kept.id, merged.id, chosen={}, versions=versions, by="keeper 1", now=NOW)


def listings(db):
    return db.execute("SELECT count(*) FROM services WHERE published_on IS NOT NULL").fetchone()[0]


def test_a_later_import_updates_the_kept_one_and_makes_none_again(db, bring_in):
    bring_in(row(1, "Teen talk", summary="Talk."), source="trust.csv")
    bring_in(row(7, "Teen talk", description="A room."))
    kept, merged = get_service_by_slug(db, "teen-talk"), get_service_by_slug(db, "teen-talk-harbour-youth")
    merge(db, kept, merged)

    bring_in(row(7, "Teen talk", description="A bigger room."))
    bring_in(row(1, "Teen talk", summary="Talk and tea."), source="trust.csv")

    now = get_service_by_slug(db, merged.slug)
    assert (now.id, now.summary, now.description) == (kept.id, "Talk and tea.", "A bigger room.")
    assert listings(db) == 1
    assert get_differences(db) == ()


def test_of_two_rows_that_are_one_the_kept_ones_is_followed_and_the_other_when_it_is_gone(db, bring_in):
    first, second = row(1, "Teen talk", summary="Talk."), row(2, "Teen chat", summary="Chat.")
    bring_in(first, second)
    kept, merged = get_service_by_slug(db, "teen-talk"), get_service_by_slug(db, "teen-chat")
    merge(db, kept, merged)

    report = bring_in(replace(first, facts={"summary": "Talk more."}), second)
    assert [one.outcome.value for one in report.rows] == ["updated", "unchanged"]
    assert get_service_by_slug(db, "teen-talk").summary == "Talk more."

    report = bring_in(second)
    assert report.gone == ()
    assert second_records_of(db, "council.csv") == frozenset()

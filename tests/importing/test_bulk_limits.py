"""What a sheet may tell: the same days as on the forms."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.services import Alert, AlertSentence, Wait, WaitStage
from directory.importing.bulk.preview import preview_sheet
from directory.importing.bulk.reading import SheetRow, UploadedSheet
from directory.publishing.listings import publish
from directory.store.database import writing
from directory.store.organisations import save_organisation
from tests.builders import a_service, an_organisation
from tests.publishing.conftest import NOW

TODAY = date(2026, 11, 20)
OLD_NEWS = {
    "opens_again_on": date(2020, 1, 1),
    "ends_on": date(1999, 1, 1),
    "taking_new_people_on": date(2999, 1, 1),
    "alert": Alert(AlertSentence.PHONES_DOWN, date(2999, 1, 1)),
    "waits": (Wait(WaitStage.HELP_STARTS, 2, 3, "the old desk, 01632 960123", date(2999, 1, 1)),),
}


@pytest.fixture
def look(db, taxonomy):
    """Look at one changed row of a listing, as an editor or as those who keep it."""

    def at(service, cells, *, is_theirs=False):
        sheet = UploadedSheet("sheet.csv", ("id",), (SheetRow(2, {"id": service.id, **cells}),))
        whose = service.organisation_id if is_theirs else None
        return preview_sheet(db, sheet, taxonomy, lambda postcode: None, today=TODAY, organisation_id=whose).rows[0]

    return at


@pytest.fixture
def listed(db):
    def list_it(**facts):
        service = a_service(**facts)
        with writing(db):
            save_organisation(db, an_organisation())
            return publish(db, service, by="seed", reason="Seeded", now=NOW)

    return list_it


@pytest.mark.parametrize("is_theirs", [True, False])
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"opens_again_on": "2026-11-20"},
            "opens_again_on: the day must be after today, and not later than 21 November 2027.",
        ),
        ({"opens_again_on": "9999-12-31"}, "not later than 21 November 2027"),
        ({"opens_again_on": "1999-01-01"}, "must be after today"),
        ({"taking_new_people_on": "2026-11-21"}, "must be from 1 January 2000 to today, 20 November 2026"),
        ({"taking_new_people_on": "2999-01-01"}, "taking_new_people_on: the day on which it was told must be from"),
        ({"waits": "help starts: 1 to 2 weeks, said by the people who run it on 2026-11-21"}, "to today, 20 November 2026"),
        ({"waits": "help starts: 1 to 2 weeks, said by the people who run it on 1999-12-31"}, "waits: the day on which"),
        ({"alert": "phones-down until 2026-11-19"}, "alert: the last day must be from today to 20 February 2027."),
        ({"alert": "phones-down until 2999-01-01"}, "to 20 February 2027"),
        ({"ends_on": "2026-11-19"}, "ends_on: the last day must be from today to"),
        ({"ends_on": "9999-12-31"}, "ends_on: the last day must be from today to"),
    ],
)
def test_a_day_that_a_form_would_refuse_is_refused_with_its_limit(look, listed, cells, said, is_theirs):
    row = look(listed(), cells, is_theirs=is_theirs)

    assert said in row.mistakes[0]
    assert not row.changes


@pytest.mark.parametrize(
    "cells",
    [
        {"opens_again_on": "2026-11-21"},
        {"opens_again_on": "2027-11-21"},
        {"taking_new_people_on": "2026-11-20"},
        {"waits": "help starts: 1 to 2 weeks, said by the people who run it on 2026-11-20"},
        {"alert": "phones-down until 2026-11-20"},
        {"alert": "phones-down until 2027-02-20"},
        {"ends_on": "2026-11-20"},
    ],
)
def test_the_first_and_the_last_day_that_can_be_meant_are_taken(look, listed, cells):
    row = look(listed(), cells, is_theirs=True)

    assert not row.mistakes
    assert [change.column for change in row.changes] == [*cells]


def test_a_day_that_stood_there_already_stays_beside_what_is_new(look, listed):
    service = listed(**OLD_NEWS)
    stood = "help starts: 2 to 3 weeks, said by the old desk, 01632 960123 on 2999-01-01"
    new = "first reply: 1 to 1 weeks, said by the people who run it on 2026-11-20"

    row = look(service, {"waits": f"{stood}\n{new}", "summary": "New."}, is_theirs=True)

    assert not row.mistakes
    assert row.edited == replace(
        service, summary="New.", waits=(*service.waits, Wait(WaitStage.FIRST_REPLY, 1, 1, "the people who run it", TODAY))
    )

"""What a sheet may tell: the same days as on the forms, and nothing in words of its own that nobody reads first."""

from dataclasses import replace
from datetime import date, time

import pytest

from directory.domain.risk import Risk
from directory.domain.services import (
    Alert,
    AlertSentence,
    Channel,
    ContactPoint,
    Location,
    Schedule,
    Status,
    Wait,
    WaitStage,
)
from directory.importing.bulk.applying import remarks_on
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.parts import write_parts
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

HOURS = Schedule(frozenset(range(5)), time(9), time(17))
TOLD = {
    "contact_points": (ContactPoint("c1", Channel.PHONE, "01632 960001", "Our line", (HOURS,)),),
    "locations": (Location("l1", "The hut", "1 High Street", "Portsmouth", "PO1 2AL"),),
    "status": Status.ACTIVE,
    "taking_new_people": True,
    "taking_new_people_on": date(2026, 10, 1),
    "opens_again_on": date(2026, 12, 1),
    "waits": (Wait(WaitStage.HELP_STARTS, 2, 3, "the front desk", date(2026, 10, 1), need="sleep"),),
    "alert": Alert(AlertSentence.PHONES_DOWN, date(2026, 12, 1)),
}
LIVE_AT_ONCE = {
    "status": "temporarily closed",
    "opens_again_on": "2026-12-02",
    "taking_new_people": "no",
    "taking_new_people_on": "2026-11-02",
    "waits": "help starts: 2 to 4 weeks, said by the people who run it on 2026-11-20",
    "alert": "slow-replies until 2026-12-01",
    "contact_1_hours": "daily 09:00-17:00",
}
WAYS_TO_REACH = ("01632 960123", "jo@evil.example")


@pytest.fixture
def look(db, taxonomy):
    """Look at changed rows of one listing, as an editor or as those who keep it."""

    def at(service, *cells, is_theirs=False):
        rows = tuple(SheetRow(number, {"id": service.id, **told}) for number, told in enumerate(cells, 2))
        sheet, whose = UploadedSheet("sheet.csv", ("id",), rows), service.organisation_id if is_theirs else None
        return preview_sheet(db, sheet, taxonomy, lambda postcode: None, today=TODAY, organisation_id=whose).rows

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
    (row,) = look(listed(), cells, is_theirs=is_theirs)

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
    (row,) = look(listed(), cells, is_theirs=True)

    assert not row.mistakes
    assert [change.column for change in row.changes] == [*cells]


def test_ages_that_hardly_anybody_means_are_remarked_on(look, listed):
    (row,) = look(listed(), {"ages": "0 to 99"})

    assert "anyone may come" in remarks_on(row.changes[0])


def test_a_day_that_stood_there_already_stays_beside_what_is_new(look, listed):
    service = listed(**OLD_NEWS)
    stood = "help starts: 2 to 3 weeks, said by the old desk, 01632 960123 on 2999-01-01"
    new = "first reply: 1 to 1 weeks, said by the people who run it on 2026-11-20"

    (row,) = look(service, {"waits": f"{stood}\n{new}", "summary": "New."}, is_theirs=True)

    assert not row.mistakes
    assert row.edited == replace(
        service, summary="New.", waits=(*service.waits, Wait(WaitStage.FIRST_REPLY, 1, 1, "the people who run it", TODAY))
    )


def _with_each_way_to_reach(cell):
    """The cell with a number or an address before, after, in place of and between its words."""
    words = cell.split(" ")
    for way in WAYS_TO_REACH:
        yield way
        for at in range(len(words) + 1):
            yield " ".join([*words[:at], way, *words[at:]])
            yield " ".join([*words[:at], way, *words[at + 1 :]])


def test_no_cell_of_a_provider_makes_a_number_or_an_address_public_at_once(look, listed, taxonomy):
    service = listed(**TOLD)
    cells = {column.name: column.write(service) for column in columns_of(taxonomy, {})} | write_parts(service)
    tried = [{name: f"{cell} {way}"} for name, cell in cells.items() for way in WAYS_TO_REACH]
    tried += [{name: told} for name in LIVE_AT_ONCE for told in _with_each_way_to_reach(cells[name])]
    tried += [{name: told} for name, cell in LIVE_AT_ONCE.items() for told in _with_each_way_to_reach(cell)]

    rows = look(service, *tried, is_theirs=True)

    live = [fact for row in rows for change in row.changes if change.risk is Risk.LIVE for fact in change.facts]
    assert not [fact for fact in live if any(way in repr(fact.after) for way in WAYS_TO_REACH)]
    assert {change.column for row in look(service, LIVE_AT_ONCE, is_theirs=True) for change in row.changes} == {
        *LIVE_AT_ONCE
    }


@pytest.mark.parametrize(("column", "cell"), LIVE_AT_ONCE.items())
def test_small_news_of_a_provider_is_public_at_once(look, listed, column, cell):
    (row,) = look(listed(**TOLD), {column: cell}, is_theirs=True)

    assert [change.risk for change in row.changes] == [Risk.LIVE]


@pytest.mark.parametrize(
    "said_by",
    ["our new number 09061 960123, or text Jo on 07700 900555", "the NHS", "<b>HM King</b>", "the front desk", "x" * 4400],
)
def test_what_a_provider_tells_is_said_by_the_words_of_the_form(look, listed, said_by):
    (row,) = look(listed(**TOLD), {"waits": f"help starts: 2 to 5 weeks, said by {said_by} on 2026-11-20"}, is_theirs=True)

    (mistake,) = row.mistakes
    assert mistake.startswith(
        "waits: write “said by the people who run it”, as the page does for what you tell; other words"
    )


def test_a_line_of_a_wait_that_a_provider_left_as_it_was_keeps_its_words(look, listed):
    service = listed(**TOLD)
    stood = "help starts: 2 to 3 weeks, said by the front desk on 2026-10-01, for sleep"
    (row,) = look(
        service, {"waits": f"{stood}\nfirst reply: 1 week, said by the people who run it on 2026-11-20"}, is_theirs=True
    )

    assert [change.risk for change in row.changes] == [Risk.LIVE]
    assert row.edited.waits[0] == service.waits[0]


@pytest.mark.parametrize(
    ("said_by", "said"),
    [
        ("our line 09061 960123", "Take out “09061 960123”."),
        ("https://evil.example", "Take out “https://evil.example”."),
        ("evil.example", "Take out “evil.example”."),
        ("jo@example.org", "Take out “jo@example.org”."),
        ("0 7 7 0 0 9", "takes no number"),
        ("０９０６１ ９６０１２３", "takes no number"),
        ("x" * 81, "at most 80 letters"),
    ],
)
def test_an_editor_names_who_said_it_without_a_number_or_an_address(look, listed, said_by, said):
    (row,) = look(listed(), {"waits": f"help starts: 2 to 3 weeks, said by {said_by} on 2026-11-20"})

    assert said in row.mistakes[0]


def test_an_editor_may_say_who_else_told_a_wait(look, listed):
    (row,) = look(listed(), {"waits": "help starts: 2 to 3 weeks, said by their GP, in year 9 on 2026-11-20"})

    assert not row.mistakes
    assert [change.risk for change in row.changes] == [Risk.REVIEWED]

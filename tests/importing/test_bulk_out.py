"""A sheet of every public listing: what is in it, what never is, and what a spreadsheet would do with it."""

import csv
from datetime import date, time

import pytest
from openpyxl import load_workbook

from directory.domain.eligibility import AgeRule, Area, AreaKind, Basis, Catchment, Condition
from directory.domain.services import Channel, ContactPoint, Schedule, Threshold, Wait, WaitStage
from directory.importing.bulk.cells import safe, unsafe
from directory.importing.bulk.exporting import ExportRefused, export_csv, export_xlsx
from directory.importing.bulk.hours import HOURS
from tests.builders import HAVANT, PORTSMOUTH, a_location, a_service, an_organisation

AREAS = {PORTSMOUTH: "Portsmouth", HAVANT: "Havant"}
TODAY = date(2026, 11, 20)


@pytest.fixture
def sheet(db, taxonomy, tmp_path):
    """Write the sheet and read it back as rows."""

    def write():
        path = tmp_path / "out.csv"
        export_csv(db, taxonomy, AREAS, path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return write


def a_public_service(**facts):
    return a_service(published_on=TODAY, **facts)


def test_every_public_listing_is_one_row_and_one_held_back_is_none(sheet, listed):
    listed(a_public_service(name="Teen talk"), a_service(name="Held back"), a_public_service(name="Gone", suspended=True))

    assert [row["name"] for row in sheet()] == ["Teen talk"]


def test_contacts_for_professionals_and_private_places_are_in_no_cell(sheet, listed):
    private = a_location(name="The Refuge", address="9 Hidden Lane", postcode="PO1 2AL", masked=True)
    for_desk = ContactPoint("c2", Channel.PHONE, "01632 960999", label="Duty desk", professionals_only=True)
    near = Condition(Basis.LIVES_IN, Area(AreaKind.MILES, miles=5, location_id=private.id))
    listed(
        a_public_service(
            contact_points=(ContactPoint("c1", Channel.PHONE, "01632 960001"), for_desk),
            locations=(private,),
            catchment=Catchment(((near,),)),
            advice_line="01632 960777",
        )
    )

    row = sheet()[0]
    everything = " ".join(row.values())

    assert row["contact_1_value"] == "01632 960001"
    assert row["area"] == "lives in 5 miles of a private place"
    for hidden in ("960999", "Duty desk", "Refuge", "Hidden Lane", "PO1 2AL", "960777", private.id, "50.79"):
        assert hidden not in everything


def test_facts_are_written_as_people_say_them(sheet, listed):
    lives = Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH, HAVANT})))
    listed(
        a_public_service(
            age_rules=[AgeRule(11, 18), AgeRule(None, 25, condition="send")],
            catchment=Catchment(((lives, Condition(Basis.GP_IN, lives.area)),)),
            threshold=Threshold(not_for_plain="Under 11s."),
            waits=(Wait(WaitStage.HELP_STARTS, 6, 10, "the team lead", date(2026, 11, 1)),),
        )
    )

    row = sheet()[0]

    assert row["ages"] == "11 to 18\nup to 25, for send"
    assert row["area"] == (
        "lives in local authority E06000044 (Portsmouth); E07000090 (Havant)"
        " + GP in local authority E06000044 (Portsmouth); E07000090 (Havant)"
    )
    assert row["not_for"] == "Under 11s."
    assert row["waits"] == "help starts: 6 to 10 weeks, said by the team lead on 2026-11-01"
    assert row["summary"] == ""


FORMULAS = (
    "=1+1",
    "+44 1632 960001",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "  =HYPERLINK(1)",
    "\n=1",
    "＝1+1",
    "%0A",
    "|calc",
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_like_a_formula(sheet, listed, formula):
    listed(a_public_service(name=formula, summary=formula), organisation=an_organisation(description=formula))

    for cell in sheet()[0].values():
        assert not cell or cell.lstrip("\ufeff \t\r\n\xa0")[0] not in "=+-@|%＝"


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_was_made_safe_comes_back_as_it_was(formula):
    assert unsafe(safe(formula)) == formula.strip()


def test_a_workbook_holds_text_only(db, taxonomy, listed, tmp_path):
    listed(a_public_service(name="=1+1", contact_points=(ContactPoint("c1", Channel.PHONE, "01632960001"),)))
    path = tmp_path / "out.xlsx"

    export_xlsx(db, taxonomy, AREAS, path)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert "01632960001" in {cell.value for cell in cells}


def test_a_text_too_long_for_a_workbook_is_refused_with_what_to_do(db, taxonomy, listed, tmp_path):
    listed(a_public_service(description="Long. " * 10_000))

    with pytest.raises(ExportRefused, match="flask export csv FILE"):
        export_xlsx(db, taxonomy, AREAS, tmp_path / "out.xlsx")
    assert not list(tmp_path.glob("*out.xlsx*"))


@pytest.mark.parametrize(
    ("days", "opens", "closes", "said"),
    [
        ({0, 1, 2, 3, 4}, 9, 17, "mon-fri 09:00-17:00"),
        ({1, 3}, 16, 18, "tue, thu 16:00-18:00"),
        ({0, 1, 4, 5, 6}, 18, 2, "mon-tue, fri-sun 18:00-02:00"),
        (set(range(7)), 0, 0, "daily 00:00-00:00"),
    ],
)
def test_hours_are_written_so_that_they_can_be_read_back(days, opens, closes, said):
    hours = (Schedule(frozenset(days), time(opens), time(closes)),)

    assert HOURS.text_of(hours) == said
    assert HOURS.fact_in(said) == hours


def test_hours_keep_what_is_said_of_term_and_bank_holidays():
    hours = (Schedule(frozenset({2}), time(9), time(10, 30), term_time=True, bank_holidays=False),)

    assert HOURS.text_of(hours) == "wed 09:00-10:30, term time only, not bank holidays"
    assert HOURS.fact_in(HOURS.text_of(hours)) == hours

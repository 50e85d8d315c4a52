"""A sheet of every public listing: what is in it, what never is, and what a spreadsheet would do with it."""

import csv
from dataclasses import replace
from datetime import date, time

import pytest
from openpyxl import load_workbook

from directory.domain.eligibility import (
    ANYONE_ANYWHERE,
    AgeRule,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
)
from directory.domain.facts import NESTED, PARTS, PLAIN, difference
from directory.domain.places import Point
from directory.domain.redaction import without_fact
from directory.domain.services import (
    Alert,
    AlertSentence,
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    Location,
    Schedule,
    Sector,
    SinglePoint,
    Status,
    Telling,
    Threshold,
    Wait,
    WaitStage,
    WordsToSay,
)
from directory.importing.bulk.cells import safe, unsafe
from directory.importing.bulk.columns import columns_of
from directory.importing.bulk.exporting import ExportRefused, export_csv, export_xlsx
from directory.importing.bulk.hours import HOURS
from directory.importing.bulk.parts import change_parts, write_parts
from directory.importing.shorthand import ALWAYS
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


def test_what_has_ended_comes_last_and_says_so(sheet, listed):
    told = Threshold(try_instead="Ring the youth club.")
    listed(a_public_service(name="Alpha", status=Status.DEFUNCT, threshold=told), a_public_service(name="Beta"))

    assert [(row["name"], row["status"]) for row in sheet()] == [("Beta", "active"), ("Alpha", "defunct")]


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

    with pytest.raises(ExportRefused, match="Take it as CSV"):
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


EVERYTHING = {
    "name": "Teen talk",
    "summary": "Talk.",
    "description": "Talk to us.",
    "url": "https://example.org",
    "sector": Sector.VOLUNTARY,
    "nhs_role": "single-point",
    "needs": frozenset({"worry-anxiety"}),
    "audiences": frozenset({Audience("send", AudienceMode.ONLY)}),
    "kinds": frozenset({"counselling"}),
    "how": frozenset({"phone"}),
    "routes": frozenset({"self"}),
    "level": frozenset({"help"}),
    "age_rules": (AgeRule(11, 18),),
    "catchment": ANYONE_ANYWHERE,
    "threshold": Threshold("a", "b", "c", "d", "e"),
    "confidentiality": Confidentiality(Telling.USUALLY, Telling.ALWAYS, Telling.USUALLY, 13, True, "note"),
    "cost": Cost(CostKind.DEPENDS, "note"),
    "languages": ("English",),
    "interpreters": True,
    "status": Status.ACTIVE,
    "opens_again_on": TODAY,
    "ends_on": TODAY,
    "taking_new_people": True,
    "taking_new_people_on": TODAY,
    "single_point": SinglePoint("a", "b", True),
    "usable_while_waiting": True,
    "takes_refused": False,
    "contact_points": (ContactPoint("c1", Channel.PHONE, "01632 960001", "a", (ALWAYS,), True, False, "b"),),
    "locations": (Location("l1", "a", "b", "c", "PO1 2AL", Point(50.8, -1.1), True, True, True, True, "d"),),
    "waits": (Wait(WaitStage.HELP_STARTS, 1, 2, "them", TODAY),),
    "what_happens_next": ("We ring.",),
    "words_to_say": WordsToSay("a", "b", "c"),
    "while_you_wait": "Rest.",
    "alert": Alert(AlertSentence.PHONES_DOWN, TODAY),
}
NOTHING = dict.fromkeys(("needs", "age_rules", "catchment", "audiences", "status", "taking_new_people"))
LEFT_OUT = {"organisation_id", "advice_line"}  # it has columns to read; it is for professionals


def test_every_public_fact_has_its_column(taxonomy):
    service = a_service(**EVERYTHING)
    facts = {change.field for change in difference(a_service(id=service.id, name="", **NOTHING), service)}
    columns = columns_of(taxonomy, {})

    def row(one):
        return {column.name: column.write(one) for column in columns} | write_parts(one)

    assert set(EVERYTHING) | LEFT_OUT == {*PLAIN, *NESTED, *PARTS}
    assert [fact for fact in facts if row(without_fact(service, fact)) == row(service)] == []


def test_every_fact_of_a_full_listing_can_be_read_back(taxonomy):
    service = a_service(**EVERYTHING)
    empty = replace(a_service(**NOTHING), id=service.id, name="x")
    read = empty
    for column in columns_of(taxonomy, {}):
        read = column.change(read, column.write(service))
    for step in change_parts(read, write_parts(service), find_point=lambda postcode: None):
        read = step.after
    contact, location = read.contact_points[0], read.locations[0]

    assert replace(contact, id="c1") == service.contact_points[0]
    assert replace(location, id="l1") == service.locations[0]
    plain = {name: getattr(read, name) for name in (*PLAIN, *NESTED)}
    assert plain == {name: getattr(service, name) for name in (*PLAIN, *NESTED)}
